"""The part of a case's page that leads to the accounts behind it."""

from typing import Any

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.case.finding import address
from recupera.desk.entering import may


def account_panel(case: Case, agent: Agent) -> dict[str, Any]:
    return {"account_at": address(case), "may_look": may(agent, Act.VIEW_MASKED, case.state)}
