"""The example cases of the demo: pure data about its invented persons, as `people.examples` is.

References and tracking keys are always the same, so that a guide can name them; hours are counted
back from the demo's first start, so that clocks stand where they are meant to stand.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from recupera.people.case_reference import numbered
from recupera.people.tracking import ALPHABET, RANDOM, checked

# 9000-0000-…: easy to read aloud.
FIRST = 900_000_000

What = Literal["confirm", "add", "remark", "answer", "ask", "extend", "close", "take"]


@dataclass(frozen=True)
class Step:
    """What was done so many business days ago; an agent's by the demo's agent of this name."""

    ago: int
    what: What
    text: str = ""
    by: str = "agente"


@dataclass(frozen=True)
class Paper:
    """A file of the case: what it is by the catalogue, and what is written on it.

    Empty `lines` are what an honest paper of its kind says of the account.
    """

    document: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExampleCase:
    """`who` is the user name of the account that the case is about; the form says its true data but
    for `fields`. `received` is in business days ago. `objected_by` is the channel (0 the e-mail)
    whose objection froze the account: then there is no form."""

    number: int
    who: str
    subject: str
    text: str
    received: int
    steps: tuple[Step, ...] = ()
    papers: tuple[Paper, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    request: str = "solicitud"
    language: str = "es"
    whose: str = "self"
    objected_by: int | None = None

    @property
    def reference(self) -> str:
        return numbered(FIRST + self.number)

    @property
    def key(self) -> str:
        """The tracking key: everybody who tries the demo may play its person."""
        drawn = hashlib.sha256(f"demo case {self.number}".encode()).digest()
        return checked("".join(ALPHABET[one % len(ALPHABET)] for one in drawn[:RANDOM]))


def _case(
    number: int, who: str, subject: str, received: int, text: str, *steps: Step
) -> ExampleCase:
    return ExampleCase(number, who, subject, text, received, steps)


CONFIRMED = (Step(1, "confirm"),)
CEDULA, CARTA = Paper("cedula"), Paper("carta")

EXAMPLE_CASES = (
    # Overdue before the law, and by the clock of service alone.
    _case(31, "acastano31", "otra-solicitud", 17, "¿Desde cuándo puedo registrar un consorcio?"),
    _case(32, "gsalazar32", "recuperacion-usuario", 3, "No recuerdo mi usuario ni el correo."),
    # Due on the next business day: the term began anew when the person added what was asked.
    _case(
        33,
        "jocampo33",
        "datos-personales-consulta",
        12,
        "Quiero saber qué datos míos tienen y desde cuándo.",
        Step(11, "confirm"),
        Step(10, "ask", "Para responderle necesitamos la copia de su documento de identidad."),
        Step(9, "add", "Adjunto la cédula por los dos lados."),
    ),
    _case(
        35,
        "spena35",
        "desactivacion-usuario",
        5,
        "Ya no trabajo con la empresa.",
        Step(4, "confirm"),
    ),
    ExampleCase(
        36,
        "jmontoya36",
        "desactivacion-usuario",
        "Pido desactivar mi usuario: me retiro de la contratación pública.",
        1,
        CONFIRMED,
        (CARTA, CEDULA),
    ),
    # One person, one matter, one mailbox: confirmed twice, joined by itself.
    ExampleCase(
        37,
        "tbarrera37",
        "cambio-correo",
        "Perdí el correo de la personería.",
        4,
        (Step(4, "confirm"),),
    ),
    ExampleCase(
        38,
        "tbarrera37",
        "cambio-correo",
        "Escribí ayer y no sé si llegó. Perdí el correo; adjunto la cédula.",
        3,
        (Step(3, "confirm"),),
        (CEDULA,),
    ),
    # Failures: four hours of service.
    ExampleCase(
        39,
        "nmejia39",
        "falla-ingreso",
        "La página se queda en blanco después de escribir el código.",
        0,
        (),
        (Paper("pantalla"),),
        request="falla",
    ),
    ExampleCase(
        40,
        "dmunoz40",
        "falla-proceso",
        "No aparece el botón para presentar la oferta y el proceso cierra hoy.",
        0,
        (Step(0, "confirm"), Step(0, "take")),
        fields={"hito": "ofertas", "proceso": "CO1.BDOS.0000001"},
        request="falla",
    ),
    ExampleCase(
        41,
        "mgomez41",
        "falla-proceso",
        "La evaluación muestra dos veces el mismo proponente.",
        6,
        fields={"hito": "evaluacion"},
        request="falla",
        whose="anonymous",
    ),
    # Waiting for the person.
    _case(
        42,
        "fpatino42",
        "cambio-correo",
        6,
        "Cambié de empresa y de correo.",
        Step(6, "confirm"),
        Step(
            4, "ask", "Falta la carta firmada: dice el motivo, su usuario y el correo registrado."
        ),
    ),
    _case(
        43,
        "ssuarez43",
        "cambio-administrador",
        8,
        "La administradora anterior se jubiló.",
        Step(7, "remark", "Llamó la secretaría: la carta la firma el gerente.", by="senior"),
        Step(6, "ask", "Adjunte el acta de posesión de quien firma la carta."),
    ),
    # Answered; closed.
    _case(
        45,
        "yecheverri45",
        "otra-solicitud",
        7,
        "¿Puedo tener un usuario en dos entidades?",
        Step(7, "confirm"),
        Step(6, "answer", "Sí: pida acceso a la segunda entidad con el mismo usuario."),
    ),
    ExampleCase(
        46,
        "wgiraldo46",
        "otra-solicitud",
        "Where can I read the rules for foreign suppliers?",
        5,
        (Step(5, "confirm"), Step(4, "answer", "On the help page, under “Suppliers from abroad”.")),
        language="en",
    ),
    _case(
        50,
        "aospina50",
        "recuperacion-usuario",
        9,
        "Ya encontré mi usuario con la cédula, gracias.",
        Step(8, "close", "Nos alegra. Cerramos el caso; puede reabrirlo."),
    ),
    # Moved to a later day, once, for a reason that the person read.
    _case(
        51,
        "ebarrera51",
        "datos-personales-reclamo",
        13,
        "Mi apellido está mal escrito.",
        Step(12, "confirm"),
        Step(2, "extend", "Pedimos a la entidad el documento de nombramiento.", by="senior"),
    ),
    ExampleCase(
        54,
        "jlondono54",
        "recuperacion-usuario",
        "I work at the hospital and cannot find which e-mail I registered.",
        2,
        (Step(2, "confirm"),),
        (CEDULA,),
        language="en",
    ),
)
