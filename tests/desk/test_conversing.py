"""What agents do with a case through the hatch: once, as they saw it, and the person reads it."""

from datetime import timedelta
from typing import Any

import pytest

from recupera.agents.policy import Act, Role
from recupera.cases.models import Case, Entry, EntryKind
from recupera.cases.sealed import open_entry
from recupera.clocks import legal
from recupera.journal.models import Mention
from recupera.letterbox.closed_days import calendar
from tests.claimant import Claimant, mails
from tests.desk.asking import asked, opened
from tests.desk.staff import agent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])


def texts(case: Case, kind: EntryKind) -> list[str]:
    rows = Entry.objects.filter(case=case, kind=kind).order_by("id")
    return [open_entry(one.case_id, one.kind, one.at, bytes(one.body)) for one in rows]


def news(person: Claimant) -> int:
    about = [one for one in mails() if one.template.value == "case_news_by_email"]
    return len(about)


def test_the_person_reads_the_answer_and_a_confirmed_address_hears_of_it() -> None:
    luz = agent()
    person, case = opened(confirmed=True)
    assert asked(luz, Act.ANSWER, case, text="Le llamamos mañana.") == {}
    case.refresh_from_db()
    assert (case.state, case.assigned_to) == ("answered", luz.id)
    assert case.first_answered_at
    assert news(person) == 1
    there = person.elsewhere_by_key()
    assert there.case.entries[-1].text == "Le llamamos mañana."
    assert not any("Luz" in one.text or luz.id in one.text for one in there.case.entries)
    entry = Entry.objects.get(kind=EntryKind.ANSWERED)
    assert (entry.agent, entry.by) == (luz.id, "desk")
    changes = Mention.objects.filter(case=case.reference, entry__event="changed")
    assert changes.count() == 2


def test_nobody_writes_to_an_address_that_is_not_confirmed() -> None:
    person, case = opened()
    asked(agent(), Act.ANSWER, case, text="Le llamamos mañana.")
    assert news(person) == 0


def test_asking_is_once_and_starts_the_month_of_the_person() -> None:
    luz = agent()
    person, case = opened()
    assert asked(luz, Act.ASK, case, text="¿De qué entidad?") == {}
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("waiting", None)
    assert case.next_at == case.until
    there = person.elsewhere_by_key()
    there.acted("add", text="De Tunja.")
    assert asked(luz, Act.ASK, case, text="¿Y la cédula?") == {}
    there.acted("add", text="La que dije.")
    case.refresh_from_db()
    assert case.state == "open"


def test_a_note_is_for_the_desk_alone() -> None:
    person, case = opened()
    assert asked(agent(), Act.NOTE, case, text="Llamó dos veces.") == {}
    assert texts(case, EntryKind.REMARKED) == ["Llamó dos veces."]
    assert "Llamó" not in str(person.elsewhere_by_key().case)


@pytest.mark.parametrize("act", [Act.ANSWER, Act.ASK, Act.CLOSE, Act.TAKE, Act.HAND_OVER])
def test_what_was_overtaken_is_not_done(act: Act) -> None:
    _, case = opened()
    before = case.revision
    said = asked(agent(), act, case, text="Sí.", revision=before - 1)
    assert said == {"refused": "overtaken"}
    case.refresh_from_db()
    assert case.revision == before


@pytest.mark.parametrize("act", [Act.ANSWER, Act.ASK, Act.CLOSE, Act.NOTE])
@pytest.mark.parametrize("text", ["", "   ", 7, "a" * 4001])
def test_an_act_without_words_is_refused(act: Act, text: object) -> None:
    _, case = opened()
    assert asked(agent(), act, case, text=text) == {"refused": "malformed"}


def test_a_case_that_another_has_is_taken_first() -> None:
    luz, sol = agent(name="Luz"), agent(name="Sol")
    _, case = opened()
    assert asked(luz, Act.TAKE, case, had_by="") == {}
    assert asked(sol, Act.ANSWER, case, text="Sí.") == {"refused": "taken"}
    assert asked(sol, Act.TAKE, case, had_by="") == {"refused": "taken"}
    assert asked(sol, Act.TAKE, case, had_by=luz.id) == {}
    assert asked(sol, Act.ANSWER, case, text="Sí.") == {}
    assert texts(case, EntryKind.TAKEN) == [luz.id, sol.id]


def test_a_case_is_handed_to_an_agent_or_to_nobody_with_a_note() -> None:
    luz, sol, gone = agent(name="Luz"), agent(name="Sol"), agent(Role.AUDITOR)
    _, case = opened()
    assert asked(luz, Act.HAND_OVER, case, to=sol.id, text="Habla inglés.") == {}
    case.refresh_from_db()
    assert case.assigned_to == sol.id
    assert asked(luz, Act.HAND_OVER, case, to=gone.id) == {"refused": "malformed"}
    assert asked(luz, Act.HAND_OVER, case, to="", text="Libre.") == {}
    case.refresh_from_db()
    assert case.assigned_to == ""
    assert texts(case, EntryKind.TAKEN) == [f"{sol.id} Habla inglés.", "- Libre."]


def test_a_term_is_moved_once_by_a_senior_to_a_business_day_for_a_reason() -> None:
    senior = agent(Role.SENIOR)
    person, case = opened()
    assert case.due_on
    to = legal.next_business_day(calendar(), case.due_on)
    wrong: list[dict[str, Any]] = [{"until": "mañana"}, {"until": case.due_on.isoformat()}]
    said = [asked(senior, Act.EXTEND, case, text="Falta.", **one)["refused"] for one in wrong]
    assert said == ["malformed", "too_late"]
    assert asked(agent(), Act.EXTEND, case, text="Falta.", until=to.isoformat()) == {
        "refused": "not_allowed"
    }
    assert asked(senior, Act.EXTEND, case, text="Falta la entidad.", until=to.isoformat()) == {}
    case.refresh_from_db()
    assert case.due_on == to
    assert "Falta la entidad." in person.elsewhere_by_key().case.entries[-1].text


def test_closing_says_why_and_reopening_takes_up_the_same_term() -> None:
    luz, senior = agent(), agent(Role.SENIOR)
    person, case = opened()
    due = case.due_on
    assert asked(luz, Act.CLOSE, case, text="Ya lo resolvió.") == {}
    assert person.elsewhere_by_key().case.entries[-1].text == "Ya lo resolvió."
    assert asked(luz, Act.REOPEN, case, text="Perdón.") == {"refused": "not_allowed"}
    assert asked(senior, Act.REOPEN, case, text="No estaba resuelto.") == {}
    case.refresh_from_db()
    assert (case.state, case.due_on, case.closed_at) == ("open", due, None)
    # What the person adds now is no new petition either. In a week there is a business day.
    Case.objects.update(received_at=case.received_at - timedelta(days=7))
    person.elsewhere_by_key().acted("add", text="Gracias.")
    case.refresh_from_db()
    assert case.due_on
    assert due
    assert case.due_on < due


def test_downloading_is_in_the_journal_of_the_case() -> None:
    _, case = opened()
    said = asked(agent(), Act.DOWNLOAD, case, file="0" * 32)
    assert said == {"refused": "no_such_case"}
