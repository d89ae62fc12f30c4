"""The example persons of the demo: pure data, one per situation, all under example domains."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recupera.people.account import Account
from recupera.people.kinds import DatumKind

# Every invented person of the demo signs in with it.
EXAMPLE_PASSWORD = "tres nubes verdes en Tunja"


@dataclass(frozen=True)
class Example:
    """A person to try: what they may type, and the accounts that are theirs.

    A datum stands here only if looking it up leads to all of `registered`; the rest are None.
    `answer` is what an honest answer lists: nothing where no channel can take a code, and twenty
    at most.
    """

    situation: str
    registered: tuple[Account, ...]
    national_id: str | None = None
    email: str | None = None
    phone: str | None = None
    username: str | None = None

    @property
    def answer(self) -> tuple[Account, ...]:
        return tuple(one for one in self.registered if one.emails or one.phones)[:20]

    def typed(self) -> Iterator[tuple[DatumKind, str]]:
        """What this person may type, in the order of the choices on the page."""
        pairs = (
            (DatumKind.NATIONAL_ID, self.national_id),
            (DatumKind.PHONE, self.phone),
            (DatumKind.USERNAME, self.username),
            (DatumKind.EMAIL, self.email),
        )
        return ((kind, value) for kind, value in pairs if value is not None)


ANA = Account(
    id="demo-aperez",
    username="aperez",
    name="Ana Pérez",
    document_type="CC",
    document_number="1049604050",
    emails=("ana.perez@example.com",),
    phones=("+573104564050",),
    organisation="Alcaldía de Tunja",
    role="comprador",
    active=True,
)
LUIS = Account(
    id="demo-lgarzon",
    username="lgarzon",
    name="Luis Garzón",
    document_type="CC",
    document_number="79482117",
    emails=("luis.garzon@example.org",),
    phones=(),
    organisation="Ferretería El Tornillo S. A. S.",
    role="proveedor",
    active=True,
)
MARTA = Account(
    id="demo-mrestrepo",
    username="mrestrepo",
    name="Marta Restrepo",
    document_type="CC",
    document_number="43587206",
    emails=("marta.restrepo@example.co",),
    phones=("+576044123456",),
    organisation="Hospital San Rafael de Itagüí",
    role="comprador",
    active=True,
)
CARLOS = Account(
    id="demo-cmoreno",
    username="cmoreno",
    name="Carlos Moreno",
    document_type="CC",
    document_number="80123987",
    emails=("carlos.moreno@example.com",),
    phones=("+573157780011",),
    organisation="Moreno Ingenieros Ltda.",
    role="proveedor",
    active=True,
)
DIANA = Account(
    id="demo-dquintero",
    username="dquintero",
    name="Diana Quintero",
    document_type="CC",
    document_number="1098765432",
    emails=("diana.quintero@example.com",),
    phones=("+573182204417",),
    organisation="Gobernación de Santander",
    role="comprador",
    active=True,
)
JORGE = Account(
    id="demo-jcastillo",
    username="jcastillo",
    name="Jorge Castillo",
    document_type="CC",
    document_number="16742903",
    emails=("jorge.castillo@example.co",),
    phones=("+573206618890",),
    organisation="Alcaldía de Palmira",
    role="comprador",
    active=False,
)
GLORIA = Account(
    id="demo-gvalencia",
    username="gvalencia",
    name="Gloria Valencia",
    document_type="CC",
    document_number="24867310",
    emails=("gloria.valencia@example.org",),
    phones=("+573173345508",),
    organisation="Personería de Salamina",
    role="comprador",
    active=True,
)
PABLO = Account(
    id="demo-pnarvaez",
    username="pnarvaez",
    name="Pablo Narváez",
    document_type="CC",
    document_number="12983450",
    emails=("pablo.narvaez@example.co",),
    phones=("+573148890123",),
    organisation="Narváez Asesores S. A. S.",
    role="proveedor",
    active=True,
)
ROSA = Account(
    id="demo-rmosquera",
    username="rmosquera",
    name="Rosa Mosquera",
    document_type="CC",
    document_number="35601244",
    emails=(),
    phones=(),
    organisation="Cooperativa del Chocó",
    role="proveedor",
    active=True,
)


def _other(account: Account, username: str, organisation: str, **changes: object) -> Account:
    changed = {"id": f"demo-{username}", "username": username, "organisation": organisation}
    return replace(account, **(changed | changes))  # type: ignore[arg-type]


EXAMPLES = (
    Example("everything", (ANA,), "1049604050", "ana.perez@example.com", "3104564050", "aperez"),
    Example("without_phone", (LUIS,), "79482117", "luis.garzon@example.org", None, "lgarzon"),
    Example(
        "landline_only",
        (MARTA,),
        "43587206",
        "marta.restrepo@example.co",
        "6044123456",
        "mrestrepo",
    ),
    Example(
        "three_accounts_one_email",
        (
            CARLOS,
            _other(CARLOS, "cmoreno.consorcio", "Consorcio Vías del Llano"),
            _other(CARLOS, "cmoreno.obras", "Obras y Puentes S. A."),
        ),
        national_id="80123987",
        email="carlos.moreno@example.com",
        phone="3157780011",
    ),
    Example(
        "two_of_one_document",
        (
            DIANA,
            _other(
                DIANA,
                "dquintero.upb",
                "Suministros del Oriente S. A. S.",
                role="proveedor",
                emails=("diana@example.org",),
                phones=("+573182204418",),
            ),
        ),
        national_id="1098765432",
    ),
    Example(
        "registered_twice",
        (GLORIA, _other(GLORIA, "gvalencia2", GLORIA.organisation)),
        "24867310",
        "gloria.valencia@example.org",
        "3173345508",
    ),
    Example(
        "more_than_twenty",
        (
            PABLO,
            *(_other(PABLO, f"pnarvaez.ut{n:02}", f"Unión Temporal {n}") for n in range(2, 22)),
        ),
        "12983450",
        "pablo.narvaez@example.co",
        "3148890123",
    ),
    Example(
        "inactive", (JORGE,), "16742903", "jorge.castillo@example.co", "3206618890", "jcastillo"
    ),
    Example("no_channel", (ROSA,), "35601244", None, None, "rmosquera"),
    Example("unknown", (), "52999777", "nadie.aqui@example.com", "3009998877", "nadieaqui"),
)
