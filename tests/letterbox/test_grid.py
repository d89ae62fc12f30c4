"""A verdict is seen on the grid after the POST only, whichever page is loaded."""

import re
from pathlib import Path

import pytest
import time_machine

from recupera.letterbox import slot
from recupera.letterbox.flow import Flow

pytestmark = pytest.mark.django_db(databases=["letterbox"])

NOON = 1_795_348_800.0


@pytest.mark.parametrize(
    ("passed", "slept"), [(0.0, 0.25), (0.1, 0.15), (0.3, 0.2), (9.99, 0.01), (10.1, None)]
)
def test_a_look_soon_after_a_code_waits_for_the_grid(
    monkeypatch: pytest.MonkeyPatch, passed: float, slept: float | None
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(slot.time, "sleep", waits.append)
    with time_machine.travel(NOON + passed, tick=False):
        slot.look(Flow.mint(), posted_at=NOON)
    assert waits == ([pytest.approx(slept, abs=1e-3)] if slept else [])


# `read` among the names taken from it, or by its module's name.
READS = re.compile(r"slot import (?:\([^)]*|[^\n]*)\bread\b|\bslot\.read\(")


def test_no_page_reads_a_slot_but_on_the_grid() -> None:
    pages = Path(slot.__file__).parents[1] / "portal"
    off = [path for path in pages.rglob("*.py") if "slot import" in path.read_text()]
    assert off
    assert not [path for path in off if READS.search(path.read_text())]
