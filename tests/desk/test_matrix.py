"""Every cell of role, act and state of the case, tried through the hatch; and every page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from recupera.agents.models import Agent, Tally
from recupera.agents.policy import UNSIGNED, Act, Role, ever_allowed
from recupera.agents.table import PAGE, STATES
from recupera.cases.models import Case
from recupera.hatch import ask
from recupera.journal.models import Entry
from recupera.letterbox.clock import now
from recupera.people.case_reference import new_reference
from recupera.worker.serving import serve
from recupera.worker.serving.asking import Asking
from recupera.worker.serving.table import SERVING
from tests.desk import staff
from tests.desk.posting import post
from tests.desk.staff import agent, browser

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])

# What is open to whoever has not given a second factor; each says why at its place.
OPEN = {
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "limited",
    "invitation",
    "first_password",
    "first_factor",
}
JUDGED = [act for act in Act if act not in UNSIGNED]
NO_CASE = "–"


class Stub:
    """An act of which only the authorisation is judged."""

    @staticmethod
    def settle(asking: Asking, found: object) -> dict[str, object]:
        return {"allowed": True}


@pytest.fixture(autouse=True)
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    for act in Act:
        monkeypatch.setitem(SERVING, act, Stub)  # type: ignore[arg-type]


def told() -> dict[tuple[str, str], tuple[str, str]]:
    """What the page for operators says: (act, role) to its cell and the states."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    roles = [role.value for role in Role]
    return {
        (row[0], role): (row[1 + place], row[-1])
        for row in rows
        for place, role in enumerate(roles)
    }


def expected(act: Act, role: Role, state: str | None) -> bool:
    cell, states = told()[act.value, role.value]
    named = {"any": set(STATES), "any but closed": set(STATES) - {"closed"}}
    listed = named.get(states, set(states.split(", ")))
    fits = states == NO_CASE if state is None else state in listed
    return cell == "yes" and fits


def case_in(state: str) -> str:
    at = now("vault")
    made = Case(
        reference=new_reference(),
        subject="recuperacion-usuario",
        state=state,
        received_at=at,
        opened_at=at,
    )
    made.save(force_insert=True)
    return made.reference


def asked(of: Agent, act: Act, case: str | None) -> dict[str, Any]:
    content = {"case": case} if case else {}
    request = ask.ask(act.value, agent=of.id, content=content)
    serve.turn()
    reply = ask.reply(request)
    assert reply is not None
    return reply


@pytest.mark.parametrize("state", [None, *STATES])
@pytest.mark.parametrize("role", Role)
def test_every_cell_is_what_the_page_for_operators_says(role: Role, state: str | None) -> None:
    one = agent(role)
    case = case_in(state) if state else None
    answers = {act: asked(one, act, case) for act in JUDGED}
    allowed = {act for act, reply in answers.items() if reply == {"allowed": True}}
    assert allowed == {act for act in JUDGED if expected(act, role, state)}
    refused = [reply for act, reply in answers.items() if act not in allowed]
    assert all(reply == {"refused": "not_allowed"} for reply in refused)
    counted = Tally.objects.filter(agent=one.id)
    assert sum(row.count for row in counted.filter(what__endswith="!refused")) == len(refused)
    assert Entry.objects.filter(event="refused").count() == len(refused)


@pytest.mark.parametrize("role", Role)
def test_whoever_has_left_or_is_off_shift_does_nothing_at_all(role: Role) -> None:
    idle, gone = agent(role, on_shift=False), agent(role)
    staff.change(gone, left_at=datetime.now(UTC))
    case = case_in("open")
    for one in (idle, gone):
        for act in JUDGED:
            for about in (None, case):
                assert asked(one, act, about) == {"refused": "not_signed_in"}


def test_an_agent_whom_nobody_knows_and_a_case_that_is_none_are_refused() -> None:
    stranger = Agent(id="0" * 16)
    assert asked(stranger, Act.NOTE, case_in("open")) == {"refused": "not_signed_in"}
    assert asked(agent(), Act.NOTE, new_reference()) == {"refused": "no_such_case"}
    assert asked(agent(), Act.NOTE, "1234") == {"refused": "no_such_case"}


def test_a_joined_case_counts_by_the_state_of_the_case_that_it_was_joined_to() -> None:
    root, joined = case_in("closed"), case_in("open")
    Case.objects.filter(reference=joined).update(joined_to=root)
    assert asked(agent(), Act.ANSWER, joined) == {"refused": "not_allowed"}


def pages(patterns: Any = None) -> Iterator[URLPattern]:
    found = get_resolver("recupera.desk.urls").url_patterns if patterns is None else patterns
    for one in found:
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns)
        else:
            yield one


def test_every_page_is_closed_by_an_act_or_stands_in_the_list_of_open_ones() -> None:
    assert {one.name for one in pages() if not hasattr(one.callback, "act")} == OPEN


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("role", Role)
def test_every_page_opens_for_the_roles_of_its_act_and_for_no_other(role: Role) -> None:
    client, case = browser(agent(role)), case_in("open")
    for page in pages():
        act = getattr(page.callback, "act", None)
        if act is None or page.pattern.converters.keys() - {"reference"}:
            continue
        address = "/" + str(page.pattern).replace("<str:reference>", case).rstrip("$")
        status = client.get(address).status_code
        if status == 405:
            status = post(client, address).status_code
        assert (status == 403) != ever_allowed(role, act), f"{role} {address}: {status}"


@pytest.mark.usefixtures("desk")
def test_nobody_opens_a_page_before_the_second_factor() -> None:
    client = browser(agent())
    session = client.session
    session.pop("second_factor")
    session.save()
    case = case_in("open")
    for page in pages():
        if not hasattr(page.callback, "act") or page.pattern.converters.keys() - {"reference"}:
            continue
        address = "/" + str(page.pattern).replace("<str:reference>", case)
        response = client.get(address)
        assert response.status_code in (302, 405)
        assert response.headers.get("Location", "/acceso") == "/acceso"
