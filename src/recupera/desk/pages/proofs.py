"""`/caso/<number>/pruebas`: what was proven in a case, and the ways to have more proven.

The worker does all of it; nothing that an agent types is looked for in the directory.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.asking import Reply, ask_worker
from recupera.desk.case import proof_words as words
from recupera.desk.case.finding import address, case_of
from recupera.desk.case.ladder import ladder_of
from recupera.desk.entering import page_for, signed_in
from recupera.desk.showing import see_other, show
from recupera.orders.ladder import ProofKind
from recupera.orders.offered import orders_of
from recupera.people.case_reference import grouped

# What a press asks of the worker, and with what.
PRESSES: dict[str, tuple[Act, dict[str, str]]] = {
    "code_by_sms": (Act.SEND_CODE, {"channel": "sms"}),
    "code_by_email": (Act.SEND_CODE, {"channel": "email"}),
    "new_code": (Act.SEND_NEW_CODE, {}),
    "call": (Act.CALL, {}),
}
LOOKED_AT = (ProofKind.LETTER, ProofKind.IDENTITY, ProofKind.AUTHORITY, ProofKind.CONTRACTS)
# The reply with the number stands in the agent's session for as long as it lives at the hatch.
CALL = "call"


@page_for(Act.CASE)
def proofs(request: HttpRequest, reference: str) -> HttpResponse:
    case = laddered(reference)
    if request.method != "POST":
        return shown(request, case, done=request.GET.get("hecho", ""))
    press = PRESSES.get(request.POST.get("press", ""))
    if press is None:
        return shown(request, case, refused="malformed")
    act, content = press
    account = request.POST.get("account", "")[:64]
    reply = ask_worker(request, act, case=case.reference, account=account, **content)
    if not reply.done:
        return shown(request, case, refused=why(reply))
    if act is Act.CALL:
        request.session[CALL] = [case.reference, account, reply.asked.cookie]
        return see_other("proof_call", reference=address(case))
    there = see_other("proofs", reference=address(case))
    there["Location"] += f"?hecho={act.value}"
    return there


def shown(
    request: HttpRequest, case: Case, *, done: str = "", refused: str = "", **more: Any
) -> HttpResponse:
    account = request.POST.get("account", request.GET.get("cuenta", ""))[:64]
    ladder = ladder_of(case, signed_in(request), orders_of(case.subject), account=account)
    kinds = {step.kind for group in ladder.groups for step in group.steps}
    return show(
        request,
        "proofs/proofs",
        title=_("Pruebas del caso %(number)s") % {"number": grouped(case.reference)},
        ladder=ladder,
        number=address(case),
        account=account,
        done=words.DONE.get(done, ""),
        bad=done in ("failed", "not_matched"),
        refused=words.refusal(refused) if refused else "",
        channel=ProofKind.CHANNEL_CODE in kinds or ladder.thaws,
        new=ProofKind.NEW_ADDRESS in kinds,
        looked_at=[
            (kind.value, words.PROOFS[kind])
            for kind in LOOKED_AT
            if kind in kinds
            or (kind is ProofKind.AUTHORITY and ladder.above)
            or (kind is ProofKind.LETTER and ladder.thaws)
        ],
        **more,
    )


def laddered(reference: str) -> Case:
    """The case, where its subject may lead to an order. Raises Http404."""
    case = case_of(reference)
    if not orders_of(case.subject):
        raise Http404
    return case


def why(reply: Reply) -> str:
    return "late" if reply.late else reply.refused
