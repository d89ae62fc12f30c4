"""What a person has done is passed on once, in its order, and never given up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from recupera.cases import handing
from recupera.cases.models import Author, Case, Entry, EntryKind, File, FileState, HandOver

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    return Case.objects.create(reference="2599729327", subject="x", received_at=NOW, opened_at=NOW)


def entry(case: Case, kind: EntryKind = EntryKind.ADDED, by: Author = Author.PERSON) -> Entry:
    return Entry.objects.create(case=case, at=NOW, by=by, kind=kind)


def file(case: Case, state: FileState) -> File:
    return File.objects.create(
        id=state, case=case, state=state, about=b"", received_at=NOW, due_at=NOW
    )


def test_what_a_person_did_is_found_once_and_what_others_did_is_not(case: Case) -> None:
    mine = entry(case, EntryKind.RECEIVED)
    entry(case, EntryKind.ANSWERED, Author.DESK)
    entry(case, EntryKind.JOINED, Author.SYSTEM)
    assert (handing.find(NOW), handing.find(NOW)) == (1, 0)
    assert HandOver.objects.get().entry == mine


@pytest.mark.parametrize("state", FileState)
def test_a_file_is_passed_on_when_the_scanner_lets_it_through(case: Case, state: FileState) -> None:
    file(case, state)
    assert handing.find(NOW) == (state in {FileState.CLEAN, FileState.UNSCANNED})


def test_two_that_find_the_same_make_one_row(case: Case) -> None:
    one = entry(case)
    HandOver.objects.create(case=case, entry=one, name="a", due_at=NOW, found_at=NOW)
    again = HandOver(case=case, entry=one, name="b", found_at=NOW, due_at=NOW)
    HandOver.objects.bulk_create([again], ignore_conflicts=True)
    assert HandOver.objects.count() == 1


def test_a_case_is_told_before_what_was_added_to_it(case: Case) -> None:
    entry(case, EntryKind.RECEIVED)
    entry(case)
    other = Case.objects.create(reference="1", subject="x", received_at=NOW, opened_at=NOW)
    entry(other, EntryKind.RECEIVED)
    handing.find(NOW)
    first, second = handing.take(NOW), handing.take(NOW)
    assert first and second
    assert (first.case, second.case) == (case, other)
    assert handing.take(NOW) is None
    handing.put_back(first, now=NOW)
    assert handing.take(NOW) is None
    assert handing.settle(second, now=NOW)
    later = handing.take(NOW + timedelta(minutes=1))
    assert later == first
    assert handing.settle(later, now=NOW)
    added = handing.take(NOW)
    assert added and added.entry and added.entry.kind == EntryKind.ADDED


def test_one_that_dies_lets_its_row_go_and_the_late_one_settles_nothing(case: Case) -> None:
    entry(case)
    handing.find(NOW)
    dead = handing.take(NOW)
    assert dead
    assert handing.take(NOW + handing.LEASE - timedelta(seconds=1)) is None
    again = handing.take(NOW + handing.LEASE)
    assert again == dead
    assert not handing.settle(dead, now=NOW)
    assert again and handing.settle(again, now=NOW)
    assert not handing.settle(again, now=NOW)


def test_it_is_tried_for_ever_at_most_an_hour_apart(case: Case) -> None:
    entry(case)
    handing.find(NOW)
    at, gaps = NOW, []
    for _ in range(40):
        row = handing.take(at)
        assert row
        handing.put_back(row, now=at)
        gaps.append(HandOver.objects.get().due_at - at)
        at = HandOver.objects.get().due_at
    assert gaps[0] == handing.FIRST_DELAY
    assert gaps == sorted(gaps)
    assert set(gaps[10:]) == {handing.LONGEST_DELAY}


def test_how_many_wait_and_since_when(case: Case) -> None:
    assert handing.waiting() == (0, None)
    entry(case)
    handing.find(NOW)
    assert handing.waiting() == (1, NOW)
    row = handing.take(NOW)
    assert row and handing.settle(row, now=NOW)
    assert handing.waiting() == (0, None)


def test_two_never_take_the_same(case: Case, engine: str) -> None:
    if engine == "sqlite":
        # There, whoever writes is alone: IMMEDIATE.
        assert connections["vault"].settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    entry(case)
    handing.find(NOW)
    assert [bool(handing.take(NOW)), bool(handing.take(NOW))] == [True, False]
