"""One order, as an approver reads it, and what may be done with it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from recupera.agents.challenge import over
from recupera.agents.models import Agent
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.desk import team
from recupera.desk.asking import Reply, ask_worker
from recupera.desk.case import proof_words
from recupera.desk.case.finding import address
from recupera.desk.case.orders import reversible_until
from recupera.desk.entering import may, page_for, signed_in
from recupera.desk.order_words import KINDS, REFUSED, STATES, said
from recupera.desk.second import evidence, second_factor
from recupera.desk.showing import see_other, show
from recupera.desk.when import moment, today_of
from recupera.orders.content import LEAST_REASON, MOST_REASON, Told, told
from recupera.orders.models import Order

ACTS = {"approve", "refuse", "withdraw", "reverse"}


@page_for(Act.CASE)
def order(request: HttpRequest, order: str) -> HttpResponse:
    found = Order.objects.filter(id=order).first()
    if found is None:
        raise Http404
    act = request.POST.get("act")
    if request.method != "POST" or act not in ACTS:
        return _show(request, found)
    if act == "reverse" and not evidence(request):
        return _confirm_reversal(request, found)
    reply = _asked(request, found)
    return see_other("order", order=found.id) if reply.done else _show(request, found, reply)


def _asked(request: HttpRequest, found: Order) -> Reply:
    act, content = _act(request.POST["act"], told(found)), _naming(found)
    if act in (Act.REFUSE, Act.WITHDRAW):
        return ask_worker(request, act, **content, reason=_reason(request))
    # The digest that was read, not the one that stands there now.
    content |= {"digest": request.POST.get("digest", "")[:64]}
    if act is Act.REVERSE:
        content |= {"reason": _reason(request), "nonce": request.POST.get("nonce", "")[:32]}
    return ask_worker(request, act, **content, evidence=evidence(request))


def _confirm_reversal(request: HttpRequest, found: Order) -> HttpResponse:
    """The factor is asked for over the reason, as it was typed."""
    short = len(_reason(request).strip()) < LEAST_REASON
    return _show(request, found, problem=str(REFUSED["wrong"]) if short else "", sure=not short)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\r\n", "\n")[:MOST_REASON]


def _act(said: str, content: Told) -> Act:
    senior = said == "approve" and content.senior
    return Act.APPROVE_AS_SENIOR if senior else Act(said)


def _naming(found: Order) -> dict[str, Any]:
    return {"case": found.case_id, "order": found.id, "digest": found.digest}


def _show(
    request: HttpRequest,
    found: Order,
    reply: Reply | None = None,
    *,
    problem: str = "",
    sure: bool = False,
) -> HttpResponse:
    agent, content, now = signed_in(request), told(found), datetime.now(UTC)
    again = reply is not None and reply.refused == "wrong_factor" and "nonce" in request.POST
    return show(
        request,
        "orders/order",
        title=str(KINDS[found.kind]),
        order=found,
        told=content,
        state=STATES[found.state],
        reference=address(Case.objects.get(reference=found.case_id)),
        problem=said(reply) if reply else problem,
        typed=_reason(request),
        **_history(found, content, now),
        **_factor(found, agent, content, _reason(request), reversing=sure or again),
        **_may(found, agent, content, now),
    )


def _history(found: Order, content: Told, now: datetime) -> dict[str, Any]:
    """Who did what until now, and when."""
    names, today = team.names(), today_of(now)
    agreed = found.approvals.order_by("at").values_list("agent", "at")
    return {
        "by": names.get(found.agent, ""),
        "proposed": moment(found.proposed_at, today=today),
        "agreed": [(names.get(one, ""), moment(at, today=today)) for one, at in agreed],
        "proofs": [_proof(one, names, now) for one in content.proofs],
        "held_until": moment(found.hold_until, today=today) if found.hold_until else "",
    }


def _proof(
    proof: tuple[str, str, str], names: Mapping[str, str], now: datetime
) -> tuple[str, str, str]:
    kind, agent, at = proof
    when = moment(datetime.fromisoformat(at), today=today_of(now))
    return str(proof_words.of(kind)), names.get(agent, ""), when


def _factor(
    found: Order, agent: Agent, content: Told, reason: str, *, reversing: bool
) -> dict[str, Any]:
    """The part that asks for a second factor, over exactly what it is for."""
    act, signed, nonce = _act("approve", content), _naming(found), token_hex(16)
    if reversing:
        act, signed = Act.REVERSE, {**signed, "reason": reason, "nonce": nonce}
    second = second_factor(over(act.value, agent.id, signed))
    return {"second": second, "confirming": reversing, "nonce": nonce}


def _may(found: Order, agent: Agent, content: Told, now: datetime) -> dict[str, Any]:
    """What to offer; the worker judges it again."""
    own, role = found.agent == agent.id, Role(agent.role)
    stoppable = found.state in ("proposed", "held")
    approving = role is Role.SENIOR or (role is Role.AGENT and not content.senior)
    until = reversible_until(found)
    state = Case.objects.get(reference=found.case_id).state
    reversible = until is not None and until > now and may(agent, Act.REVERSE, state)
    return {
        "may_approve": found.state == "proposed" and not own and approving,
        "may_refuse": stoppable and not own and role is not Role.AUDITOR,
        "may_withdraw": stoppable and (own or role is Role.SUPERVISOR),
        "may_reverse": reversible,
        "reversible_until": moment(until, today=today_of(now)) if until else "",
    }
