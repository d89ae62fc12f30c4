"""The demo's 2,000 invented persons: always the same, and nobody's real data."""

import random
import unicodedata
from collections.abc import Iterator

from recupera.people import EXAMPLES, Account

PERSONS = 2_000
SEED = 20_260_131
DOMAINS = ("example.com", "example.org", "example.co")
FIRST_NAMES = (
    "Adriana Alejandro Andrés Ángela Beatriz Camilo Carolina César Claudia Cristian Daniel Diego "
    "Edgar Elena Esteban Fabio Gloria Gustavo Héctor Inés Iván Jaime Jhon Juliana Karen Laura "
    "Leidy Liliana Lorena Manuel María Mauricio Mónica Natalia Nelson Óscar Paola Pedro Ricardo "
    "Sandra Sebastián Sofía Tatiana Viviana Wilson Yesenia"
)
LAST_NAMES = (
    "Acosta Agudelo Álvarez Arango Barrera Beltrán Bermúdez Cárdenas Castaño Chaparro Correa "
    "Cubillos Díaz Duarte Echeverri Escobar Fajardo Forero Gaitán Giraldo Gómez Hurtado Jaramillo "
    "León Londoño Lozano Marín Mejía Montoya Muñoz Niño Ocampo Ortiz Ospina Patiño Peña Pinzón "
    "Ramírez Rincón Rojas Salazar Suárez Torres Uribe Valencia Vargas Velásquez Zapata"
)
TOWNS = (
    "Armenia Bello Buenaventura Cajicá Chía Duitama Facatativá Girardot Ibagué Ipiales Leticia "
    "Manizales Mocoa Montería Neiva Pasto Pereira Popayán Quibdó Riohacha Sincelejo Soacha "
    "Sogamoso Tuluá Valledupar Villavicencio Yopal Zipaquirá"
)
ENTITIES = ("Alcaldía de {}", "Hospital de {}", "Concejo de {}", "Personería de {}")
SUPPLIERS = ("Suministros {} S. A. S.", "Constructora {} S. A.", "Papelería {}", "Transportes {}")


def synthetic_accounts() -> Iterator[Account]:
    """The accounts of the example persons first, then one account of each invented person."""
    registered = [example.registered for example in EXAMPLES if example.registered]
    for accounts in registered:
        yield from accounts
    # No secret comes from here: the demo must be the same on every machine.
    chance = random.Random(SEED)  # noqa: S311
    for number in range(len(registered) + 1, PERSONS + 1):
        yield _invented(number, chance)


def _invented(number: int, chance: random.Random) -> Account:
    first, last = _word(FIRST_NAMES, chance), _word(LAST_NAMES, chance)
    username = f"{_plain(first)[0]}{_plain(last)}{number}"
    buyer = chance.random() < 0.4
    organisation = chance.choice(ENTITIES if buyer else SUPPLIERS).format(_word(TOWNS, chance))
    document_type, document_number = _document(number, chance)
    return Account(
        id=f"demo-{number:04}",
        username=username,
        name=f"{first} {last} {_word(LAST_NAMES, chance)}",
        document_type=document_type,
        document_number=document_number,
        emails=_emails(username, chance),
        phones=_phones(number, chance),
        organisation=organisation,
        role="comprador" if buyer else "proveedor",
        active=chance.random() >= 0.05,
    )


def _document(number: int, chance: random.Random) -> tuple[str, str]:
    # The running number keeps documents, phones and e-mails of two persons apart, and the
    # leading digits keep them apart from the examples'.
    if chance.random() < 0.03:
        return "CE", str(400_000 + number)
    return "CC", str(1_110_000_000 + number * 10_000 + chance.randrange(10_000))


def _emails(username: str, chance: random.Random) -> tuple[str, ...]:
    address = f"{username}@{chance.choice(DOMAINS)}"
    second = f"{username}.oficina@{chance.choice(DOMAINS)}"
    count = chance.choices((0, 1, 2), weights=(2, 83, 15))[0]
    return (address, second)[:count]


def _phones(number: int, chance: random.Random) -> tuple[str, ...]:
    mobile = f"+5735{chance.randrange(10)}{number:04}{chance.randrange(1000):03}"
    landline = f"+5760{chance.randrange(1, 9)}7{number:04}{chance.randrange(100):02}"
    choices = ((), (mobile,), (landline,), (mobile, landline))
    return chance.choices(choices, weights=(8, 72, 8, 12))[0]


def _word(words: str, chance: random.Random) -> str:
    return chance.choice(words.split())


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
