"""Proposing an order: what and why, then a second factor over exactly that."""

from secrets import token_hex
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.challenge import over
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.asking import Reply, again, ask_worker
from recupera.desk.case.finding import address, case_of
from recupera.desk.entering import page_for, signed_in
from recupera.desk.order_words import KINDS, Sentence, lacks, said
from recupera.desk.pages.account import SEEN
from recupera.desk.second import evidence, second_factor
from recupera.desk.showing import see_other, show
from recupera.orders.offered import led_to

TYPED = {"kind": 20, "account": 64, "other": 64, "reason": 500, "nonce": 32}


@page_for(Act.PROPOSE)
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """First what is ordered, then the factor; whatever comes back, nothing typed is lost."""
    case = case_of(reference)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "")[:most] for name, most in TYPED.items()}
    content: dict[str, Any] = typed | {"case": case.reference, "revision": case.revision}
    chosen = request.method == "POST" and typed["kind"] in KINDS
    if not chosen or "again" in request.POST:
        return _show(request, reference, typed)
    proof = evidence(request)
    if not proof:
        return _confirm(request, reference, content)
    reply = ask_worker(request, Act.PROPOSE, **_seen(request, content), evidence=proof)
    if reply.done:
        return see_other("order", order=str(reply.facts["order"]))
    if reply.refused == "wrong_factor":
        return _confirm(request, reference, content, wrong=said(reply))
    return _show(request, reference, typed, reply)


def _seen(request: HttpRequest, content: dict[str, Any]) -> dict[str, Any]:
    """With the revision that the confirmation was shown with: it is what was signed."""
    seen = request.POST.get("revision", "")
    return content | {"revision": int(seen)} if seen.isdecimal() else content


def _confirm(
    request: HttpRequest, reference: str, content: dict[str, Any], *, wrong: str = ""
) -> HttpResponse:
    content = content | {"nonce": token_hex(16)}
    challenge = over(Act.PROPOSE.value, signed_in(request).id, content)
    return show(
        request,
        "orders/confirm",
        title=_("Confirme la orden"),
        reference=reference,
        typed=content,
        kind=KINDS[content["kind"]],
        second=second_factor(challenge, wrong=wrong),
    )


def _others(request: HttpRequest, reference: str, account: str) -> list[dict[str, Any]]:
    """The other accounts that this session has seen behind the case, a while ago at most."""
    case = case_of(reference).reference
    seen = again(request.session.get(SEEN, {}).get(case, ""))
    found = seen.facts.get("accounts", ()) if seen and seen.done else ()
    return [one for one in found if one["mark"] != account]


def _kinds(case: Case) -> list[tuple[str, Sentence]]:
    possible = led_to(case)
    return [(kind, name) for kind, name in KINDS.items() if kind in possible]


def _show(
    request: HttpRequest, reference: str, typed: dict[str, Any], reply: Reply | None = None
) -> HttpResponse:
    return show(
        request,
        "orders/propose",
        title=_("Proponer una orden"),
        reference=address(case_of(reference)),
        typed=typed,
        kinds=_kinds(case_of(reference)),
        others=_others(request, reference, typed["account"]),
        problem=said(reply) if reply else "",
        lacks=lacks(reply) if reply else [],
    )
