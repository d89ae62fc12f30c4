"""The agent's guide: one source for page and paper; practice cases to open in the demo alone."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from recupera.agents.policy import Role
from recupera.cases.practice import PRACTICE
from recupera.desk import guide
from recupera.desk.guide_paper import PAGE, paper
from recupera.desk.pages import guide as page
from recupera.desk.practising import LESSONS
from recupera.orders.ladder import OrderKind
from recupera.people.case_reference import grouped
from recupera.people.tracking import grouped_tracking_key
from tests.desk.paging import AtDesk
from tests.desk.staff import agent, browser

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])


def test_every_practice_case_has_its_lesson_and_no_other() -> None:
    assert [one.slug for one in PRACTICE] == list(LESSONS)


def test_the_table_says_of_each_order_what_the_worker_asks() -> None:
    with override("es"):
        rows = {str(one.order): one for one in guide.ladder(48)}
        assert len(rows) == len(OrderKind) + 1
        change = rows["Cambiar el correo registrado"]
        assert (change.name, str(change.approves), change.holds) == (
            "R3",
            "otro agente",
            "48 horas",
        )
        assert [str(one) for one in rows["Desbloquear la recuperación"].asked] == [
            "documento de identidad",
            "carta firmada",
            "código o llamada a un canal que no sea el que se opuso",
        ]


def test_the_paper_is_the_guide_of_now() -> None:
    assert PAGE.read_text("utf-8") == paper(), "run python -m recupera.desk.guide_paper"


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("role", Role)
def test_everybody_at_the_desk_reads_it_and_finds_it_on_every_page(
    desk: Any, role: Role, prefix: str
) -> None:
    at = AtDesk(agent(role), prefix)
    at.get("/guia")
    assert ("Five tricks" if prefix else "Cinco trucos") in at.text
    assert f'href="{prefix}/guia"' in at.get("/").response.content.decode()


def test_outside_the_demo_it_names_no_case(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = SimpleNamespace(demo=False, origin="https://portal.example", order_hold_hours=72)
    monkeypatch.setattr(page, "current", lambda: real)
    said = browser(agent()).get("/guia").content.decode()
    assert "Ocho casos inventados" in said
    for one in PRACTICE:
        assert grouped(one.case.reference) not in said
        assert grouped_tracking_key(one.case.key) not in said


def test_in_the_demo_each_case_is_a_press_away_with_the_key_of_its_person(desk: Any) -> None:
    said = browser(agent()).get("/guia").content.decode()
    for one in PRACTICE:
        assert f'href="/caso/{grouped(one.case.reference)}"' in said
        assert (grouped_tracking_key(one.case.key) in said) == (one.case.objected_by is None)
