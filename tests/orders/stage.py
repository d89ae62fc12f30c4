"""A case with its proofs, agents with a second factor, and orders asked for through the hatch."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from recupera.agents import factors
from recupera.agents.models import Agent, Factor
from recupera.agents.policy import Act, Role
from recupera.cases.models import Case
from recupera.directories import current as directory
from recupera.hatch import ask
from recupera.letterbox.clock import now
from recupera.messages.letters import Letter
from recupera.orders.content import seal_state
from recupera.orders.ladder import ProofKind
from recupera.orders.models import Order, Proof, ProofState
from recupera.orders.sealed import About, seal_proof
from recupera.people import Account, ChannelKind, DatumKind
from recupera.recoveries import marks
from recupera.worker.ordering import carry_out_due
from recupera.worker.serving import serve
from tests.claimant import FIELDS, Claimant, form
from tests.desk import staff
from tests.desk.door import totp, wrong_totps
from tests.enquirer import ANA, letters, register

NEW = "ana.nueva@example.org"
REASON = "Perdió el correo de la entidad anterior."
OWNER = replace(ANA, phones=("+573005550101",))
# A case of each subject leads to its own orders, and any to lifting a freeze.
LEADS_TO = {
    "send_username": "recuperacion-usuario",
    "start_reset": "recuperacion-usuario",
    "change_email": "cambio-correo",
    "deactivate": "desactivacion-usuario",
    "merge": "cuenta-duplicada",
}
CHANGE = (ProofKind.CALL_BACK, ProofKind.LETTER, ProofKind.IDENTITY, ProofKind.NEW_ADDRESS)


def agent(role: Role = Role.AGENT, name: str = "Luz Agente") -> Agent:
    """On shift, and with an authenticator app."""
    made = staff.agent(role, name)
    at = now("vault")
    row = Factor(id=token_hex(16), agent=made, kind="totp", added_at=at)
    row.body = factors.seal_with(
        factors._ring(), _secret(made), about=factors._about(row), size=factors.SIZE
    )
    row.save(force_insert=True)
    return made


def _secret(of: Agent) -> bytes:
    return of.id.encode() * 2


def code(of: Agent) -> dict[str, str]:
    """A code of the agent's app that was not used yet."""
    Factor.objects.filter(agent=of).update(last_step=0)
    return {"totp": totp(key=_secret(of))}


def wrong_codes(of: Agent, number: int) -> list[str]:
    """So many codes that are none of the agent's app."""
    return wrong_totps(number, _secret(of))


def wrong_code(of: Agent) -> dict[str, str]:
    return {"totp": wrong_codes(of, 1)[0]}


def opened(account: Account = OWNER, **fields: str) -> Case:
    """A case whose e-mail is confirmed and whose document is the account's."""
    typed = FIELDS | {"documento": account.document_number, "telefono": "", "correo": NEW}
    before = set(Case.objects.values_list("reference", flat=True))
    Claimant(form=form(fields={k: v for k, v in (typed | fields).items() if v})).opened()
    case = Case.objects.exclude(reference__in=before).get()
    Case.objects.filter(reference=case.reference).update(confirmed_at=now("vault"))
    case.refresh_from_db()
    return case


def prove(case: Case, by: Agent, *kinds: ProofKind, account: Account = OWNER) -> None:
    """As if each had been shown just now."""
    at = now("vault")
    for kind in kinds:
        channel, address = "", ""
        if kind is ProofKind.NEW_ADDRESS:
            channel, address = ChannelKind.EMAIL.value, NEW
        elif kind in (ProofKind.CALL_BACK, ProofKind.CHANNEL_CODE):
            channel, address = ChannelKind.SMS.value, account.phones[0]
        row = Proof(
            id=token_hex(16),
            case=case,
            account=marks.of_account(account.id),
            kind=kind,
            state=ProofState.GOOD,
            agent=by.id,
            opened_at=at,
            expires_at=at,
            settled_at=at,
            good_until=at + timedelta(days=10),
        )
        row.body = seal_proof(row, About(account.id, channel, address))
        row.save(force_insert=True)


def restate(order: Order, **changes: Any) -> None:
    """As if the worker had brought it there."""
    for name, value in changes.items():
        setattr(order, name, value)
    order.seal = seal_state(order)
    order.save()


def asked(act: Act, by: Agent, content: Mapping[str, Any]) -> dict[str, Any]:
    """What the worker replies."""
    request = ask.ask(act.value, agent=by.id, content=content)
    serve.turn()
    reply = ask.reply(request)
    assert reply is not None, "no reply"
    return reply


def found(email: str) -> list[Account]:
    return directory().find(DatumKind.EMAIL, email)


def told(template: str) -> list[Letter]:
    return [one for one in letters() if one.template.value.startswith(template)]


def codes_of(template: str) -> dict[str, str]:
    """The objection code in each letter, by where it went."""
    return {one.recipient.channel.address: one.context["objection"] for one in told(template)}  # type: ignore[union-attr]


@dataclass
class Stage:
    """A case with one account behind it, and the agents who have to do with it."""

    account: Account = OWNER
    luz: Agent = field(default_factory=agent)
    ben: Agent = field(default_factory=lambda: agent(name="Ben Agente"))
    sol: Agent = field(default_factory=lambda: agent(Role.SENIOR, "Sol Senior"))
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        register(self.account)
        self.case = opened(self.account)

    @property
    def mark(self) -> str:
        return marks.of_account(self.account.id)

    @property
    def order(self) -> Order:
        return Order.objects.latest("proposed_at")

    def prove(self, *kinds: ProofKind) -> "Stage":
        prove(self.case, self.luz, *kinds, account=self.account)
        return self

    def about(self, kind: str) -> "Stage":
        """A case of a subject that leads to this order."""
        subject = LEADS_TO.get(kind, self.case.subject)
        Case.objects.filter(reference=self.case.reference).update(subject=subject)
        self.case.refresh_from_db()
        return self

    def propose(self, kind: str, by: Agent | None = None, **more: Any) -> dict[str, Any]:
        by = by or self.luz
        self.about(kind)
        content = {
            "case": self.case.reference,
            "revision": self.case.revision,
            "kind": kind,
            "account": self.mark,
            "reason": REASON,
            "evidence": code(by),
        }
        return asked(Act.PROPOSE, by, content | more)

    def approve(self, by: Agent, act: Act = Act.APPROVE, **more: Any) -> dict[str, Any]:
        return asked(act, by, self.naming() | {"evidence": code(by)} | more)

    def naming(self) -> dict[str, Any]:
        order = self.order
        return {"case": order.case_id, "order": order.id, "digest": order.digest}

    def held(self, kind: str = "change_email") -> "Stage":
        """Proposed and approved; the hold has begun."""
        done = self.propose(kind)
        assert "refused" not in done, done
        senior = Act.APPROVE_AS_SENIOR if kind == "unfreeze" else Act.APPROVE
        done = self.approve(self.sol if kind == "unfreeze" else self.ben, senior)
        assert done.get("state") == "held", done
        return self


def later(hours: float) -> datetime:
    return now("vault") + timedelta(hours=hours)


def carry_out(hours: float = 0.01) -> None:
    """Housekeeping, so many hours from now."""
    carry_out_due(later(hours))
