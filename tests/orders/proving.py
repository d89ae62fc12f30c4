"""A case about Ana's account, an agent, and a step in the vault."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from recupera.agents.models import Agent
from recupera.cases.models import Case
from recupera.letterbox.clock import now
from recupera.messages.letters import Letter, Template
from tests.claimant import Claimant, form
from tests.desk.staff import agent
from tests.enquirer import letters

OF_THE_DESK = (
    Template.DESK_CODE_BY_EMAIL,
    Template.DESK_CODE_BY_SMS,
    Template.NEW_ADDRESS_CODE_BY_EMAIL,
)


class Desk:
    """An agent and a claimant whose case is open; `step` gives both and the hour."""

    def __init__(self, subject: str = "cambio-correo", **others: object) -> None:
        self.person = Claimant(form=form(subject=subject, **others)).opened()
        self.agent: Agent = agent()

    @property
    def case(self) -> Case:
        return Case.objects.get(reference=self.person.form.reference)

    @contextmanager
    def step(self) -> Iterator[tuple[Case, Agent, datetime]]:
        with transaction.atomic("vault"):
            yield self.case, self.agent, now("vault")


def sent() -> list[Letter]:
    """The desk's codes that wait to be sent, oldest first."""
    return [one for one in letters() if one.template in OF_THE_DESK]
