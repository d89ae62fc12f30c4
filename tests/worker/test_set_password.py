"""A new password: who may set it, what belongs to it, and who hears of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.directories import Capability
from recupera.enquiries.models import Enquiry
from recupera.enquiries.models import State as EnquiryState
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.sealing import seal_set_password
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.options import forget
from recupera.people import ChannelKind, DatumKind
from recupera.recoveries.models import Objection, Recovery, State
from tests.acting import OTHER, PASSWORD, Actor, Platform, notices, objections, scripted
from tests.enquirer import ANA, INACTIVE, TWO_OF_ONE_EMAIL, Enquirer, codes, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

MOBILE = "+573005550101"


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    yield from scripted(monkeypatch)


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


def test_whoever_proved_the_account_by_mail_sets_its_password(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    assert person.published.can_set_password
    assert person.acted() == Verdict.DONE
    assert platform.password() == PASSWORD
    assert platform.asked() == ["set_password", "unlock", "end_sessions"]
    assert [one.username for one in person.published.accounts] == ["aperez"], "still on screen"
    recovery = Recovery.objects.get()
    assert (recovery.state, recovery.due_at) == (State.TOLD, None)


def test_the_password_is_set_in_its_one_form(platform: Platform) -> None:
    register(ANA)
    assert Actor().proven().acted("cinco lluvias sobre el pa\u0301ramo") == Verdict.DONE
    assert platform.password() == PASSWORD


def test_without_a_proof_nothing_is_asked_of_the_directory(platform: Platform) -> None:
    register(ANA)
    person = Actor().asked()
    platform.calls.clear()
    assert person.acted(mark="0" * 16) == Verdict.NOT_PROVEN
    assert platform.calls == []
    assert Recovery.objects.count() == 0


def test_an_account_that_another_enquiry_proved_is_not_proven_in_this_one(
    platform: Platform,
) -> None:
    register(ANA, replace(ANA, id="2", username="otra", emails=("otra@example.com",)))
    first, second = Actor().proven(), Actor(value="otra@example.com").proven()
    assert second.acted(mark=first.mark()) == Verdict.NOT_PROVEN
    assert platform.passwords == {}


def test_a_text_message_alone_sets_no_password(platform: Platform, gateway: None) -> None:
    register(ANA)
    person = Actor(DatumKind.PHONE, MOBILE).asked()
    assert person.proved(codes()[-1]) == Verdict.GOOD
    assert person.acted() == Verdict.NOT_PROVEN
    assert platform.passwords == {}


def test_a_proof_that_is_too_old_sets_no_password(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    sealed = person.set()
    Envelope.objects.filter(id=sealed.id).update(inserted_at=F("inserted_at") + timedelta(hours=1))
    work()
    assert person.published.verdicts[sealed.id] == Verdict.NOT_PROVEN


def test_an_inactive_account_and_a_closed_enquiry_set_none(platform: Platform) -> None:
    register(ANA, INACTIVE)
    person = Actor(value="no@example.com").proven()
    assert person.acted(mark=person.mark("inactiva")) == Verdict.NOT_PROVEN
    person = Actor().proven()
    Enquiry.objects.filter(id=person.flow.slot_id).update(state=EnquiryState.CLOSED)
    assert person.acted() == Verdict.NOT_PROVEN
    assert platform.passwords == {}


def test_a_password_that_the_rules_refuse_is_refused_here_again(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    for weak in ("corta", "aperez aperez 2026", "Ana Pérez Alcaldía de Tunja"):
        assert person.acted(weak) == Verdict.AGAINST_POLICY
    assert platform.asked() == []
    assert person.acted() == Verdict.DONE, "and another can be tried"


def test_of_several_accounts_the_one_that_was_chosen_is_set_and_then_another(
    platform: Platform,
) -> None:
    register(*TWO_OF_ONE_EMAIL)
    person = Actor().proven()
    assert person.acted(mark=person.mark("aperez.compras")) == Verdict.DONE
    assert (platform.password("1"), platform.password("2")) == (None, PASSWORD)
    assert person.acted(OTHER, mark=person.mark("aperez")) == Verdict.DONE
    assert platform.password("1") == OTHER


def test_one_proof_sets_a_password_once(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    assert person.acted() == Verdict.DONE
    assert person.acted(OTHER) == Verdict.ANOTHER_FIRST
    assert platform.password() == PASSWORD


def test_an_enquiry_from_before_a_recovery_sets_nothing_and_a_new_one_does(
    platform: Platform,
) -> None:
    register(ANA)
    early, other = Actor().proven(), Actor().proven()
    mark = early.mark()
    assert other.acted() == Verdict.DONE
    assert early.acted(OTHER, mark=mark) == Verdict.ANOTHER_FIRST
    assert platform.password() == PASSWORD
    assert Actor().proven().acted(OTHER) == Verdict.DONE


def test_an_old_envelope_put_back_changes_nothing(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    person.set()
    row = Envelope.objects.get(kind=EnvelopeKind.SET_PASSWORD)
    work()
    told = len(letters())
    platform.passwords["1"] = ("later", OTHER)
    row.save(force_insert=True)
    work()
    assert platform.password() == OTHER
    assert len(letters()) == told


def test_what_no_portal_writes_is_dropped(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    mark = person.mark()
    for account, password, language in (
        ("x" * 16, PASSWORD, "es"),
        (mark, "", "es"),
        (mark, "x" * 257, "es"),
        (mark, PASSWORD, "fr"),
    ):
        sealed = seal_set_password(
            person.flow, account=account, password=password, reference="K7Q4", language=language
        )
        person.put(sealed)
        work()
        assert sealed.id not in person.published.verdicts
    assert person.acted("\ud800" + PASSWORD) == Verdict.AGAINST_POLICY
    assert platform.passwords == {}


def test_every_registered_channel_hears_of_it_with_a_code_of_its_own(
    platform: Platform, gateway: None
) -> None:
    phones = (MOBILE, "+576015550101")
    register(replace(ANA, emails=("ana@example.com", "dos@example.com"), phones=phones))
    person = Actor(language="en").proven()
    rows = Message.objects.count()
    assert person.acted() == Verdict.DONE
    told = notices()
    assert {one.recipient.channel.address for one in told} == {
        "ana@example.com",
        "dos@example.com",
        MOBILE,
    }
    assert len(set(objections().values())) == 3
    assert all(one.context["sessions"] and one.context["username"] == "aperez" for one in told)
    assert {one.language for one in told} == {"en"}
    assert Message.objects.count() == rows + 4, "rows come in fours"
    assert Objection.objects.count() == 3
    assert all(PASSWORD not in str(one.context) for one in letters())


def test_without_a_gateway_the_mailboxes_hear_of_it(platform: Platform) -> None:
    register(ANA)
    Actor().proven().acted()
    assert [one.recipient.channel.kind for one in notices()] == [ChannelKind.EMAIL]


def test_a_notice_is_tried_for_a_day(platform: Platform) -> None:
    register(ANA)
    Actor().proven().acted()
    newest = Message.objects.order_by("-created_at").first()
    assert newest
    assert newest.expires_at - newest.created_at == timedelta(hours=24)


def test_a_platform_that_ends_no_sessions_is_not_said_to(platform: Platform) -> None:
    platform.capabilities = frozenset({Capability.SET_PASSWORD})
    register(ANA)
    assert Actor().proven().acted() == Verdict.DONE
    assert platform.asked() == ["set_password"]
    assert not notices()[0].context["sessions"]


def test_where_the_platform_sets_no_passwords_the_answer_says_so(platform: Platform) -> None:
    platform.capabilities = frozenset()
    register(ANA)
    person = Enquirer().asked()
    person.proved(codes()[0])
    assert not person.published.can_set_password
