"""The agent's guide: what the page `/guia` shows and docs/agents/guide.md prints, once.

The ladder's table is made from `orders.ladder`, so that the guide asks for what the worker asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recupera.desk.order_words import KINDS
from recupera.orders.ladder import Facts, Lack, OrderKind, approvals, asked, hold, rung

Sentence = str | Promise
TITLE = _("Guía de la mesa de ayuda")
PARTS: tuple[tuple[Sentence, Sentence], ...] = (
    (
        _("Qué hace usted"),
        _(
            "Responde los casos de quienes no pueden entrar. Lee el caso, habla con la persona y "
            "pide cosas al sistema. No ve ni elige contraseñas ni códigos, y no busca cuentas: lo "
            "que no está en la pantalla, no se necesita. Si alguien le pide eso, algo anda mal."
        ),
    ),
    (
        _("La lista"),
        _(
            "Arriba está el caso cuyo reloj se vence primero. Tómelo, respóndalo o pida lo que "
            "falta. Hay dos relojes: el de servicio (horas de atención) y el legal (días hábiles). "
            "El legal se amplía una sola vez, con motivo y antes de vencerse."
        ),
    ),
)
LADDER = _("La escalera")
LADDER_SAID = _(
    "Cada cambio en una cuenta pide pruebas. La pantalla del caso dice cuáles faltan. No hay "
    "atajo, y la prisa no cambia nada. Prueba y propone quien tiene el caso: si lo tiene otra "
    "persona, tómelo. Quien propone no aprueba; en la espera avisamos a los canales registrados, "
    "y cualquiera de ellos puede oponerse."
)
ORDER, TAKES = _("la orden (y su peldaño)"), _("qué se prueba")
APPROVES, HOLD = _("aprueba"), _("espera")
HEADS = (ORDER, TAKES, APPROVES, HOLD)
ASKED: dict[Lack, Sentence] = {
    Lack.CONFIRMED: _("correo del caso confirmado"),
    Lack.IDENTITY: _("documento de identidad"),
    Lack.LETTER: _("carta firmada"),
    Lack.CHANNEL: _("código o llamada al teléfono registrado"),
    Lack.OTHER_CHANNEL: _("código o llamada a un canal que no sea el que se opuso"),
    Lack.NEW_ADDRESS: _("código al correo nuevo"),
    Lack.AUTHORITY: _("acta o certificado de Cámara de Comercio"),
    Lack.CONTRACTS: _("pantalla de «Mis contratos»"),
}
ABOVE = _("Cambiar el correo de un administrador")
NOBODY, ANOTHER, SENIOR = _("nadie más"), _("otro agente"), _("un sénior que no la propuso")
NO_HOLD = _("no")
TRICKS = _("Cinco trucos, y qué hacer")
TRICK_HEADS = (_("el truco"), _("suena así"), _("usted"))
TRICK_ROWS: tuple[tuple[Sentence, Sentence, Sentence], ...] = (
    (
        _("la prisa"),
        _("«la licitación cierra en una hora, soy el alcalde»"),
        _("sigue la escalera. Diga cuánto demora y, si puede, responda primero"),
    ),
    (
        _("otro número"),
        _("«ese celular ya no lo tengo, llámeme a este»"),
        _("llama solo al número que da el sistema. Sin él faltan otras pruebas"),
    ),
    (
        _("otro correo"),
        _("«mande el código aquí, que el otro no abre»"),
        _(
            "no envía datos de la cuenta al correo del caso. Un código a ese correo prueba ese "
            "correo, y nada más"
        ),
    ),
    (
        _("el colega"),
        _("«apruébame esta ya, yo la revisé»"),
        _("abre la orden y la lee sin ayuda. Si no puede decir por qué se debe hacer, la rechaza"),
    ),
    (
        _("lo que ya sabe"),
        _("da cédula, usuario y nombre del jefe"),
        _("no lo toma como prueba: todo eso se compra o se publica"),
    ),
)
PRESSED = _("Cuando alguien presiona")
PRESSED_SAID: tuple[Sentence, ...] = (
    _(
        "Diga: «Entiendo la prisa. El sistema no me deja saltar pasos; empecemos ya por el "
        "primero»."
    ),
    _("No discuta. Deje una nota en el caso con lo que le dijeron y avise a quien supervisa."),
    _(
        "Negarse nunca es una falta. Si cree que lo engañaron, dígalo enseguida: en la espera "
        "todo se puede parar."
    ),
)
NEVER = _("Nunca")
NEVER_SAID: tuple[Sentence, ...] = (
    _(
        "No dicte ni pida códigos ni contraseñas. Los dos dígitos los lee la persona; usted los "
        "escribe."
    ),
    _("No diga si una cuenta existe, ni su correo o su celular, ni en qué terminan."),
    _("No use su segundo factor porque otro se lo pide. No apruebe lo que no entendió."),
    _("No copie datos fuera de la mesa."),
)


@dataclass(frozen=True)
class Rung:
    """One row of the ladder's table."""

    order: Sentence
    name: str
    asked: tuple[Sentence, ...]
    approves: Sentence
    holds: Sentence


def ladder(hours: int) -> Iterator[Rung]:
    """Every order, an administrator's change of e-mail besides; `hours` is how long is held."""
    plain = Facts(at=datetime.min.replace(tzinfo=UTC), marks=frozenset())
    above = Facts(at=plain.at, marks=frozenset(), administrator=True)
    for kind in OrderKind:
        yield _rung(kind, plain, KINDS[kind], hours)
        if kind is OrderKind.CHANGE_EMAIL:
            yield _rung(kind, above, ABOVE, hours)


def _rung(kind: OrderKind, facts: Facts, name: Sentence, hours: int) -> Rung:
    lacks, needed = asked(kind, facts), approvals(kind, facts)
    by = SENIOR if needed.senior else ANOTHER if needed.others else NOBODY
    said = tuple(ASKED[one] for one in Lack if one in lacks)
    holds = gettext("%(hours)d horas") % {"hours": hours} if hold(kind) else NO_HOLD
    return Rung(name, rung(kind, facts).value, said, by, holds)
