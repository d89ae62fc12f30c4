"""Acts under attack: many at once, put back, and from a portal that somebody has taken over.

What remains to whoever has the portal: the account that proves itself just then. They see its
password and its flow secret, and may set another instead; its owner hears of it and can object.
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest

from recupera.keys import CannotOpen, hpke_open, open_sealed
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot
from recupera.letterbox.sealing import seal_object, seal_set_password
from recupera.letterbox.slot import Verdict, read
from recupera.people import new_objection_code
from recupera.recoveries.models import Freeze, Recovery
from tests.acting import OTHER, PASSWORD, Actor, Platform, drop_objection, notices, scripted
from tests.attacks.test_races import at_once, four_workers
from tests.attacks.test_taken_over_portal import all_bytes, stolen_keys
from tests.enquirer import ANA, Enquirer, letters, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

VICTIM = replace(
    ANA, id="7", username="victima", emails=("victima@example.com",), document_number="80123456"
)


@pytest.fixture(autouse=True)
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    from recupera.letterbox import drop

    monkeypatch.setattr(drop, "MOST_WAITING", 1000)
    yield from scripted(monkeypatch)


def set_for(flow: Flow, mark: str, password: str = OTHER) -> str:
    sealed = seal_set_password(
        flow, account=mark, password=password, reference="K7Q4", language="es"
    )
    return Enquirer(flow=flow).put(sealed).id


def verdicts(*flows: Flow) -> list[str]:
    found = (read(flow) for flow in flows)
    return sorted(verdict for one in found if one for verdict in one.verdicts.values())


def test_of_ten_tabs_at_once_one_sets_the_password_and_it_is_told_once(
    platform: Platform,
) -> None:
    register(ANA)
    person = Actor().proven()
    mark = person.mark()
    at_once(10, lambda number: set_for(person.flow, mark, f"{PASSWORD} {number}"))
    four_workers()
    acted = verdicts(person.flow)
    assert (acted.count("done"), acted.count("another_first")) == (1, 9)
    assert platform.asked().count("end_sessions") == 1
    assert len(notices()) == 1


def test_of_two_enquiries_at_once_one_sets_the_password(platform: Platform) -> None:
    register(ANA)
    people = [Actor().proven() for _ in range(3)]
    marks = [person.mark() for person in people]
    at_once(3, lambda number: set_for(people[number].flow, marks[number], f"{PASSWORD} {number}"))
    four_workers()
    acted = verdicts(*(person.flow for person in people))
    assert (acted.count("done"), acted.count("another_first")) == (1, 2)
    assert len(notices()) == 1


def test_of_ten_objections_at_once_with_one_code_one_freezes() -> None:
    register(ANA)
    Actor().proven().acted()
    code = notices()[0].context["objection"]
    flows = [Flow.mint() for _ in range(10)]
    at_once(10, lambda number: drop_objection(code, flows[number]))
    four_workers()
    assert verdicts(*flows) == ["done"] + ["wrong"] * 9
    assert Freeze.objects.count() == 1
    assert len(notices("recovery_frozen")) == 1


# A taken-over portal


def test_with_all_that_the_portal_has_no_password_of_anybody_else_is_changed(
    platform: Platform,
) -> None:
    register(ANA, VICTIM)
    there = Actor().proven()
    victim = Enquirer(value="victima@example.com").asked()
    marks = [there.mark(), *(secrets.token_hex(8) for _ in range(20))]
    nobodys = Flow.mint()
    Slot(id=nobodys.slot_id).save(force_insert=True)
    for flow in (nobodys, victim.flow):
        for mark in marks:
            set_for(flow, mark)
    for key in stolen_keys():
        Slot(id=Flow(key.secret).slot_id).save(force_insert=True)
        set_for(Flow(key.secret), marks[0])
    for mark in marks[1:]:
        set_for(there.flow, mark)
    work()
    assert platform.passwords == {}
    assert Recovery.objects.count() == 0


def test_the_account_that_proves_itself_just_then_is_what_they_do_get_and_its_owner_hears_of_it(
    platform: Platform,
) -> None:
    register(ANA)
    there = Actor().proven()
    set_for(there.flow, there.mark(), OTHER)
    work()
    assert platform.password() == OTHER
    (notice,) = notices()
    flow, sealed = drop_objection(notice.context["objection"])
    work()
    published = read(flow)
    assert published and published.verdicts[sealed.id] == Verdict.DONE
    assert platform.password() is None


def test_a_password_that_was_dropped_opens_with_nothing_that_they_have(platform: Platform) -> None:
    register(ANA)
    there = Actor().proven()
    there.set()
    row = Envelope.objects.get(kind=EnvelopeKind.SET_PASSWORD)
    info = f"recupera envelope 1 {row.id} {row.kind} {row.key_id}".encode()
    for key in stolen_keys():
        with pytest.raises(CannotOpen):
            hpke_open(key, bytes(row.body), info=info)
        with pytest.raises(CannotOpen):
            open_sealed(key.secret, bytes(row.body), about=info)
    assert PASSWORD.encode() not in all_bytes("letterbox")


def test_neither_store_holds_a_password_or_an_objection_code_in_clear(platform: Platform) -> None:
    register(ANA)
    Actor().proven().acted()
    code = notices()[0].context["objection"]
    for store in ("letterbox", "vault"):
        held = all_bytes(store)
        for secret in (PASSWORD, code, code.replace("-", "")):
            assert secret.encode() not in held


@pytest.mark.parametrize("shorter", [False, True])
def test_every_new_password_is_of_one_size(shorter: bool) -> None:
    password = "x" if shorter else "\U0001f9a4" * 256
    sealed = seal_set_password(
        Flow.mint(), account="0" * 16, password=password, reference="K7Q4", language="es"
    )
    assert len(sealed.body) == 4096 + 48


def test_codes_that_are_guessed_freeze_nobody(platform: Platform) -> None:
    register(ANA)
    Actor().proven().acted()
    told = len(letters())
    for _ in range(30):
        flow = Flow.mint()
        Enquirer(flow=flow).put(seal_object(flow, code=new_objection_code(), language="es"))
    work()
    assert (Freeze.objects.count(), len(letters())) == (0, told)


def test_an_objection_in_somebodys_own_slot_costs_only_themselves(platform: Platform) -> None:
    register(ANA)
    person = Actor().proven()
    drop_objection(new_objection_code(), person.flow)
    work()
    assert Slot.objects.count() == 1
    assert Freeze.objects.count() == 0
