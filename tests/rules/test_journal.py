"""Every event is recorded somewhere in the code, and told to the operator."""

import re

import pytest

from recupera.desk.journal_words import EVENTS
from recupera.journal.events import Event
from tests.rules.sources import ROOT


@pytest.mark.parametrize("event", Event)
def test_every_event_is_recorded_somewhere_and_documented(event: Event) -> None:
    doors = ("worker", "orders")
    files = [path for door in doors for path in (ROOT / "src/recupera" / door).rglob("*.py")]
    written = re.compile(rf"record(_of)?\([^()]*Event\.{event.name},")
    assert any(written.search(path.read_text()) for path in files)
    assert f"| `{event.value}` |" in (ROOT / "docs/operate/journal.md").read_text()


@pytest.mark.parametrize("event", Event)
def test_every_event_has_words_for_whoever_prints_a_cases_journal(event: Event) -> None:
    assert event.value in EVENTS
