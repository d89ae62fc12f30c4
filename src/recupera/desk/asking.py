"""Asking the worker, from a page: what is asked, and what comes back in the time a page has."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from recupera.agents.policy import Act
from recupera.desk.entering import signed_in
from recupera.hatch import ask as hatch
from recupera.hatch.sealing import Asked


@dataclass(frozen=True)
class Reply:
    """`refused` is a `worker.serving.asking.Reason`, empty where it was done. `late` is where the
    worker has not answered yet: what was asked is kept, and done when it is back."""

    asked: Asked
    facts: dict[str, Any] = field(default_factory=dict)
    refused: str = ""
    late: bool = False

    @property
    def done(self) -> bool:
        return not self.refused and not self.late


def ask_worker(request: HttpRequest, act: Act, **content: Any) -> Reply:
    """As the agent of this session. Raises keys.TooLarge."""
    return ask_as(signed_in(request).id, act, content)


def ask_as(agent: str, act: Act, content: dict[str, Any]) -> Reply:
    """`agent` is empty for what is asked before anybody signed in."""
    asked = hatch.ask(act.value, agent=agent, content=content)
    return _reply(asked, hatch.wait(asked))


def again(cookie: str) -> Reply | None:
    """The reply to what was asked before, while it stands; None where that is over."""
    asked = Asked.parse(cookie)
    found = hatch.reply(asked) if asked else None
    return _reply(asked, found) if asked and found is not None else None


def _reply(asked: Asked, found: dict[str, Any] | None) -> Reply:
    if found is None:
        return Reply(asked, late=True)
    return Reply(asked, found, refused=str(found.pop("refused", "")))
