"""What is dropped can be opened by the worker alone; what is published, by one browser alone."""

import base64
import json
import secrets
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.enquiries.content import MOST_VERDICTS
from recupera.keys import KINDS, CannotOpen, rotate, seal
from recupera.letterbox import take
from recupera.letterbox.drop import LetterboxFull, SlotGone, accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot
from recupera.letterbox.remembered import SIZE, Remembered, new_reference
from recupera.letterbox.sealing import Sealed, open_envelope, seal_ask, seal_prove
from recupera.letterbox.slot import Shown, Verdict, read, seal_answer, seal_status
from recupera.options import current
from recupera.people import DatumKind
from recupera.worker.requests import REFERENCE

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

ANA = Shown("aperez", "ana@example.com", "CC", "4050", "Ana Pérez", "Alcaldía", "comprador", True)


def ask(flow: Flow, value: str = "ana@example.com", shown: str = "") -> Sealed:
    sealed = seal_ask(
        flow, kind=DatumKind.EMAIL, value=value, reference="K7Q4", language="es", shown=shown
    )
    with accepting():
        drop(sealed)
    return sealed


def prove(flow: Flow) -> Sealed:
    sealed = seal_prove(flow, code="48217736")
    with accepting():
        drop(sealed)
    return sealed


def opened(row: Envelope, **changed: str) -> str:
    values = {
        "envelope_id": row.id,
        "slot_id": row.slot_id,
        "kind": row.kind,
        "key_id": row.key_id,
    } | changed
    return str(open_envelope(**values, body=bytes(row.body)).content)


def publish(flow: Flow, *, revision: int, verdict: Verdict, answer: bytes | None = None) -> None:
    status = seal_status(flow, 5, {"e": verdict})
    answer = answer or seal_answer(flow, (), False)
    take.publish(take.Publication(flow.slot_id, revision, status, answer), "none")


def test_the_longest_and_the_shortest_question_look_alike() -> None:
    longest = f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 57}.co"
    for value in ("a@b.co", longest):
        ask(Flow.mint(), value)
        ask(Flow.mint(), value, shown="K7Q448217736")
    assert len({len(bytes(row.body)) for row in Envelope.objects.all()}) == 1


def test_an_envelope_moved_to_another_row_does_not_open() -> None:
    sealed = ask(Flow.mint())
    row = Envelope.objects.get()
    assert "ana@example.com" in opened(row)
    for changed in (
        {"envelope_id": secrets.token_hex(16)},
        {"slot_id": Flow.mint().slot_id},
        {"kind": "prove"},
        {"key_id": sealed.key_id[:-1] + "x"},
    ):
        with pytest.raises(CannotOpen):
            opened(row, **changed)


def test_only_the_browser_that_asked_reads_its_slot() -> None:
    flow, other = Flow.mint(), Flow.mint()
    ask(flow)
    assert read(flow) is None
    publish(flow, revision=1, verdict=Verdict.GOOD, answer=seal_answer(flow, (ANA,), False))
    published = read(flow)
    assert published and published.accounts == (ANA,)
    assert read(other) is None
    Slot.objects.update(id=other.slot_id)
    assert read(other) is None


def test_an_older_publication_never_covers_a_newer_one() -> None:
    flow = Flow.mint()
    ask(flow)
    publish(flow, revision=2, verdict=Verdict.WRONG)
    publish(flow, revision=1, verdict=Verdict.GOOD)
    published = read(flow)
    assert published and published.verdicts == {"e": Verdict.WRONG}


def test_an_empty_answer_and_twenty_accounts_look_alike_and_what_does_not_fit_is_said() -> None:
    flow = Flow.mint()
    long = Shown("u" * 60, "e" * 250, "CC", "4050", "n" * 120, "o" * 200, "proveedor", True)
    sizes = {len(seal_answer(flow, (long,) * many, False)) for many in (0, 1, 20)}
    assert len(sizes) == 1
    ask(flow)
    publish(flow, revision=1, verdict=Verdict.GOOD, answer=seal_answer(flow, (long,) * 20, False))
    published = read(flow)
    assert published and published.more and 5 < len(published.accounts) < 20


def test_twenty_accounts_with_long_names_fit_into_one_answer() -> None:
    flow = Flow.mint()
    long = Shown(
        username="maria.fernanda.velasquez.contratacion",
        email="maria.fernanda.velasquez@contratacion.cundinamarca.example.co",
        document_type="CC",
        document_ending="4050",
        name="María Fernanda de los Ángeles Velásquez Bermúdez",
        organisation="E. S. E. Hospital Universitario Departamental de Nuestra Señora de la Peña "
        "y Unión Temporal Vías del Llano 2026",
        role="proveedor",
        active=True,
        by_sms=True,
        mark="0" * 16,
    )
    ask(flow)
    publish(flow, revision=1, verdict=Verdict.GOOD, answer=seal_answer(flow, (long,) * 20, False))
    published = read(flow)
    assert published and (len(published.accounts), published.more) == (20, False)


def test_the_fullest_status_fits_and_an_answer_says_what_the_platform_can_do() -> None:
    flow = Flow.mint()
    ask(flow)
    longest = max(Verdict, key=len)
    verdicts = {f"{number:032}": longest for number in range(MOST_VERDICTS)}
    status = seal_status(flow, 5, verdicts, case="2599729329")
    answer = seal_answer(flow, (), False, can_set_password=True)
    take.publish(take.Publication(flow.slot_id, 1, status, answer), "none")
    published = read(flow)
    assert published
    assert (published.verdicts, published.case) == (verdicts, "2599729329")
    assert published.can_set_password


def test_a_ninth_envelope_of_one_enquiry_has_to_wait() -> None:
    flow = Flow.mint()
    ask(flow)
    for _ in range(7):
        prove(flow)
    with pytest.raises(LetterboxFull):
        prove(flow)
    assert Envelope.objects.count() == 8


def test_a_code_without_a_question_is_not_taken() -> None:
    with pytest.raises(SlotGone):
        prove(Flow.mint())
    assert not Envelope.objects.exists()


def test_two_workers_never_take_the_same_envelope() -> None:
    for _ in range(3):
        ask(Flow.mint())
    first = take.take(([EnvelopeKind.ASK], 2))
    second = take.take(([EnvelopeKind.ASK], 2))
    assert len(first) == 2 and len(second) == 1
    assert not {one.id for one in first} & {one.id for one in second}


def test_a_worker_that_dies_leaves_the_envelope_to_the_next() -> None:
    ask(Flow.mint())
    (dead,) = take.take(([EnvelopeKind.ASK], 1))
    assert take.take(([EnvelopeKind.ASK], 1)) == []
    Envelope.objects.update(due_at=F("due_at") - take.LEASE)
    (next_one,) = take.take(([EnvelopeKind.ASK], 1))
    assert next_one.id == dead.id
    take.give_back(dead, timedelta(0))
    assert take.take(([EnvelopeKind.ASK], 1)) == [], "a lease that ran out gives nothing back"


def test_slots_are_purged_half_an_hour_after_they_were_last_published() -> None:
    flow, old = Flow.mint(), Flow.mint()
    ask(flow)
    ask(old)
    publish(flow, revision=1, verdict=Verdict.GOOD)
    Slot.objects.update(created_at=F("created_at") - timedelta(minutes=31))
    take.purge(timedelta(minutes=30))
    assert [slot.id for slot in Slot.objects.all()] == [flow.slot_id]


def test_a_cookie_of_another_flow_or_of_nobody_is_no_flow_of_ours() -> None:
    flow = Flow.mint()
    again = Flow.parse(flow.cookie)
    assert again == flow and again.slot_id == flow.slot_id
    for cookie in (None, "", "x", flow.cookie[:-2], flow.cookie + "AA", "ñ" * 43):
        assert Flow.parse(cookie) is None


def test_what_is_remembered_has_one_length_and_opens_with_its_flow_alone() -> None:
    flow = Flow.mint()
    kept = [
        Remembered(DatumKind.EMAIL, typed, None, new_reference(), 1.0)
        for typed in ("a@b.co", "ñ" * 60, "a" * 254)
    ]
    cookies = [one.seal(flow) for one in kept]
    assert len({len(cookie) for cookie in cookies}) == 1
    assert [Remembered.open(flow, cookie) for cookie in cookies] == kept
    assert Remembered.open(Flow.mint(), cookies[0]) is None
    assert Remembered.open(flow, "x") is None


def test_nobody_writes_what_is_remembered_for_themselves() -> None:
    flow = Flow.mint()
    content = json.dumps({"kind": "email", "typed": "a@b.co", "mobile": None, "codes": -9})
    own = seal(flow.cookie_key, content.encode(), about=b"remembered", size=SIZE)
    assert Remembered.open(flow, base64.urlsafe_b64encode(own).decode()) is None


def test_what_is_remembered_outlives_one_rotation_of_the_portals_key_and_no_second() -> None:
    kind, flow = next(kind for kind in KINDS if kind.name == "cookie"), Flow.mint()
    kept = Remembered(DatumKind.EMAIL, "a@b.co", None, new_reference(), 1.0)
    cookie = kept.seal(flow)
    rotate(current().data, kind)
    assert Remembered.open(flow, cookie) == kept
    rotate(current().data, kind)
    assert Remembered.open(flow, cookie) is None


def test_every_reference_is_one_that_the_worker_accepts() -> None:
    assert all(REFERENCE.fullmatch(new_reference()) for _ in range(500))
