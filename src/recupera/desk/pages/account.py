"""The accounts behind a case: masked, and one of them in clear for a reason.

What was seen lies sealed at the hatch for a quarter of an hour, and only this session can open it.
"""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.asking import Reply, again, ask_worker
from recupera.desk.case.account import lately
from recupera.desk.case.finding import address, case_of
from recupera.desk.entering import may, page_for, signed_in
from recupera.desk.order_words import said
from recupera.desk.showing import see_other, show

SEEN = "seen"


@page_for(Act.VIEW_MASKED)
def account(request: HttpRequest, reference: str) -> HttpResponse:
    case = case_of(reference)
    if request.method != "POST":
        return _show(request, reference, _seen(request, case))
    reply = _asked(request, case.reference)
    if not reply.done and not reply.late:
        return _show(request, reference, reply, typed=request.POST.get("reason", ""))
    request.session[SEEN] = {**request.session.get(SEEN, {}), case.reference: reply.asked.cookie}
    return see_other("account", reference=address(case))


def _seen(request: HttpRequest, case: Case) -> Reply | None:
    return again(request.session.get(SEEN, {}).get(case.reference, ""))


def _asked(request: HttpRequest, case: str) -> Reply:
    mark = request.POST.get("account", "")
    if not mark:
        return ask_worker(request, Act.VIEW_MASKED, case=case)
    reason = request.POST.get("reason", "")[:500]
    return ask_worker(request, Act.VIEW_CLEAR, case=case, account=mark, reason=reason)


def _accounts(seen: Reply) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    return [one | {"lately": lately(one, now=now)} for one in seen.facts.get("accounts", ())]


def _show(
    request: HttpRequest, reference: str, reply: Reply | None, *, typed: str = ""
) -> HttpResponse:
    case, agent = case_of(reference), signed_in(request)
    # Where the worker said no, what was seen before stands, and what was typed with it.
    seen = reply if reply and reply.done else _seen(request, case)
    return show(
        request,
        "orders/account",
        title=_("Cuentas de este caso"),
        reference=address(case),
        accounts=_accounts(seen) if seen and seen.done else None,
        problem=said(reply) if reply else "",
        typed=typed,
        typed_for=request.POST.get("account", ""),
        may_clear=may(agent, Act.VIEW_CLEAR, case.state),
        may_order=may(agent, Act.PROPOSE, case.state),
    )
