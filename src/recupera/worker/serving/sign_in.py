"""A second factor at the door: where it is good, the agent's shift begins."""

from datetime import timedelta

from recupera.agents import vouching
from recupera.agents.factors import WrongFactor, judge
from recupera.agents.models import Agent
from recupera.journal.events import Event, record
from recupera.worker.serving.asking import Asking, Reason, Refused

# A working day; who works longer signs in again.
SHIFT = timedelta(hours=12)


def settle(asking: Asking, found: object) -> dict[str, object]:
    agent = agent_in(asking)
    kind = judge(agent, evidence_in(asking), challenge=None, now=asking.now)
    begin_shift(agent, asking)
    record(Event.SIGNED_IN, {"agent": agent.id, "by": kind.value})
    return {"agent": agent.id, "until": asking.now.timestamp() + SHIFT.total_seconds()}


def begin_shift(agent: Agent, asking: Asking) -> None:
    vouching.change(agent, shift_until=asking.now + SHIFT)


def agent_in(asking: Asking) -> Agent:
    """The agent whom the content names. Raises WrongFactor: who has left has no factor."""
    named = asking.text("agent", 16)
    agent = vouching.known(named)
    if agent is None:
        raise WrongFactor("", "nobody")
    return agent


def evidence_in(asking: Asking) -> dict[str, object]:
    evidence = asking.content.get("evidence")
    if not isinstance(evidence, dict):
        raise Refused(Reason.WRONG_FACTOR)
    return evidence
