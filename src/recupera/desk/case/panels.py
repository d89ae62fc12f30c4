"""The parts beside a case's story: orders, proof, accounts; each a file here and a template."""

from typing import Any

from recupera.agents.models import Agent
from recupera.cases.models import Case
from recupera.desk.case.account import account_panel
from recupera.desk.case.ladder import ladder_panel
from recupera.desk.case.orders import orders_panel

PANELS = {"orders": orders_panel, "ladder": ladder_panel, "account": account_panel}


def panels(case: Case, agent: Agent) -> dict[str, Any]:
    """The context of all of them; `panels` names their templates in their order."""
    context: dict[str, Any] = {"panels": [f"desk/case/{name}.html" for name in PANELS]}
    for panel in PANELS.values():
        context |= panel(case, agent)
    return context
