"""The rows of agents as the worker vouches for them: whoever else wrote a role, a shift or that
somebody is back made nobody.

Whatever changes an agent goes through here. In the caller's vault transaction.
"""

import logging
from collections.abc import Iterable
from typing import Any

from recupera.agents.models import Agent, Invite
from recupera.keys import Ring, ring, vouch, vouched
from recupera.keys.vouching import Fact
from recupera.options import current

log = logging.getLogger(__name__)


def keep(agent: Agent, *, new: bool = False) -> None:
    """Writes the row, whatever it said before."""
    agent.seal = vouch(_ring(), *_facts(agent))
    agent.save(force_insert=new)


def change(agent: Agent, **changes: Any) -> None:
    """Changes a row that is whole, and nothing else of it."""
    assert is_whole(agent)
    for name, value in changes.items():
        setattr(agent, name, value)
    agent.seal = vouch(_ring(), *_facts(agent))
    agent.save(update_fields=[*changes, "seal"])


def known(agent: str, *, hold: bool = False) -> Agent | None:
    """Who works here under this id; with `hold`, until the transaction ends."""
    rows = Agent.objects.select_for_update() if hold else Agent.objects.all()
    found = rows.filter(id=agent, left_at=None).first()
    return found if found and is_whole(found) else None


def whole(agents: Iterable[Agent]) -> list[Agent]:
    return [one for one in agents if is_whole(one)]


def is_whole(agent: Agent) -> bool:
    good = vouched(_ring(), agent.seal, *_facts(agent))
    if not good:
        log.error("agent %s was written by somebody else than the worker", agent.id)
    return good


def vouch_invite(invite: Invite) -> str:
    return vouch(_ring(), *_of_invite(invite))


def invite_is_whole(invite: Invite) -> bool:
    return vouched(_ring(), invite.seal, *_of_invite(invite))


def _facts(agent: Agent) -> tuple[Fact, ...]:
    who = ("agent", agent.id, agent.email, agent.role)
    return (*who, agent.joined_at, agent.left_at, agent.shift_until)


def _of_invite(invite: Invite) -> tuple[Fact, ...]:
    return ("invite", invite.id, invite.agent_id, invite.by, invite.expires_at)


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
