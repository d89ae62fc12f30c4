"""A verdict shows on a grid after the POST, whenever the worker had it ready."""

import time

import pytest

from recupera.letterbox import take
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.sealing import seal_ask
from recupera.letterbox.slot import GRID, Verdict, seal_answer, seal_status, watch
from recupera.people import DatumKind

pytestmark = pytest.mark.django_db(databases=["letterbox"], transaction=True)


def judged() -> Flow:
    flow = Flow.mint()
    with accepting():
        drop(seal_ask(flow, kind=DatumKind.EMAIL, value="a@b.co", reference="K7Q4", language="es"))
    status = seal_status(flow, 5, {"e": Verdict.WRONG})
    take.publish(take.Publication(flow.slot_id, 1, status, seal_answer(flow, (), False)), "e")
    return flow


@pytest.mark.parametrize("ago", [0.0, 0.1, 0.2, 0.3, 0.6])
def test_a_verdict_that_is_ready_waits_for_the_next_point_of_the_grid(ago: float) -> None:
    flow, posted_at = judged(), time.time() - ago
    published = watch(flow, envelope="e", posted_at=posted_at)
    assert published and "e" in published.verdicts
    passed = time.time() - posted_at
    assert passed % GRID < 0.15, "just after a point of the grid"
    assert passed - ago < GRID + 0.15, "and no later than the next"
