"""`recupera status` and the health page: how the house is, and nothing about any person."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db.models import F

from recupera.commands.status import lines
from recupera.directories.embedded.models import Import
from recupera.journal.chain import seal_new
from recupera.keys import make_missing
from recupera.letterbox.models import Envelope
from recupera.messages.models import Message, State
from recupera.messages.pulse.models import Beat
from recupera.worker import condition as facts
from tests.enquirer import ANA, Enquirer, register, work
from tests.house.processes import House, free_address, recupera

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

MINUTES = timedelta(minutes=3)


def wrong() -> list[str]:
    found = facts.condition()["wrong"]
    assert isinstance(found, list)
    return found


def bare(found: dict[str, Any]) -> dict[str, Any]:
    """Without what moves by itself."""
    still = ("wrong", "notes", "letterbox", "outbox", "directory")
    return {name: found[name] for name in still}


def test_a_house_in_order_has_nothing_wrong() -> None:
    register(ANA)
    Enquirer().asked()
    seal_new()
    assert wrong() == []


def test_files_that_nobody_scans_are_said_after_ten_minutes() -> None:
    from tests.scanner import waiting

    row = waiting.put(b"hola")
    facts.condition()
    assert not [line for line in wrong() if "scanned" in line]
    row.received_at -= timedelta(minutes=11)
    row.save()
    assert [line for line in wrong() if "scanned" in line]
    assert facts.condition()["files"]["waiting"] == 1
    row.state = "clean"
    row.save()
    assert facts.condition()["files"] == {"waiting": 0, "oldest_age": None}


@pytest.mark.parametrize("tried", [0, 1])
def test_nothing_tells_a_known_from_an_unknown_datum(tried: int) -> None:
    seen = []
    for value in ("ana@example.com", "nobody@example.com"):
        Message.objects.all().delete()
        register(ANA)
        Enquirer(value=value).asked()
        seal_new()
        # A mail server that refuses: only the real one of the four rows is there still.
        null = Message.objects.all()[1 if value == "ana@example.com" else 0 :]
        if tried:
            Message.objects.update(tries=1)
            Message.objects.filter(id__in=[row.id for row in null]).update(state=State.SENT)
        seen.append(bare(facts.condition()) | facts.failures())
    assert seen[0] == seen[1]


def test_failures_are_told_in_steps_of_twenty() -> None:
    assert [facts.coarse(number) for number in (0, 1, 19, 20, 39, 40)] == [0, 0, 0, 20, 20, 40]


def test_failures_do_not_leave_the_vault_by_the_health_page() -> None:
    assert set(facts.failures()) & set(facts.condition()["outbox"]) == set()


def test_an_envelope_that_nobody_takes_is_wrong_and_counted() -> None:
    Enquirer().ask()
    Envelope.objects.update(due_at=F("due_at") - MINUTES, inserted_at=F("inserted_at") - MINUTES)
    found = facts.condition()
    assert found["letterbox"]["waiting"] == {"ask": 1}
    assert found["letterbox"]["oldest_age"] == pytest.approx(180, abs=60)
    assert found["wrong"] == ["the worker does not keep up"]


def test_rows_that_nobody_sends_are_wrong_and_counted() -> None:
    Enquirer().asked()
    seal_new()
    Message.objects.update(not_before=F("not_before") - MINUTES)
    outbox = facts.condition()["outbox"]
    assert (outbox["written_last_hour"], outbox["not_yet_taken"]) == (4, 4)
    assert wrong() == ["the sender does not keep up"]


def test_a_mail_server_that_is_silent_is_wrong() -> None:
    Beat.objects.create(answered_at=datetime.now(UTC) - MINUTES)
    assert wrong() == ["the mail server does not answer, or no sender runs"]


def test_a_journal_that_nobody_seals_is_wrong() -> None:
    Enquirer().ask()
    work()
    with time_machine.travel(datetime.now(UTC) + MINUTES):
        # PostgreSQL's clock stays where it is.
        from recupera.journal.models import Entry

        Entry.objects.update(at=F("at") - MINUTES)
        assert "the journal is not sealed" in wrong()
    seal_new()
    assert "the journal is not sealed" not in wrong()


def test_the_age_of_the_last_import_is_told() -> None:
    assert facts.condition()["directory"]["last_import_age"] is None
    for hours in (5, 2):
        at = datetime.now(UTC) - timedelta(hours=hours)
        Import.objects.create(kind="delta", finished_at=at, rows=1, refused=0)
    assert facts.condition()["directory"]["last_import_age"] == pytest.approx(7200, abs=60)


def test_a_key_that_should_have_been_rotated_is_noted_and_one_that_is_kept_is_not(
    tmp_path: Path,
) -> None:
    # Keys of its own: other tests rotate the suite's, some under a moved clock.
    make_missing(tmp_path)
    with patch.object(facts, "current", lambda: SimpleNamespace(data=tmp_path)):
        assert facts.notes({"keys": facts._keys(datetime.now(UTC))}) == []
        [note] = facts.notes({"keys": facts._keys(datetime.now(UTC) + timedelta(days=4))})
    assert "worker/envelope" in note
    assert "worker/directory" not in note


def test_a_disk_that_is_nearly_full_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(
        "recupera.worker.condition.shutil.disk_usage", lambda _: usage(100e9, 96e9, 4 * 10**9)
    )
    assert wrong() == ["the disk is nearly full"]


def test_people_read_the_same_as_machines() -> None:
    found = facts.condition()
    found["outbox"] |= facts.failures()
    text = "\n".join(lines(found))
    for said in ("Envelopes waiting", "fewer than 20", "Key worker/envelope", "All is well."):
        assert said in text
    assert "Wrong:\n  - something" in "\n".join(lines(found | {"wrong": ["something"]}))


def test_in_a_running_house_command_and_page_agree(new_house: Callable[..., House]) -> None:
    address = free_address()
    house = new_house(health_address=address)
    status, found = settled(address)
    assert (status, found["wrong"]) == (200, [])
    told = house.command("status", "--json")
    assert (told.returncode, json.loads(told.stdout)["wrong"]) == (0, [])
    assert found["outbox"]["mail_age"] is not None
    assert "All is well." in house.command("status").stdout


def settled(address: str) -> tuple[int, dict[str, Any]]:
    """The page once worker and sender gave their first signs of life, or when time is over."""
    deadline = time.monotonic() + 90
    while True:
        try:
            connection = HTTPConnection(address, timeout=10)
            connection.request("GET", "/")
            answer = connection.getresponse()
            found = answer.status, json.loads(answer.read())
            alive = found[1]["outbox"]["mail_age"] is not None and not found[1]["wrong"]
            if alive or time.monotonic() > deadline:
                return found
        except OSError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.5)


def test_a_house_without_stores_is_one_line(tmp_path: Path) -> None:
    from tests.house.processes import environment

    (tmp_path / "data").mkdir()
    surroundings = environment(tmp_path / "data", demo="1", origin="http://127.0.0.1:8000")
    done = recupera("status", environment=surroundings)
    assert (done.returncode, "a store does not answer" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
