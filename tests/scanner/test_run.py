"""A file's way through the scanner: every one gets its verdict once, however often one dies."""

import logging
from datetime import timedelta

import pytest
from django.db.models import F

from recupera.cases.models import File, FileState
from recupera.files.findings import Finding
from recupera.files.kinds import Kind
from recupera.letterbox.models import Upload
from recupera.scanner import child, lease
from recupera.scanner.lease import Leased
from recupera.scanner.run import MOST_DEATHS, MOST_TRIES, turn
from tests.files import hostile
from tests.scanner.waiting import at_the_desk

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])


def later(**how: int) -> None:
    """As if so much time had passed for every file."""
    File.objects.update(due_at=F("due_at") - timedelta(**how))


def became(row: File) -> tuple[str, str, bytes]:
    row.refresh_from_db()
    return row.state, row.reason, bytes(row.key)


def test_an_image_is_drawn_anew_for_the_desk_alone_and_its_key_is_wiped(put) -> None:
    row = put(hostile.jpeg_with_a_place())
    assert turn() == "clean"
    assert became(row) == (FileState.CLEAN, "redrawn", b"")
    assert row.done_at
    assert hostile.SECRET not in at_the_desk(row)
    assert at_the_desk(row).startswith(b"\xff\xd8")


def test_a_document_without_an_antivirus_goes_to_the_desk_unscanned(put) -> None:
    row = put(hostile.pdf())
    assert turn() == "unscanned"
    assert became(row) == (FileState.UNSCANNED, "no_antivirus", b"")
    assert at_the_desk(row) == hostile.pdf()


def test_with_an_antivirus_a_document_is_clean_and_eicar_is_refused(put, antivirus) -> None:
    good, bad = put(hostile.pdf(), 1), put(hostile.pdf(hostile.EICAR), 2)
    assert [turn(), turn(), turn()] == ["clean", "refused", None]
    assert became(good)[:2] == (FileState.CLEAN, "checked")
    assert became(bad) == (FileState.REFUSED, "infected", b"")
    assert bad.body is None


def test_without_an_antivirus_eicar_is_unscanned_and_never_clean(put) -> None:
    row = put(hostile.EICAR)
    assert turn() == "unscanned"
    assert became(row)[1] == "no_antivirus"


def test_a_document_too_large_for_the_antivirus_is_unscanned(put, antivirus) -> None:
    antivirus.behave = "limit"
    row = put(hostile.pdf(b"x" * 1_100_000))
    assert turn() == "unscanned"
    assert became(row)[1] == "too_large_to_check"


def test_while_the_antivirus_is_away_files_wait_and_none_is_refused(put, antivirus) -> None:
    row = put(hostile.pdf())
    antivirus.behave = "odd"
    for _ in range(MOST_TRIES + 2):
        assert turn() == "later"
        assert turn() is None
        later(seconds=31)
    assert became(row)[0] == FileState.WAITING
    antivirus.behave = "scan"
    assert turn() == "clean"


def test_the_file_that_has_waited_longest_is_first(put) -> None:
    rows = [put(hostile.pdf(), number) for number in (3, 1, 2)]
    turn()
    assert [became(row)[0] for row in rows] == ["waiting", "unscanned", "waiting"]


def test_a_file_in_hand_is_nobody_elses_until_its_lease_is_over(put) -> None:
    row = put(hostile.pdf())
    first = lease.take()
    assert first
    assert lease.take() is None
    later(minutes=6)
    second = lease.take()
    assert second
    assert (second.id, second.tries) == (row.id, 2)
    assert lease.settle(first, Finding.CHECKED, b"late") == 0
    assert lease.put_back(first, after=timedelta(), tries=0) == 0
    assert lease.settle(second, Finding.CHECKED, b"in time") == 1
    assert lease.settle(second, Finding.INFECTED, None) == 0
    assert became(row) == (FileState.CLEAN, "checked", b"")


def test_a_file_that_every_scanner_dies_of_is_refused_in_the_end(put) -> None:
    row = put(hostile.pdf())
    for _ in range(MOST_TRIES):
        assert lease.take()
        later(minutes=6)
    assert turn() == "refused"
    assert became(row) == (FileState.REFUSED, "unreadable", b"")


def test_a_file_whose_child_dies_is_tried_again_before_it_is_blamed(put, monkeypatch) -> None:
    def die(content: bytes, kind: Kind) -> None:
        raise child.Died("status -9")

    row = put(hostile.pdf())
    with monkeypatch.context() as context:
        context.setattr(child, "look", die)
        for _ in range(MOST_DEATHS - 1):
            assert turn() == "later"
            assert turn() is None
            later(seconds=31)
    assert turn() == "unscanned"
    other = put(hostile.pdf(), 2)
    monkeypatch.setattr(child, "look", die)
    for _ in range(MOST_DEATHS - 1):
        assert turn() == "later"
        later(seconds=31)
    assert turn() == "refused"
    assert became(other)[1] == "unreadable"
    assert became(row)[0] == FileState.UNSCANNED


def test_an_upload_that_is_not_there_yet_is_waited_for(put) -> None:
    row = put(hostile.pdf(), sent=False)
    assert turn() == "later"
    assert turn() is None
    for _ in range(MOST_TRIES - 2):
        later(seconds=61)
        assert turn() == "later"
    later(seconds=61)
    assert turn() == "refused"
    assert became(row)[1] == "gone"


def test_a_key_that_does_not_open_or_a_body_of_another_file_is_said_to_be_gone(put) -> None:
    one, other = put(hostile.pdf(), 1), put(hostile.pdf(), 2)
    File.objects.filter(id=one.id).update(key=b"x" * 31)
    Upload.objects.filter(id=other.id).update(body=Upload.objects.get(id=one.id).body)
    assert [turn(), turn()] == ["refused", "refused"]
    assert became(one)[1] == became(other)[1] == "gone"


def test_a_log_line_says_what_became_and_of_nothing_whose(put, caplog) -> None:
    row = put(hostile.pdf())
    with caplog.at_level(logging.INFO, "recupera.scanner"):
        turn()
    assert caplog.messages == ["scanned=unscanned"]
    assert row.id not in caplog.text


def test_a_key_shows_in_no_report() -> None:
    assert "secret" not in repr(Leased("id", b"secret", "lease", 1))


def test_every_state_that_the_scanner_writes_is_one_of_the_models() -> None:
    from recupera.files.findings import VERDICTS

    assert {FileState(verdict.value) for verdict in VERDICTS.values()} == {
        FileState.CLEAN,
        FileState.UNSCANNED,
        FileState.REFUSED,
    }
    assert all(len(finding.value) <= 24 for finding in Finding)
