"""One order, as an approver reads it, and what may be done with it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from recupera.agents.challenge import over
from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.desk.asking import Reply, ask_worker
from recupera.desk.case.finding import address
from recupera.desk.entering import page_for, signed_in
from recupera.desk.order_words import KINDS, STATES, said
from recupera.desk.second import evidence, second_factor
from recupera.desk.showing import see_other, show
from recupera.orders.content import Told, told
from recupera.orders.models import Order

ACTS = {"approve", "refuse", "withdraw"}


@page_for(Act.CASE)
def order(request: HttpRequest, order: str) -> HttpResponse:
    found = Order.objects.filter(id=order).first()
    if found is None:
        raise Http404
    if request.method != "POST" or request.POST.get("act") not in ACTS:
        return _show(request, found)
    reply = _asked(request, found)
    return see_other("order", order=found.id) if reply.done else _show(request, found, reply)


def _asked(request: HttpRequest, found: Order) -> Reply:
    act, content = _act(request.POST["act"], told(found)), _naming(found)
    if act in (Act.REFUSE, Act.WITHDRAW):
        return ask_worker(request, act, **content, reason=request.POST.get("reason", "")[:500])
    # The digest that was read, not the one that stands there now.
    content |= {"digest": request.POST.get("digest", "")[:64]}
    return ask_worker(request, act, **content, evidence=evidence(request))


def _act(said: str, content: Told) -> Act:
    senior = said == "approve" and content.senior
    return Act.APPROVE_AS_SENIOR if senior else Act(said)


def _naming(found: Order) -> dict[str, Any]:
    return {"case": found.case_id, "order": found.id, "digest": found.digest}


def _show(request: HttpRequest, found: Order, reply: Reply | None = None) -> HttpResponse:
    agent, content = signed_in(request), told(found)
    act = _act("approve", content)
    names = dict(Agent.objects.values_list("id", "name"))
    agreed = found.approvals.order_by("at").values_list("agent", flat=True)
    return show(
        request,
        "orders/order",
        title=str(KINDS[found.kind]),
        order=found,
        told=content,
        state=STATES[found.state],
        reference=address(Case.objects.get(reference=found.case_id)),
        by=names.get(found.agent, ""),
        agreed=[names.get(one, "") for one in agreed],
        problem=said(reply) if reply else "",
        typed=request.POST.get("reason", ""),
        second=second_factor(over(act.value, agent.id, _naming(found))),
        **_may(found, agent, content),
    )


def _may(found: Order, agent: Agent, content: Told) -> dict[str, bool]:
    """What to offer; the worker judges it again."""
    own, role = found.agent == agent.id, Role(agent.role)
    stoppable = found.state in ("proposed", "held")
    approving = role is Role.SENIOR or (role is Role.AGENT and not content.senior)
    return {
        "may_approve": found.state == "proposed" and not own and approving,
        "may_refuse": stoppable and not own and role is not Role.AUDITOR,
        "may_withdraw": stoppable and (own or role is Role.SUPERVISOR),
    }
