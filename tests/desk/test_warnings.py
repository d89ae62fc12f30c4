"""Legal terms that run out: on the case, in the queue, over it, and in the day's digest."""

from datetime import UTC, date, datetime, timedelta
from secrets import token_hex

import pytest
import time_machine

from recupera.agents.policy import Role
from recupera.cases.models import Case
from recupera.desk import warnings
from recupera.messages.letters import Template
from recupera.options import current
from recupera.worker.digest import tell_supervisors
from tests.claimant import FIELDS
from tests.desk.asking import opened
from tests.desk.paging import AtDesk
from tests.desk.staff import agent
from tests.enquirer import letters

pytestmark = [
    pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True),
    pytest.mark.usefixtures("desk"),
]
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
TODAY = MONDAY.date()
FRIDAY = MONDAY - timedelta(days=3)


def due(day: date | None) -> Case:
    someone = {
        "documento": f"5234{Case.objects.count():04}",
        "correo": f"{token_hex(4)}@example.net",
    }
    _, case = opened(fields=FIELDS | someone)
    Case.objects.filter(reference=case.reference).update(
        due_on=day, opened_at=FRIDAY, received_at=FRIDAY
    )
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), "Término vencido"),
        (date(2026, 11, 23), "Vence hoy"),
        (date(2026, 11, 24), "Queda 1 día hábil"),
        (date(2026, 11, 25), "Quedan 2 días hábiles"),
        (date(2026, 11, 26), ""),
    ],
)
def test_a_term_is_warned_of_in_its_last_two_business_days(day: date, said: str) -> None:
    assert warnings.of_term(day, today=TODAY) == said


def test_weekends_and_holidays_are_no_business_days() -> None:
    # 8 December is a holiday, the 5th and 6th are a weekend.
    assert warnings.of_term(date(2026, 12, 9), today=date(2026, 12, 4)) == "Quedan 2 días hábiles"
    assert warnings.of_term(date(2026, 12, 10), today=date(2026, 12, 4)) == ""


def house() -> tuple[Case, Case, Case]:
    return due(date(2026, 11, 20)), due(date(2026, 11, 24)), due(date(2026, 12, 15))


def test_queue_case_and_banner_say_it_to_whom_it_is_for() -> None:
    # The letterbox goes by the store's own clock, which nobody moves.
    late, soon, calm = house()
    with time_machine.travel(MONDAY, tick=False):
        luz, vera = AtDesk(), AtDesk.as_role(Role.SUPERVISOR)
        assert "Término vencido" in luz.case(late).text
        assert "Queda 1 día hábil" in luz.case(soon).text
        assert "día hábil" not in luz.case(calm).text.split("La historia")[0].split("Qué sigue")[0]
        queue = luz.get("/").text
        assert "Término vencido" in queue and "Queda 1 día hábil" in queue
        house_says = "1 caso con el término vencido, 1 caso que vence en dos días hábiles o menos"
        assert house_says not in queue
        assert house_says in vera.get("/").text and house_says in vera.get("/supervision").text
        listed = vera.get("/?termino=si").text
        numbers = [warnings.of_case(one, now=MONDAY) for one in (late, soon)]
        assert all(one in listed for one in numbers)
        assert listed.count("Recuperación de usuario") - 1 == 2


def digests() -> list[tuple[str, int, int]]:
    sent = [one for one in letters() if one.template is Template.TERMS_BY_EMAIL]
    return [(one.recipient.address, one.context["late"], one.context["soon"]) for one in sent]  # type: ignore[union-attr]


def test_supervisors_are_told_once_a_day_in_hours_of_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vera = agent(Role.SUPERVISOR)
    agent(Role.AUDITOR)
    hours = iter((MONDAY.replace(hour=3), MONDAY, MONDAY, MONDAY.replace(day=25)))
    monkeypatch.setattr("recupera.worker.digest.now", lambda _store: next(hours))
    house()
    assert [tell_supervisors() for _ in range(4)] == [0, 1, 0, 1]
    assert digests() == [(vera.email, 1, 1), (vera.email, 2, 0)]


def test_nobody_is_told_of_nothing_or_where_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    agent(Role.SUPERVISOR)
    monkeypatch.setattr("recupera.worker.digest.now", lambda _store: MONDAY)
    due(None)
    assert tell_supervisors() == 0
    house()
    off = current().model_copy(update={"desk_digest": False})
    monkeypatch.setattr("recupera.worker.digest.current", lambda: off)
    assert tell_supervisors() == 0
    assert digests() == []
