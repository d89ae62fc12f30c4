"""What the letterbox holds of cases: references, slots that show a case, sizes."""

from dataclasses import replace

import pytest
from django.db import connections, transaction

from recupera.letterbox import references
from recupera.letterbox.case_slot import CaseShown, EntryShown, FileShown, seal_case
from recupera.letterbox.cases import MOST_CHARACTERS, MOST_FILES, Form, Sent, seal_open_case
from recupera.letterbox.drop import STORE, accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Slot, TakenReference
from recupera.letterbox.slot import Verdict, read, seal_answer, seal_status
from recupera.people.case_reference import new_reference, reference
from recupera.people.tracking import new_tracking_key

pytestmark = pytest.mark.django_db(databases=["letterbox"], transaction=True)

SHOWN = CaseShown(
    reference="2599729327",
    subject="recuperacion-usuario",
    state="open",
    received_at="2026-11-22T15:52:00-05:00",
    email="ana@example.com",
    confirmed=False,
    entries=(EntryShown("2026-11-22T15:52:00-05:00", "person", "received", "No puedo entrar."),),
    files=(FileShown("cedula.jpg", 1200, "clean"),),
    joined=("2599729335",),
)


def form(**others: object) -> Form:
    whole = Form(
        draft="0" * 32,
        reference=new_reference(),
        key=new_tracking_key(),
        received_at=1_795_000_000.0,
        system="secop2",
        request="solicitud",
        subject="recuperacion-usuario",
        whose="self",
        fields={"descripcion": "No puedo entrar."},
        notice="2026-11",
        language="es",
    )
    return replace(whole, **others)


def publish(flow: Flow, answer: bytes) -> None:
    status = seal_status(flow, 5, {"a": Verdict.DONE})
    Slot.objects.create(id=flow.slot_id, status=status, answer=answer, revision=1)


def test_a_reference_is_never_drawn_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first = references.draw_reference()
    other = new_reference()
    drawn = iter([first, first, other])
    monkeypatch.setattr(references, "new_reference", lambda: next(drawn))
    assert references.draw_reference() == other
    assert reference(other) == other
    assert TakenReference.objects.count() == 2


def test_a_reference_whose_transaction_fails_is_free_again() -> None:
    with pytest.raises(RuntimeError), transaction.atomic(STORE):
        references.draw_reference()
        raise RuntimeError
    assert TakenReference.objects.count() == 0


def test_a_case_is_shown_to_its_browser_as_it_was_sealed() -> None:
    flow = Flow.mint()
    publish(flow, seal_case(flow, SHOWN))
    published = read(flow)
    assert published is not None
    assert (published.followed, published.accounts) == (SHOWN, ())
    assert published.verdicts == {"a": Verdict.DONE}


def test_a_slot_that_shows_no_case_is_as_large_as_one_that_does() -> None:
    flow = Flow.mint()
    assert len(seal_case(flow, None)) == len(seal_case(flow, SHOWN))
    publish(flow, seal_case(flow, None))
    published = read(flow)
    assert published is not None
    assert published.followed is None


def test_accounts_are_no_case() -> None:
    flow = Flow.mint()
    publish(flow, seal_answer(flow, (), more=True))
    published = read(flow)
    assert published is not None
    assert (published.followed, published.more) == (None, True)


def test_the_oldest_entries_give_way_where_a_case_is_too_long() -> None:
    flow = Flow.mint()
    entries = tuple(EntryShown(str(at), "person", "added", "x" * 4000) for at in range(12))
    publish(flow, seal_case(flow, replace(SHOWN, entries=entries)))
    published = read(flow)
    assert published is not None
    assert published.followed is not None
    assert published.followed.more
    assert published.followed.entries == entries[-len(published.followed.entries) :]
    assert 5 < len(published.followed.entries) < 12


def test_the_longest_form_fits_into_its_envelope_whatever_it_is_made_of() -> None:
    files = tuple(
        Sent("0" * 32, "0" * 44, "\U0001f4c4" * 60, 10_000_000, "image/jpeg", "representacion")
        for _ in range(MOST_FILES)
    )
    longest = form(fields={"descripcion": "\U0001f600" * (MOST_CHARACTERS // 2)}, files=files)
    assert len(seal_open_case(Flow.mint(), longest).body) == len(
        seal_open_case(Flow.mint(), form()).body
    )


def test_what_is_accepted_for_good_is_on_the_disk(engine: str) -> None:
    flow, levels = Flow.mint(), []
    with accepting(for_good=True):
        levels.append(_level(engine))
        drop(seal_open_case(flow, form()))
    with accepting():
        levels.append(_level(engine))
    wanted = {"sqlite": ["2", "1"], "postgresql": ["on", levels[1]]}
    assert levels == wanted[engine]
    assert Slot.objects.filter(id=flow.slot_id).exists()


def _level(engine: str) -> str:
    said = "PRAGMA synchronous" if engine == "sqlite" else "SHOW synchronous_commit"
    with connections[STORE].cursor() as cursor:
        cursor.execute(said)
        return str(cursor.fetchone()[0])
