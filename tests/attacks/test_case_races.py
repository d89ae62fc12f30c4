"""What many workers at once cannot do: open a case twice, spend a code twice, send too much."""

import pytest

from recupera.cases.models import Case, Entry
from recupera.letterbox import drop as dropping
from recupera.letterbox.cases import seal_open_case
from recupera.letterbox.flow import Flow
from recupera.letterbox.slot import Verdict
from recupera.people.tracking import new_tracking_key
from tests.attacks.test_races import at_once, four_workers
from tests.claimant import Claimant, code_in, form, mails
from tests.enquirer import work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


@pytest.fixture(autouse=True)
def _no_limit_of_waiting_envelopes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropping, "MOST_WAITING", 1000)


def confirmed() -> Claimant:
    person = Claimant().opened()
    assert person.proved(code_in(mails()[0])) == Verdict.GOOD
    return person


def verdicts(person: Claimant) -> list[str]:
    return sorted(person.published.verdicts.values())


def test_fifty_correct_codes_at_once_confirm_once() -> None:
    person = Claimant().opened()
    code = code_in(mails()[0])
    at_once(50, lambda _: person.prove(code))
    four_workers()
    assert Case.objects.get().confirmed_at
    assert Entry.objects.filter(kind="confirmed").count() == 1


def test_fifty_correct_codes_at_once_open_once() -> None:
    there = confirmed().elsewhere()
    there.asked()
    code = code_in(mails()[-1])
    sent = [there.prove(code) for _ in range(12)]
    four_workers()
    found = [there.published.verdicts[one.id] for one in sent]
    assert sorted(found) == [Verdict.GOOD] + [Verdict.SPENT] * 11


def test_twenty_cases_for_one_address_get_three_letters() -> None:
    people = [Claimant() for _ in range(20)]
    for person in people:
        person.send()
    four_workers()
    assert Case.objects.count() == 20
    assert len(mails()) == 3


def test_twenty_questions_for_one_case_get_the_days_rest() -> None:
    person = confirmed()
    for _ in range(20):
        person.elsewhere().ask()
    four_workers()
    assert len(mails()) == 6


def test_one_draft_sent_in_eight_windows_is_one_case() -> None:
    whole = form()
    flows = [Flow.mint() for _ in range(8)]
    for flow in flows:
        person = Claimant(flow, form(draft=whole.draft))
        person.put(seal_open_case(flow, person.form), for_good=True)
    four_workers()
    assert (Case.objects.count(), len(mails())) == (1, 1)
    shown = {Claimant(flow, whole).case.reference for flow in flows}
    assert shown == {Case.objects.get().reference}


def test_a_hundred_wrong_keys_at_once_are_all_counted() -> None:
    person = confirmed()
    at_once(100, lambda _: person.elsewhere().ask(key=new_tracking_key()))
    four_workers()
    assert person.elsewhere().asked(key=person.form.key) == Verdict.WRONG


def test_what_is_added_at_once_is_all_there() -> None:
    person = Claimant().opened()
    sent = [person.act("add", text=str(number)) for number in range(12)]
    four_workers()
    work()
    assert {person.published.verdicts[one.id] for one in sent} == {Verdict.DONE}
    texts = [one.text for one in person.case.entries if one.kind == "added"]
    assert sorted(texts, key=int) == [str(number) for number in range(12)]
