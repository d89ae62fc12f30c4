"""What an agent can do with a case from a page of its own: one line each, all by one page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.entering import may
from recupera.desk.words import Sentence


@dataclass(frozen=True)
class Doing:
    """`slug` stands in the address. `fields` are of text, until, to, other and had_by; a text may
    be left empty only where it is `optional`. What is `read` by the person is shown once more
    before it goes, and has `macros` for it."""

    slug: str
    act: Act
    name: Sentence
    intro: Sentence
    label: Sentence
    press: Sentence
    done: Sentence
    fields: tuple[str, ...] = ("text",)
    optional: bool = False
    read: bool = False
    macros: str = ""
    # Only for whoever has the case, or takes it by this.
    held: bool = False


DOINGS: Mapping[str, Doing] = {
    one.slug: one
    for one in (
        Doing(
            "responder",
            Act.ANSWER,
            _("Responder"),
            _("La persona lo lee en la página de su caso; si confirmó su correo, le avisamos."),
            _("Respuesta"),
            _("Revisar"),
            _("Se envió la respuesta."),
            read=True,
            macros="answer",
            held=True,
        ),
        Doing(
            "pedir",
            Act.ASK,
            _("Pedir lo que falta"),
            _("Una sola vez y a tiempo: nuestro plazo se detiene, y la persona tiene un mes."),
            _("Qué falta"),
            _("Revisar"),
            _("Se pidió lo que falta."),
            read=True,
            macros="ask",
            held=True,
        ),
        Doing(
            "nota",
            Act.NOTE,
            _("Nota interna"),
            _("Solo la lee la mesa."),
            _("Nota"),
            _("Guardar la nota"),
            _("Se guardó la nota."),
        ),
        Doing(
            "tomar",
            Act.TAKE,
            _("Tomar el caso"),
            "",
            "",
            _("Tomarlo"),
            _("Ahora lo tiene usted."),
            fields=("had_by",),
        ),
        Doing(
            "pasar",
            Act.HAND_OVER,
            _("Pasar a otro"),
            _("A quien siga, o a nadie: entonces queda libre en la lista."),
            _("Nota para quien siga"),
            _("Pasar"),
            _("Se pasó el caso."),
            fields=("to", "text"),
            optional=True,
        ),
        Doing(
            "ampliar",
            Act.EXTEND,
            _("Ampliar el plazo"),
            _("Una vez, antes de que venza, a un día hábil que no pase del doble del término."),
            _("Por qué (la persona lo lee)"),
            _("Revisar"),
            _("Se amplió el plazo."),
            fields=("until", "text"),
            read=True,
            held=True,
        ),
        Doing(
            "cerrar",
            Act.CLOSE,
            _("Cerrar"),
            _("Cierre solo lo que no necesita respuesta: lo demás se responde."),
            _("Por qué (la persona lo lee)"),
            _("Revisar"),
            _("Se cerró el caso."),
            read=True,
            held=True,
        ),
        Doing(
            "reabrir",
            Act.REOPEN,
            _("Abrir otra vez"),
            _("El plazo es el mismo que tenía."),
            _("Por qué (la persona lo lee)"),
            _("Revisar"),
            _("Se abrió otra vez."),
            read=True,
        ),
        Doing(
            "unir",
            Act.MERGE,
            _("Unir con otro caso"),
            _(
                "De la misma persona. Sin el mismo correo confirmado en los dos, cada quien sigue "
                "viendo solo lo suyo y lo que respondamos desde ahora, que leen los dos."
            ),
            _("Por qué son la misma persona"),
            _("Unir"),
            _("Se unieron los casos."),
            fields=("other", "text"),
            optional=True,
        ),
    )
}


def offered(case: Case, agent: Agent) -> list[Doing]:
    """What this agent may do with the case as it stands; taking what they have is nothing."""
    return [
        one
        for one in DOINGS.values()
        if may(agent, one.act, case.state)
        and not (one.act == Act.TAKE and case.assigned_to == agent.id)
    ]


def must_take(case: Case, agent: Agent, doing: Doing) -> bool:
    """Whether another has the case: then it is taken first, which both see."""
    return doing.held and case.assigned_to not in ("", agent.id)
