"""Invitations: a code that is good for three days and for one second factor. Caller's transaction.

Code and form are a tracking key's: 66 bits, and a wrong character is found before it is asked for.
"""

from datetime import datetime, timedelta
from secrets import token_hex

from recupera.agents import vouching
from recupera.agents.models import Agent, Invite
from recupera.agents.policy import Role
from recupera.keys import derive, digest, ring
from recupera.options import current
from recupera.people.tracking import new_tracking_key, tracking_key

LIVES = timedelta(hours=72)
OPERATOR = "operator"


class Known(Exception):
    """Somebody works here under this address."""


def new_agent(email: str, name: str, role: Role, language: str, now: datetime) -> Agent:
    """Somebody new, or who had left; `email` in normal form. Raises Known."""
    found = Agent.objects.select_for_update().filter(email=email).first()
    if found and found.left_at is None:
        raise Known
    agent = found or Agent(id=token_hex(8), email=email)
    agent.name, agent.role, agent.language = name, role.value, language
    agent.invited_at, agent.left_at = now, None
    vouching.keep(agent, new=found is None)
    return agent


def invite(agent: Agent, by: str, now: datetime) -> str:
    """A fresh code; every older one, every factor and the shift of this agent end with it."""
    revoke(agent)
    code = new_tracking_key()
    made = Invite(id=_mark(code), agent=agent, by=by, expires_at=now + LIVES)
    made.seal = vouching.vouch_invite(made)
    made.save(force_insert=True)
    return code


def revoke(agent: Agent) -> None:
    """Nothing that this agent ever showed opens anything any more."""
    agent.invites.all().delete()
    agent.factors.all().delete()
    vouching.change(agent, shift_until=None)


def find(typed: str, now: datetime) -> Invite | None:
    """The invite of this code, while it is good and was not used."""
    code = tracking_key(typed)
    good = Invite.objects.filter(used_at=None, expires_at__gt=now, agent__left_at=None)
    found = good.select_related("agent").filter(id=_mark(code)).first() if code else None
    whole = found and vouching.invite_is_whole(found) and vouching.is_whole(found.agent)
    return found if whole else None


def use(invite: Invite, now: datetime) -> bool:
    """Whether the caller is the one who uses it."""
    return bool(Invite.objects.filter(id=invite.id, used_at=None).update(used_at=now))


def _mark(code: str) -> str:
    # The oldest version, so that a rotation ends no invite; none of this key is destroyed.
    oldest = list(ring(current().data, "worker", "vault"))[-1]
    return digest(derive(oldest.secret, "invite"), code.encode()).hex()
