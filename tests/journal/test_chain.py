"""The journal is chained in the order of sealing; whatever is changed afterwards is named."""

import tracemalloc
from datetime import timedelta

import pytest
from django.db import connections

from recupera.journal import verifying
from recupera.journal.chain import seal_new
from recupera.journal.events import Event, record, record_of
from recupera.journal.models import Entry, Mention
from recupera.journal.verifying import Kind, verify
from recupera.people.case_reference import new_reference

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)


@pytest.fixture
def nine() -> list[Entry]:
    for number in range(9):
        record(Event.ASKED, {"enquiry": f"{number:032x}"})
        seal_new()
    return list(Entry.objects.order_by("place"))


def found() -> list[tuple[str, int, int]]:
    """Kind, place and other place of everything that is wrong."""
    return [(one.kind.value, one.place, one.other or one.until) for one in verify().findings]


def put(entry: Entry, **values: object) -> None:
    Entry.objects.filter(id=entry.id).update(**values)


def test_a_whole_journal_verifies_and_every_entry_has_its_place(nine: list[Entry]) -> None:
    report = verify()
    assert (report.whole, report.entries, report.unsealed) == (True, 9, 0)
    assert [entry.place for entry in nine] == [*range(1, 10)]
    assert report.last
    assert report.last.id == nine[-1].id
    assert seal_new() == []


def test_an_empty_journal_is_whole_and_a_new_entry_waits_to_be_chained() -> None:
    assert verify().whole
    record(Event.ASKED, {})
    assert (verify().whole, verify().unsealed) == (True, 1)


@pytest.mark.parametrize("column", ["body", "event", "at", "chain"])
@pytest.mark.parametrize("place", [1, 4, 9])
def test_a_changed_entry_is_named_with_place_hour_and_event_and_no_other(
    nine: list[Entry], column: str, place: int
) -> None:
    entry = nine[place - 1]
    body = bytes(entry.body)
    changed: dict[str, object] = {
        "body": body[:100] + bytes([body[100] ^ 1]) + body[101:],
        "event": "judged",
        "at": entry.at + timedelta(seconds=1),
        "chain": bytes(32),
    }
    put(entry, **{column: changed[column]})
    findings = [one for one in verify().findings if one.kind is not Kind.UNOPENED]
    assert [(one.kind, one.place) for one in findings] == [(Kind.CHANGED, place)]
    named = findings[0].entry
    assert named
    assert (named.id, named.event) == (entry.id, changed["event"] if column == "event" else "asked")


def test_a_flipped_byte_of_the_content_does_not_open_either(nine: list[Entry]) -> None:
    body = bytes(nine[3].body)
    put(nine[3], body=body[:200] + bytes([body[200] ^ 1]) + body[201:])
    assert found() == [("unopened", 4, 0), ("changed", 4, 0)]


def test_entries_taken_out_are_missing_by_their_places(nine: list[Entry]) -> None:
    for entry in nine[2:5]:
        entry.delete()
    assert found() == [("missing", 3, 5)]


def test_the_first_entry_taken_out_is_missing(nine: list[Entry]) -> None:
    nine[0].delete()
    assert found() == [("missing", 1, 1)]


def test_an_entry_that_was_moved_to_the_end_is_named_with_the_place_it_had(
    nine: list[Entry],
) -> None:
    put(nine[3], place=10)
    assert found() == [("moved", 10, 4)]


@pytest.mark.parametrize(("one", "other"), [(3, 7), (4, 5), (1, 9), (8, 9)])
def test_two_entries_that_changed_places_are_named_and_no_other(
    nine: list[Entry], one: int, other: int
) -> None:
    put(nine[one - 1], place=99)
    put(nine[other - 1], place=one)
    put(nine[one - 1], place=other)
    assert found() == [("moved", one, other), ("moved", other, one)]


def test_two_entries_whose_contents_were_exchanged_are_named(nine: list[Entry]) -> None:
    put(nine[2], body=nine[6].body)
    put(nine[6], body=nine[2].body)
    assert found() == [("exchanged", 3, 7), ("exchanged", 7, 3)]


def test_an_entry_given_back_to_the_sealer_leaves_its_gap(nine: list[Entry]) -> None:
    put(nine[4], place=None, chain=None)
    seal_new()
    assert found() == [("missing", 5, 5)]


def test_where_everything_behind_was_moved_up_the_first_is_named_and_the_rest_counted(
    nine: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "MOST_NAMED", 3)
    nine[1].delete()
    for entry in nine[2:]:
        put(entry, place=(entry.place or 0) - 1)
    report = verify()
    assert report.findings[0].place == 2
    assert (len(report.findings), report.more) == (3, 4)


def test_an_entry_that_commits_late_is_chained_late(nine: list[Entry]) -> None:
    with connections["vault"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry (id, event, body) VALUES (%s, %s, %s)",
            [nine[0].id - 1, "asked", bytes(nine[0].body)],
        )
    assert seal_new() != []
    assert verify().whole


def test_the_index_of_cases_is_compared_with_what_the_entries_say() -> None:
    case, other = new_reference(), new_reference()
    for _ in range(4):
        record_of(case, Event.CHANGED, {"act": "close", "by": "person"})
    record(Event.ASKED, {})
    seal_new()
    assert verify().whole
    entries = list(Entry.objects.order_by("place"))
    Mention.objects.filter(entry=entries[0]).delete()
    Mention.objects.filter(entry=entries[2]).update(case=other)
    Mention.objects.create(entry=entries[4], case=case)
    assert found() == [("mention", 1, 0), ("mention", 3, 0), ("mention", 5, 0)]


def test_an_entry_says_nothing_to_whoever_reads_the_store() -> None:
    record(Event.ASKED, {"enquiry": "0123456789abcdef"})
    entry = Entry.objects.get()
    assert b"0123456789abcdef" not in bytes(entry.body)
    assert len(bytes(entry.body)) == 256 + 12 + 16 + 31


def test_memory_does_not_grow_with_the_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "CHUNK", 100)
    few, many = _most_memory(400), _most_memory(4_000)
    assert verify().entries == 4_400
    assert many < 1.5 * few


def _most_memory(entries: int) -> int:
    """The most bytes that verifying held, after so many entries more."""
    record(Event.ASKED, {"enquiry": "0" * 32})
    body = Entry.objects.latest("id").body
    Entry.objects.bulk_create(Entry(event="asked", body=body) for _ in range(entries - 1))
    seal_new()
    verify()
    tracemalloc.start()
    assert verify().whole
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
