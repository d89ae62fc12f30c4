"""What must come of each datum of each example person, written down by hand from docs/tour.md.

Nothing here is taken from the code that decides it.
"""

from dataclasses import dataclass, field

from recupera.people import EXAMPLES

TWENTY = ("pnarvaez", *(f"pnarvaez.ut{number:02}" for number in range(2, 21)))
CARLOS = ("cmoreno", "cmoreno.consorcio", "cmoreno.obras")
GLORIA = ("gvalencia", "gvalencia2")


@dataclass(frozen=True)
class Row:
    """`opens` is by address: the user names that its code shows; empty where nothing is sent.

    `named` is whether the mail itself says the user name. `says` stands in the answer.
    """

    situation: str
    kind: str
    typed: str
    opens: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: bool = False
    says: str = ""

    @property
    def id(self) -> str:
        return f"{self.situation} {self.kind} {self.typed}"


def _rows(
    situation: str, *, mail: str, users: tuple[str, ...], mobile: str = "", says: str = "", **typed
) -> list[Row]:
    """The four data of one person with one mailbox; `phone` without `mobile` is a landline."""
    by_mail, by_text = {mail: users}, {mobile: users}
    first = users[:1]
    opens = {
        "national_id": by_mail,
        "email": by_mail,
        "phone": by_text if mobile else by_mail,
        "username": {mail: first} | ({mobile: first} if mobile else {}),
    }
    return [
        Row(situation, kind, value, opens[kind], kind in ("national_id", "email"), says)
        for kind, value in typed.items()
    ]


ALL = [
    *_rows(
        "everything",
        mail="ana.perez@example.com",
        mobile="+573104564050",
        users=("aperez",),
        national_id="1.049.604.050",
        phone="310 456 4050",
        username="APerez",
        email="Ana.Perez@example.com",
    ),
    *_rows(
        "without_phone",
        mail="luis.garzon@example.org",
        users=("lgarzon",),
        national_id="79482117",
        username="lgarzon",
        email="luis.garzon@example.org",
    ),
    *_rows(
        "landline_only",
        mail="marta.restrepo@example.co",
        users=("mrestrepo",),
        national_id="43587206",
        phone="(604) 412 3456",
        username="mrestrepo",
        email="marta.restrepo@example.co",
    ),
    *_rows(
        "three_accounts_one_email",
        mail="carlos.moreno@example.com",
        mobile="+573157780011",
        users=CARLOS,
        national_id="80123987",
        phone="+57 315 778 0011",
        username="cmoreno",
        email="carlos.moreno@example.com",
    ),
    Row(
        "two_of_one_document",
        "national_id",
        "1098765432",
        {"diana.quintero@example.com": ("dquintero",), "diana@example.org": ("dquintero.upb",)},
        named=True,
    ),
    *_rows(
        "two_of_one_document",
        mail="diana.quintero@example.com",
        mobile="+573182204417",
        users=("dquintero",),
        phone="3182204417",
        username="dquintero",
        email="diana.quintero@example.com",
    ),
    *_rows(
        "two_of_one_document",
        mail="diana@example.org",
        mobile="+573182204418",
        users=("dquintero.upb",),
        phone="3182204418",
        username="dquintero.upb",
        email="diana@example.org",
    ),
    *_rows(
        "registered_twice",
        mail="gloria.valencia@example.org",
        mobile="+573173345508",
        users=GLORIA,
        national_id="24867310",
        phone="3173345508",
        username="gvalencia",
        email="gloria.valencia@example.org",
    ),
    *_rows(
        "more_than_twenty",
        mail="pablo.narvaez@example.co",
        mobile="+573148890123",
        users=TWENTY,
        national_id="12983450",
        phone="3148890123",
        username="pnarvaez",
        email="pablo.narvaez@example.co",
    ),
    *_rows(
        "inactive",
        mail="jorge.castillo@example.co",
        mobile="+573206618890",
        users=("jcastillo",),
        says="no puede ingresar",
        national_id="16742903",
        phone="3206618890",
        username="jcastillo",
        email="jorge.castillo@example.co",
    ),
    Row("no_channel", "national_id", "35601244"),
    Row("no_channel", "username", "rmosquera"),
    Row("unknown", "national_id", "52999777"),
    Row("unknown", "phone", "3009998877"),
    Row("unknown", "phone", "6019998877"),
    Row("unknown", "username", "nadieaqui"),
    Row("unknown", "email", "nadie.aqui@example.com"),
]
ROWS = [row for row in ALL if row.situation in {one.situation for one in EXAMPLES}]
