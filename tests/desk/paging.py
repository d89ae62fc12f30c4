"""An agent in front of the desk's pages: every page is checked before a test sees it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.http import urlencode

from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.cases.models import Case
from recupera.desk.case.finding import address
from tests.desk.staff import agent, browser
from tests.pages.checking import CheckingClient, Page

FORM = "application/x-www-form-urlencoded"


def signed_in(of: Agent) -> CheckingClient:
    client = CheckingClient()
    client.cookies.update(browser(of).cookies)
    return client


@dataclass
class AtDesk:
    """One agent's browser."""

    agent: Agent = field(default_factory=agent)
    prefix: str = ""

    def __post_init__(self) -> None:
        self.client = signed_in(self.agent)
        self.response: HttpResponse = HttpResponse()

    @classmethod
    def as_role(cls, role: Role, name: str = "Sol Sénior") -> "AtDesk":
        return cls(agent(role, name))

    def get(self, path: str) -> "AtDesk":
        self.response = self.client.get(self.prefix + path, follow=True)
        return self

    def post(self, path: str, **given: Any) -> "AtDesk":
        self.response = self.client.post(
            self.prefix + path, urlencode(given), content_type=FORM, follow=True
        )
        return self

    def case(self, case: Case, what: str = "") -> "AtDesk":
        return self.get(f"/caso/{address(case)}" + (f"/{what}" if what else ""))

    def do(self, case: Case, what: str, **given: Any) -> "AtDesk":
        """Posts it with the revision of the case as it is now, unless another is given."""
        case.refresh_from_db()
        given = {"revision": str(case.revision), **given}
        return self.post(f"/caso/{address(case)}/{what}", **given)

    @property
    def page(self) -> Page:
        found: Page = self.response.page  # type: ignore[attr-defined]
        return found

    @property
    def text(self) -> str:
        return self.page.text
