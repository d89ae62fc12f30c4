"""TAKE: the case is the agent's from now on; that another had it must have been seen."""

from typing import Any

from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.conversing import assign


def settle(asking: Asking, found: Any) -> dict[str, Any]:
    """`had_by` is who had it on the page, empty for nobody."""
    case = asking.as_seen()
    if case.assigned_to == asking.by.id:
        return {}
    if case.assigned_to != asking.text("had_by", 16):
        raise Refused(Reason.TAKEN)
    assign(case, asking.by.id, asking)
    return {}
