"""One request as the worker judges it, and how it says no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from recupera.agents.models import Agent
from recupera.cases.models import Case


class Reason(StrEnum):
    """Why a request was not carried out; the desk has a sentence for each."""

    MALFORMED = "malformed"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    NO_SUCH_CASE = "no_such_case"
    NOT_NOW = "not_now"
    OVERTAKEN = "overtaken"
    TAKEN = "taken"
    TOO_LATE = "too_late"
    OVER_BUDGET = "over_budget"
    WRONG_FACTOR = "wrong_factor"
    WRONG = "wrong"
    LACKING = "lacking"
    OWN = "own"
    ACCOUNT_DATA = "account_data"
    ADDRESSES = "addresses"
    UNAVAILABLE = "unavailable"
    FORGED = "forged"


class Refused(Exception):
    """The request is not carried out. `facts` go to the desk with the reason; never a secret."""

    def __init__(self, reason: Reason, **facts: Any) -> None:
        super().__init__(reason.value)
        self.reason, self.facts = reason, facts


@dataclass(frozen=True)
class Asking:
    """A request that may be answered: opened, signed in, allowed in this state of its case.

    `agent` is None for what is asked before anybody signed in. `case` is the root of the thread
    that `content["case"]` names, held until the transaction ends; None where none is meant, and in
    `look_up`, which holds nothing. `asked_at` is the database's clock when it came, `now` now.
    """

    id: str
    agent: Agent | None
    content: Mapping[str, Any]
    case: Case | None
    asked_at: datetime
    now: datetime

    @property
    def by(self) -> Agent:
        """The agent, where there must be one."""
        if self.agent is None:
            raise Refused(Reason.NOT_SIGNED_IN)
        return self.agent

    @property
    def about(self) -> Case:
        """The case, where there must be one. Raises Refused."""
        if self.case is None:
            raise Refused(Reason.NO_SUCH_CASE)
        return self.case

    def as_seen(self) -> Case:
        """The case as the agent saw it. Raises Refused where somebody changed it since."""
        if self.content.get("revision") != self.about.revision:
            raise Refused(Reason.OVERTAKEN)
        return self.about

    def text(self, name: str, most: int = 4000) -> str:
        """A text of the content, stripped. Raises Refused where it is none or longer."""
        found = self.content.get(name, "")
        if not isinstance(found, str) or len(found) > most:
            raise Refused(Reason.MALFORMED)
        return found.strip()
