""" "No fui yo": what an objection does at once, what it cannot do, and who can take it back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.cases.models import Case
from recupera.cases.opening import about
from recupera.letterbox.flow import Flow
from recupera.letterbox.slot import Verdict, read
from recupera.messages.models import Message
from recupera.options import forget
from recupera.people import grouped_objection_code, new_objection_code
from recupera.people.case_reference import grouped
from recupera.recoveries.models import Freeze, Objection, Recovery, State
from recupera.worker.following import follow_up
from recupera.worker.unfreezing import NotFrozen, ReasonTooLong, frozen, unfreeze
from tests.acting import (
    OTHER,
    PASSWORD,
    Actor,
    Platform,
    down,
    drop_objection,
    notices,
    objected,
    objections,
    scripted,
)
from tests.enquirer import ANA, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

MAIL, MOBILE = "ana@example.com", "+573005550101"


@pytest.fixture(autouse=True)
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield from scripted(monkeypatch)
    monkeypatch.undo()
    forget()


@pytest.fixture
def changed(platform: Platform) -> Actor:
    """Somebody has set a password, and every channel has its notice."""
    register(ANA)
    person = Actor().proven()
    assert person.acted() == Verdict.DONE
    platform.sessions["1"] = 1
    platform.calls.clear()
    return person


def test_an_objection_makes_the_password_void_ends_sessions_freezes_and_opens_an_urgent_case(
    changed: Actor, platform: Platform
) -> None:
    verdict, published = objected(objections()[MAIL])
    assert verdict == Verdict.DONE
    assert (platform.password(), platform.sessions["1"]) == (None, 0)
    case = Case.objects.get()
    assert (case.reference, case.urgent, case.subject) == (published.case, True, "objection")
    assert about(case)["account"]["username"] == "aperez"
    assert about(case)["by"] == MAIL
    assert Recovery.objects.get().state == State.OBJECTED
    assert Freeze.objects.get().case_reference == published.case


def test_a_landline_before_the_mobile_is_not_taken_for_the_one_that_objected(
    platform: Platform,
) -> None:
    register(replace(ANA, phones=("+576012345678", MOBILE)))
    assert Actor().proven().acted() == Verdict.DONE
    objected(objections()[MOBILE])
    assert about(Case.objects.get())["by"] == MOBILE


def test_every_channel_hears_of_the_freeze_and_of_the_case(changed: Actor) -> None:
    rows = Message.objects.count()
    _, published = objected(objections()[MOBILE])
    told = notices("recovery_frozen")
    assert {one.recipient.channel.address for one in told} == {MAIL, MOBILE}
    assert {one.context["case"] for one in told} == {grouped(published.case)}
    assert Message.objects.count() == rows + 4


def test_a_code_is_good_once(changed: Actor) -> None:
    code = objections()[MAIL]
    assert objected(code)[0] == Verdict.DONE
    verdict, published = objected(code)
    assert (verdict, published.case) == (Verdict.WRONG, "")
    assert Case.objects.count() == 1


def test_a_second_channel_leads_to_the_same_case_and_tells_nobody_twice(changed: Actor) -> None:
    codes = objections()
    first = objected(codes[MAIL])[1].case
    told = len(letters())
    verdict, published = objected(codes[MOBILE])
    assert (verdict, published.case) == (Verdict.DONE, first)
    assert (Case.objects.count(), len(letters())) == (1, told)


def test_a_code_is_good_for_ten_days(changed: Actor) -> None:
    Objection.objects.update(expires_at=F("expires_at") - timedelta(days=10, minutes=1))
    assert objected(objections()[MAIL])[0] == Verdict.WRONG
    Objection.objects.update(expires_at=F("expires_at") + timedelta(minutes=2))
    assert objected(objections()[MAIL])[0] == Verdict.DONE


def test_a_wrong_code_freezes_nobody(changed: Actor, platform: Platform) -> None:
    assert objected(grouped_objection_code(new_objection_code()))[0] == Verdict.WRONG
    assert (Freeze.objects.count(), Case.objects.count()) == (0, 0)
    assert platform.asked() == []
    assert platform.password() == PASSWORD


def test_what_is_no_code_at_all_is_dropped(changed: Actor) -> None:
    drop_objection("hola")
    work()
    assert Freeze.objects.count() == 0


def test_a_second_code_typed_in_the_same_browser_gets_its_own_verdict(changed: Actor) -> None:
    flow = Flow.mint()
    drop_objection(grouped_objection_code(new_objection_code()), flow)
    work()
    _, sealed = drop_objection(objections()[MAIL], flow)
    work()
    published = read(flow)
    assert published and published.verdicts[sealed.id] == Verdict.DONE


def test_whoever_changed_it_twice_is_out_by_an_answer_to_the_first_notice(
    changed: Actor, platform: Platform
) -> None:
    first = objections()[MAIL]
    assert Actor().proven().acted(OTHER) == Verdict.DONE
    assert objected(first)[0] == Verdict.DONE
    assert platform.password() is None


def test_an_answer_to_the_last_notice_leaves_nothing_of_it_either(
    changed: Actor, platform: Platform
) -> None:
    known = set(objections().values())
    assert Actor().proven().acted(OTHER) == Verdict.DONE
    newest = [one.context["objection"] for one in notices()]
    last = next(code for code in newest if code not in known)
    assert objected(last)[0] == Verdict.DONE
    assert platform.password() is None


def test_a_directory_that_is_down_does_not_hold_up_the_freeze(
    changed: Actor, platform: Platform
) -> None:
    platform.fails["void_password"] = down(2)
    verdict, published = objected(objections()[MAIL])
    assert verdict == Verdict.DONE
    assert published.case
    assert Freeze.objects.count() == 1
    assert platform.password() == PASSWORD, "not yet"
    assert follow_up() == 0
    assert follow_up() == 1
    assert (platform.password(), platform.sessions["1"]) == (None, 0)
    assert Recovery.objects.get().due_at is None
    assert follow_up() == 0


def test_sessions_that_could_not_be_ended_are_ended_later(
    changed: Actor, platform: Platform
) -> None:
    platform.fails["end_sessions"] = down(1)
    assert objected(objections()[MAIL])[0] == Verdict.DONE
    assert (platform.password(), platform.sessions["1"]) == (None, 1)
    assert follow_up() == 1
    assert platform.sessions["1"] == 0


def test_only_the_operator_lifts_a_freeze_and_the_channels_cannot_freeze_it_again(
    changed: Actor,
) -> None:
    codes = objections()
    case = objected(codes[MAIL])[1].case
    assert [(one.case, one.username, one.by) for one in frozen()] == [(case, "aperez", MAIL)]
    unfreeze(case, "Órden 17: la persona vino con su cédula.")
    assert list(frozen()) == []
    assert objected(codes[MOBILE])[0] == Verdict.WRONG
    with pytest.raises(NotFrozen):
        unfreeze(case, "otra vez")


def test_a_reason_that_the_journal_cannot_hold_lifts_nothing(changed: Actor) -> None:
    case = objected(objections()[MAIL])[1].case
    with pytest.raises(ReasonTooLong):
        unfreeze(case, "x" * 200)
    assert Freeze.objects.count() == 1
