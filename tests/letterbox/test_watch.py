"""A verdict shows on a grid after the POST, whenever the worker had it ready."""

from dataclasses import dataclass

import pytest

from recupera.letterbox import slot, take
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.sealing import seal_ask
from recupera.letterbox.slot import GRID, Verdict, seal_answer, seal_status, watch
from recupera.people import DatumKind

pytestmark = pytest.mark.django_db(databases=["letterbox"], transaction=True)

POSTED = 1_795_348_800.0


@dataclass
class Clock:
    """Stands in for `time`: nothing takes any but sleeping."""

    now: float

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def judged() -> Flow:
    flow = Flow.mint()
    with accepting():
        drop(seal_ask(flow, kind=DatumKind.EMAIL, value="a@b.co", reference="K7Q4", language="es"))
    status = seal_status(flow, 5, {"e": Verdict.WRONG})
    take.publish(take.Publication(flow.slot_id, 1, status, seal_answer(flow, (), False)), "e")
    return flow


@pytest.mark.parametrize("ago", [0.0, 0.1, 0.2, 0.3, 0.6])
def test_a_verdict_that_is_ready_waits_for_the_next_point_of_the_grid(
    ago: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow, clock = judged(), Clock(POSTED + ago)
    monkeypatch.setattr(slot, "time", clock)
    published = watch(flow, envelope="e", posted_at=POSTED)
    assert published and "e" in published.verdicts
    assert clock.now - POSTED == pytest.approx((ago // GRID + 1) * GRID, abs=1e-3)
