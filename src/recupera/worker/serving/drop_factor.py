"""DROP_FACTOR: an agent takes one of their factors away, by one of theirs; one always stays."""

from recupera.agents.models import Agent, Factor, FactorKind
from recupera.agents.policy import Act
from recupera.journal.events import Event, record
from recupera.worker.factor_letters import tell_changed
from recupera.worker.serving.asking import Asking, Reason, Refused
from recupera.worker.serving.invite import judge_fresh


def settle(asking: Asking, found: object) -> dict[str, object]:
    """`factor` is "totp", or the mark of a passkey."""
    agent = Agent.objects.select_for_update().get(id=asking.by.id)
    judge_fresh(asking, Act.DROP_FACTOR)
    factor = _named(agent, asking.text("factor", 64))
    if agent.factors.count() < 2:
        raise Refused(Reason.LACKING)
    factor.delete()
    about = {"agent": agent.id, "what": f"drop_{factor.kind}", "by": agent.id}
    record(Event.AGENT_CHANGED, about)
    tell_changed(agent, FactorKind(factor.kind), "removed", asking.now)
    return {"agent": agent.id}


def _named(agent: Agent, name: str) -> Factor:
    totp = name == FactorKind.TOTP.value
    which = {"kind": FactorKind.TOTP} if totp else {"kind": FactorKind.PASSKEY, "mark": name}
    found = agent.factors.filter(**which).first()
    if found is None:
        raise Refused(Reason.WRONG)
    return found
