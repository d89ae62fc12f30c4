"""The part of a case's page that leads to the accounts behind it, and what happened with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.desk.case.finding import address
from recupera.desk.entering import may
from recupera.desk.when import moment, today_of
from recupera.desk.words import Sentence

CHANGES: Mapping[str, Sentence] = {
    "claimed": _("contraseña nueva en camino"),
    "set": _("contraseña nueva"),
    "told": _("contraseña nueva, avisada a todos los canales"),
    "objected": _("contraseña nueva, y alguien se opuso"),
}


def account_panel(case: Case, agent: Agent) -> dict[str, Any]:
    return {"account_at": address(case), "may_look": may(agent, Act.VIEW_MASKED, case.state)}


def lately(account: Mapping[str, Any], *, now: datetime) -> list[str]:
    """The last changes of its password and today's enquiries, a line each, newest first."""
    said = [(one["at"], str(CHANGES[one["state"]])) for one in account["recoveries"]]
    said += [(at, str(_("alguien preguntó por esta cuenta"))) for at in account["asked"]]
    today = today_of(now)
    return [
        f"{moment(datetime.fromisoformat(at), today=today)}: {what}"
        for at, what in sorted(said, reverse=True)
    ]
