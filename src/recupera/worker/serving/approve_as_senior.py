"""A senior agrees to an order that needs one."""

from recupera.agents.policy import Act
from recupera.worker.serving.approve import approved
from recupera.worker.serving.approve import look_up as look_up
from recupera.worker.serving.asking import Asking


def settle(asking: Asking, found: tuple[str, ...]) -> dict[str, object]:
    return approved(asking, Act.APPROVE_AS_SENIOR, found)
