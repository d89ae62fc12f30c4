"""Every event is recorded somewhere in the code, and told to the operator."""

import pytest

from recupera.journal.events import Event
from tests.rules.sources import ROOT


@pytest.mark.parametrize("event", Event)
def test_every_event_is_recorded_somewhere_and_documented(event: Event) -> None:
    doors = ("worker", "orders")
    files = [path for door in doors for path in (ROOT / "src/recupera" / door).rglob("*.py")]
    assert any(f"Event.{event.name}, " in path.read_text() for path in files)
    assert f"| `{event.value}` |" in (ROOT / "docs/operate/journal.md").read_text()
