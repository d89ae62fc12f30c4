"""Looking at an account: masked, in clear for a reason, counted, journalled, never by a datum."""

from dataclasses import replace

import pytest

from recupera.agents.policy import Act, Role
from recupera.cases.models import Entry
from recupera.journal.models import Mention
from recupera.options import forget
from recupera.recoveries import marks
from tests.enquirer import OTHER_MAILBOX, register
from tests.orders.stage import OWNER, REASON, Stage, agent, asked

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

DATA = (OWNER.username, OWNER.name, OWNER.document_number, *OWNER.emails, *OWNER.phones)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def look(stage: Stage, **more: object) -> dict[str, object]:
    return asked(Act.VIEW_MASKED, stage.luz, {"case": stage.case.reference} | more)


def look_in_clear(stage: Stage, **more: object) -> dict[str, object]:
    content = {"case": stage.case.reference, "account": stage.mark, "reason": REASON}
    return asked(Act.VIEW_CLEAR, stage.luz, content | more)


def test_masked_says_enough_to_know_it_again_and_no_datum(stage: Stage) -> None:
    (shown,) = look(stage)["accounts"]  # type: ignore[misc]
    assert not [datum for datum in (*DATA, OWNER.id) if f"'{datum}'" in repr(shown)]
    assert (shown["username"], shown["name"], shown["emails"]) == (
        "a•••",
        "A. P.",
        ["a•••@e•••.com"],
    )
    assert (shown["mark"], shown["fields"]) == (stage.mark, ["documento"])


def test_in_clear_shows_one_account_of_the_case_and_keeps_the_reason(stage: Stage) -> None:
    register(replace(OTHER_MAILBOX, document_number=OWNER.document_number))
    assert len(look(stage)["accounts"]) == 2  # type: ignore[arg-type]
    (shown,) = look_in_clear(stage)["accounts"]  # type: ignore[misc]
    assert (shown["username"], shown["emails"]) == (OWNER.username, list(OWNER.emails))
    assert "id" not in shown
    assert Entry.objects.filter(case=stage.case, kind="remarked", shown=False).count() == 1
    looks = Mention.objects.filter(case=stage.case.reference, entry__event="viewed")
    assert looks.count() == 2


@pytest.mark.parametrize("reason", ["", "porque sí", " " * 20])
def test_without_a_reason_nothing_is_shown_in_clear(stage: Stage, reason: str) -> None:
    assert look_in_clear(stage, reason=reason) == {"refused": "wrong", "what": "reason"}


def test_an_account_that_is_not_behind_the_case_is_not_shown(stage: Stage) -> None:
    register(replace(OTHER_MAILBOX, document_number="7777777", phones=()))
    for mark in (marks.of_account("3"), "3", OTHER_MAILBOX.username, ""):
        assert look_in_clear(stage, account=mark) == {"refused": "wrong", "what": "account"}


def test_what_an_agent_types_is_not_looked_up(stage: Stage) -> None:
    register(replace(OTHER_MAILBOX, document_number="7777777", phones=()))
    shown = look(stage, field="username", value="ana.vieja", username="ana.vieja")
    assert [one["mark"] for one in shown["accounts"]] == [stage.mark]  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR])
def test_whoever_does_not_answer_cases_sees_nothing_in_clear(stage: Stage, role: Role) -> None:
    content = {"case": stage.case.reference, "account": stage.mark, "reason": REASON}
    assert asked(Act.VIEW_CLEAR, agent(role), content) == {"refused": "not_allowed"}


def test_calls_use_up_the_looks_in_clear_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUPERA_DESK_VIEWS", "2")
    forget()
    calls = [asked(Act.CALL, stage.luz, {"case": stage.case.reference}) for _ in range(2)]
    seen = look_in_clear(stage)
    others = asked(
        Act.VIEW_CLEAR,
        stage.ben,
        {"case": stage.case.reference, "account": stage.mark, "reason": REASON},
    )
    monkeypatch.undo()
    forget()
    assert [one["phone"] for one in calls] == [OWNER.phones[0]] * 2
    assert seen["refused"] == "over_budget"
    assert "accounts" in others, "it is each agent's own"


@pytest.mark.parametrize(("option", "act"), [("DESK_LOOKS", look), ("DESK_VIEWS", look_in_clear)])
def test_the_day_has_its_budget(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, option: str, act: object
) -> None:
    monkeypatch.setenv(f"RECUPERA_{option}", "2")
    forget()
    replies = [act(stage) for _ in range(4)]  # type: ignore[operator]
    monkeypatch.undo()
    forget()
    assert ["refused" in one for one in replies] == [False, False, True, True]
    assert replies[2]["refused"] == "over_budget"
    assert replies[2]["again"].endswith("T00:00:00-05:00")
