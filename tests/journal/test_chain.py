"""The journal is chained in the order of sealing; a flipped byte is found and named."""

import pytest
from django.db import connections

from recupera.journal.chain import seal_new, verify
from recupera.journal.events import Event, record
from recupera.journal.models import Entry

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)


@pytest.fixture
def five() -> list[Entry]:
    for number in range(5):
        record(Event.ASKED, {"enquiry": f"{number:032x}"})
        seal_new()
    return list(Entry.objects.order_by("place"))


def test_a_whole_journal_verifies_and_every_entry_has_its_place(five: list[Entry]) -> None:
    assert verify() is None
    assert [entry.place for entry in five] == [1, 2, 3, 4, 5]
    assert seal_new() == 0


@pytest.mark.parametrize("column", ["body", "event", "at", "chain"])
def test_a_changed_entry_is_named(five: list[Entry], column: str) -> None:
    third = five[2]
    changed: dict[str, object] = {
        "body": bytes([bytes(third.body)[0] ^ 1]) + bytes(third.body)[1:],
        "event": "judged",
        "at": five[0].at,
        "chain": bytes(32),
    }
    Entry.objects.filter(id=third.id).update(**{column: changed[column]})
    assert verify() == third.id


def test_an_entry_taken_out_is_noticed_at_the_next_one(five: list[Entry]) -> None:
    five[2].delete()
    assert verify() == five[3].id


def test_an_entry_that_commits_late_is_chained_late(five: list[Entry]) -> None:
    with connections["vault"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry (id, event, body) VALUES (%s, %s, %s)",
            [five[0].id - 1, "asked", b"late"],
        )
    assert seal_new() == 1
    assert verify() is None


def test_an_entry_says_nothing_to_whoever_reads_the_store() -> None:
    record(Event.ASKED, {"enquiry": "0123456789abcdef"})
    entry = Entry.objects.get()
    assert b"0123456789abcdef" not in bytes(entry.body)
    assert len(bytes(entry.body)) == 256 + 12 + 16 + 31
