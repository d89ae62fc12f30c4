"""A checkpoint that was kept elsewhere finds a journal that was rewritten or cut off."""

import base64
import json
from datetime import UTC, datetime

import pytest

from recupera.journal.chain import seal_new
from recupera.journal.checkpoints import NotSigned, make, public_keys, read, stands, write_daily
from recupera.journal.events import Event, record
from recupera.journal.models import Entry
from recupera.journal.verifying import verify
from recupera.options import current
from recupera.worker.housekeeping import keep_checkpoint

pytestmark = pytest.mark.django_db(databases=["vault"], transaction=True)
HOUR = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def kept() -> str:
    for _ in range(3):
        record(Event.ASKED, {"enquiry": "0" * 32})
    seal_new()
    line = make(HOUR)
    assert line
    return line


def halves() -> list[bytes]:
    return [half for _, half in public_keys()]


def test_a_checkpoint_stands_while_the_journal_only_grows(kept: str) -> None:
    record(Event.ASKED, {})
    seal_new()
    checkpoint = read(kept, halves())
    assert (checkpoint.place, checkpoint.at) == (3, "2026-11-23T12:00:00+00:00")
    assert stands(checkpoint)


def test_a_journal_chained_anew_is_whole_in_itself_and_found_by_the_checkpoint(kept: str) -> None:
    Entry.objects.get(place=2).delete()
    Entry.objects.update(place=None, chain=None)
    record(Event.ASKED, {"enquiry": "f" * 32})
    seal_new()
    assert verify().whole
    assert not stands(read(kept, halves()))


def test_a_journal_that_was_cut_off_is_found_by_the_checkpoint(kept: str) -> None:
    Entry.objects.get(place=3).delete()
    assert verify().whole
    assert not stands(read(kept, halves()))


@pytest.mark.parametrize("name", ["place", "chain", "at", "key", "signature"])
def test_a_checkpoint_that_was_changed_is_none(kept: str, name: str) -> None:
    said = json.loads(kept)
    said[name] = {
        "place": 2,
        "chain": "0" * 64,
        "at": "2026-11-24T12:00:00+00:00",
        "key": "another",
        "signature": base64.b64encode(bytes(64)).decode(),
    }[name]
    with pytest.raises(NotSigned):
        read(json.dumps(said), halves())


def test_another_house_signs_nothing_for_this_one(kept: str) -> None:
    with pytest.raises(NotSigned):
        read(kept, [bytes(range(32))])
    with pytest.raises(NotSigned):
        read("no checkpoint", halves())


def test_housekeeping_writes_one_a_day(kept: str) -> None:
    path = write_daily(HOUR)
    assert path == current().data / "checkpoints" / "2026-11-23.json"
    assert stands(read(path.read_text("utf-8"), halves()))
    assert write_daily(HOUR) is None
    path.unlink()


def test_without_an_entry_there_is_none_and_a_folder_that_is_closed_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert make() is None

    def closed() -> None:
        raise PermissionError(13, "Permission denied", "/checkpoints")

    monkeypatch.setattr("recupera.worker.housekeeping.write_daily", closed)
    keep_checkpoint()
    assert "no checkpoint of the journal: /checkpoints" in caplog.text
