"""Same bytes for everybody: one tuple of status, headers, cookies and body for every state.

Method: docs/security.md, "Disclosure". Only the nonce, the CSRF token, the dates, the challenge,
the reference and the hours are put to one value before comparing; lengths must be equal too.
"""

import csv
import difflib
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from recupera.people import DatumKind
from tests.house.client import Client, Response
from tests.house.hours import SPOKEN
from tests.house.processes import House

# One person per state; every kind of datum has one length throughout.
STATES = {
    "known": dict(email="{0}@example.com", phone="300555{1:04}", state="activo"),
    "inactive": dict(email="{0}@example.com", phone="300555{1:04}", state="inactivo"),
    "channel_less": dict(email="", phone="", state="activo"),
    "without_phone": dict(email="{0}@example.com", phone="", state="activo"),
    "landline_only": dict(email="{0}@example.com", phone="604555{1:04}", state="activo"),
    "phone_only": dict(email="", phone="300555{1:04}", state="activo"),
    "shared_mailbox": dict(email="shared01@example.com", phone="300555{1:04}", state="activo"),
    "unknown": None,
}
COLUMNS = "id username name document_type document_number emails phones organisation role state"
CHANGING = (
    # First: a random cookie may hold four letters that look like a reference.
    (r"(csrf|consulta|dato|borrador)=([^;]*)", lambda found: f"{found[1]}={len(found[2])}"),
    (r"nonce-[\w+/=]+", "nonce-"),
    (r'nonce="[\w+/=]+"', "nonce"),
    (r'(csrfmiddlewaretoken" value=")\w+', r"\1"),
    (r'data-challenge="[^"]*"', "challenge"),
    (r'(name="ticket" value=")[^"]*', r"\1"),
    (r"\b[B-Z][2-9][B-Z][2-9]\b", "REFERENCE"),
    (r"expires=[^;]+GMT", "expires"),
    (r"content-length: \d+", "content-length"),
)


def datum(kind: DatumKind, number: int, state: str) -> str:
    """What a person of this state types; the same length for every number and state."""
    return {
        DatumKind.NATIONAL_ID: f"71000{number:04}",
        DatumKind.PHONE: f"300555{number:04}",
        DatumKind.USERNAME: f"tuple{number:04}",
        DatumKind.EMAIL: "shared01@example.com"
        if state == "shared_mailbox"
        else f"mail{number:04}@example.com",
    }[kind]


@pytest.fixture(scope="module")
def told(house: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The shared house, with one person per state and kind of datum."""
    path: Path = tmp_path_factory.mktemp("import") / "states.csv"
    with path.open("w", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS.split())
        rows.writeheader()
        for state, values in STATES.items():
            for kind in DatumKind:
                if values:
                    rows.writerow(_row(number_of(state, kind), values))
    done = house.command("directory", "import", str(path))
    assert done.returncode == 0, done.stderr
    return house


def number_of(state: str, kind: DatumKind) -> int:
    return list(STATES).index(state) * 10 + list(DatumKind).index(kind)


def _row(number: int, values: dict[str, str]) -> dict[str, str]:
    return {
        "id": f"tuple-{number}",
        "username": f"tuple{number:04}",
        "name": "Ana Pérez",
        "document_type": "CC",
        "document_number": f"71000{number:04}",
        "emails": values["email"].format(f"mail{number:04}", number),
        "phones": values["phone"].format("", number),
        "organisation": "Alcaldía",
        "role": "comprador",
        "state": values["state"],
    }


def seen(response: Response, typed: str) -> tuple[object, ...]:
    """Everything that a stranger sees, with what changes at every request put to one value."""
    headers = [(name, value) for name, value in response.headers if name.lower() != "date"]
    whole = "\n".join(f"{name}: {value}" for name, value in headers)
    body = re.sub(SPOKEN, "HOUR", response.body)
    # It goes when another code may be asked for: a slow walk comes after that, a quick one before.
    body = body.replace('<span class="hint">desde HOUR</span>', "")
    return response.status, _one(whole, typed), _one(body, typed), len(body)


def difference(page: tuple[object, ...], expected: tuple[object, ...]) -> str:
    """The lines in which two pages differ."""
    return "\n".join(
        line
        for ours, theirs in zip(page, expected, strict=True)
        for line in difflib.ndiff(str(theirs).splitlines(), str(ours).splitlines())
        if not line.startswith(" ")
    )


def _one(text: str, typed: str) -> str:
    text = text.replace(typed, "TYPED")
    for pattern, value in CHANGING:
        text = re.sub(pattern, value, text)  # type: ignore[call-overload]
    return text


def walked(house: House, kind: DatumKind, typed: str) -> list[tuple[object, ...]]:
    """Asks, looks, types a wrong code twice, and goes back: what each page looked like."""
    client = Client(house.portal)
    pages = [client.ask(kind.value, typed), client.get("/codigo")]
    pages += [client.prove("00000000"), client.prove("11111111")]
    pages += [client.get("/?corregir"), client.get("/respuesta"), client.get("/espera")]
    pages += [client.get(f"/contrasena/{page}") for page in ("nueva", "correo", "lista", "espera")]
    pages += opened_a_case(client)
    return [seen(page, typed) for page in pages]


def opened_a_case(client: Client) -> list[Response]:
    """The form of a case, with what this browser typed filled in."""
    form = "/soporte/formulario"
    token = client.get(form).hidden("csrfmiddlewaretoken")
    begun = client.post(form, csrfmiddlewaretoken=token)
    assert begun.status == 303
    pages = ("persona", "lugar", "contacto", "solicitud", "archivos", "revisar")
    return [begun, client.get(form), *(client.get(f"{form}/{page}") for page in pages)]


@pytest.mark.parametrize("kind", DatumKind)
def test_every_state_of_account_looks_the_same_on_every_page(told: House, kind: DatumKind) -> None:
    with ThreadPoolExecutor(len(STATES)) as pool:
        data = [datum(kind, number_of(state, kind), state) for state in STATES]
        walks = dict(zip(STATES, pool.map(partial(walked, told, kind), data), strict=True))
    unknown = walks.pop("unknown")
    assert [page[0] for page in unknown[:2]] == [303, 200]
    for state, walk in walks.items():
        for step, (page, expected) in enumerate(zip(walk, unknown, strict=True)):
            assert page == expected, f"{state}, step {step}: {difference(page, expected)}"


def test_a_text_message_on_request_looks_the_same_for_every_state(told: House) -> None:
    kind, clients, early, late = DatumKind.NATIONAL_ID, {}, set(), set()
    for state in STATES:
        # Numbers that no other test asks with: a datum has its budget.
        number = number_of(state, DatumKind.PHONE)
        typed = datum(kind, number, state)
        clients[state] = (Client(told.portal), typed)
        clients[state][0].ask(kind.value, typed)
        early.add(seen(by_sms(clients[state][0]), typed))
    assert [page[0] for page in early] == [200]
    time.sleep(10.5)
    for client, typed in clients.values():
        pages = (by_sms(client), client.get("/codigo"), client.prove("00000000"))
        late.add(tuple(seen(page, typed) for page in pages))
    ((asked, shown, _),) = late
    assert (asked[0], shown[0]) == (303, 200)
    assert "al celular registrado" in str(shown[2])


def by_sms(client: Client) -> Response:
    page = client.get("/codigo")
    reference = page.hidden("reference")
    return client.post("/codigo/otro", reference=reference, by="sms", **client.payment(page))


def test_the_comparison_would_see_one_byte(told: House) -> None:
    page = Client(told.portal).get("/")
    longer = Response(page.status, page.headers, page.body + " ")
    other = Response(page.status, tuple(reversed(page.headers)), page.body)
    assert len({seen(one, "x") for one in (page, longer, other)}) == 3


@pytest.mark.parametrize("spoil", [lambda data: data + "\x00", lambda data: data * 400, str.upper])
def test_odd_input_looks_the_same_for_known_and_unknown(
    told: House, spoil: Callable[[str], str]
) -> None:
    kind = DatumKind.USERNAME
    pages = []
    for state in ("known", "unknown"):
        # Upper case is the same datum for look-up; another person keeps the budgets apart.
        typed = spoil(datum(kind, number_of(state, DatumKind.EMAIL), state))
        pages.append(seen(Client(told.portal).ask(kind.value, typed), typed))
    assert pages[0] == pages[1]
