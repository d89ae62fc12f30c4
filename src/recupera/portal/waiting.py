"""Waiting for a verdict: a little on the server, then by a press; the same for every envelope."""

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from recupera.letterbox.flow import Flow
from recupera.letterbox.slot import Verdict, watch
from recupera.portal.showing import see_other, show

SECONDS_TO_SAY_SO = 10.0


def wait_for(
    request: HttpRequest,
    flow: Flow,
    *,
    envelope: str,
    posted_at: float,
    then: Callable[[Verdict], str],
    template: str,
    title: str,
    reference: str = "",
    **context: Any,
) -> HttpResponse:
    """Leads to the page that `then` names once there is a verdict; else the page that waits."""
    published = watch(flow, envelope=envelope, posted_at=posted_at)
    verdict = published.verdicts.get(envelope) if published else None
    if verdict:
        return see_other(then(verdict))
    return show(
        request,
        template,
        title=title,
        slow=time.time() - posted_at > SECONDS_TO_SAY_SO,
        reference=reference,
        **context,
    )
