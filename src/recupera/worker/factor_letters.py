"""The letter to an agent whose second factors changed, to the address that invited them."""

from datetime import datetime, timedelta
from typing import Literal

from recupera.agents.models import Agent, FactorKind
from recupera.messages.letters import LANGUAGES, Letter, Template
from recupera.messages.outbox import put
from recupera.people import AgentAddress

LIVES = timedelta(hours=24)


def tell_changed(
    agent: Agent, kind: FactorKind, change: Literal["added", "removed"], now: datetime
) -> None:
    """Writes one row, in the caller's transaction."""
    said = {"change": change, "factor": kind.value, "at": now.isoformat()}
    to, language = AgentAddress(agent.email), LANGUAGES[agent.language]
    letter = Letter(Template.FACTOR_BY_EMAIL, to, language, said)
    put([letter], expires_at=now + LIVES, now=now)
