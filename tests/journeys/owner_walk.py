"""The owner of an account who lost the mailbox: their case, its papers, what the desk asks."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.people import Account
from tests.house.processes import House, messages
from tests.journeys.case_walk import PICTURE, CaseWalk
from tests.journeys.walk import code_of, until

OBJECTION = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b")
PAPERS = {"carta": "carta.png", "cedula": "cedula.png"}


@dataclass
class OwnerWalk(CaseWalk):
    """`email` is the new address, which the person types; `account` is theirs, as registered."""

    account: Account = field(default_factory=lambda: reachable(0))
    number: str = ""
    key: str = ""

    def asks(self, subject: str, why: str = "Me cambiaron de entidad.") -> "OwnerWalk":
        """Opens a case with its papers, and confirms its e-mail."""
        self.open(f"/soporte/formulario?asunto={subject}")
        self._whose()
        self._types(nombre=self.account.name, documento=self.account.document_number)
        self.page.locator("#tipo-usuario").check()
        self._types(entidad=self.account.organisation)
        self._types(correo=self.email)
        self._types(descripcion=why)
        for slug, name in PAPERS.items():
            box = self.page.locator(f"#{slug}")
            # Not every subject asks for every paper.
            if box.count():
                box.set_input_files([{**PICTURE, "name": name}])  # type: ignore[list-item]
        self.go_on()
        self.page.wait_for_url("**/revisar")
        self.number, self.key = self.sent()
        self.confirm(code_of(arrived(self.house, self.email, self.number)))
        return self

    def _types(self, **typed: str) -> None:
        for slug, text in typed.items():
            self.page.locator(f"#{slug}").fill(text)
        if "nombre" in typed:
            self.page.locator("#tipo-documento").select_option("cc")
        self.go_on()

    def shows_code(self, to: str) -> "OwnerWalk":
        """Types the code of the desk that came to this channel, on the page of the case."""
        code = code_of(arrived(self.house, to, self.number, but="Recibimos"))
        self.page.goto(self.house.portal + "/caso/codigo-de-la-mesa?otro")
        self.page.locator("#code").fill(code)
        deadline = time.monotonic() + 60
        while "Código correcto" not in self.page.inner_text("main"):
            assert time.monotonic() < deadline, self.page.inner_text("main")
            if "/espera" in self.page.url:
                self.arrived()
            elif self.page.locator("#code").count():
                self.paid("#act button.primary", arrives="/caso/(espera|estado)").arrived()
        return self

    def digits(self) -> str:
        """The two digits that stand on the page of the case now."""
        self.page.goto(self.house.portal + "/caso/estado")
        self.paid("#follow button", arrives="/caso/(espera|estado)").arrived()
        return self.page.inner_text(".digits")

    @property
    def phone(self) -> str:
        return self.account.phones[0]


def reachable(number: int) -> Account:
    """One of the demo's persons with one e-mail and one mobile;
    each test takes its own number."""
    everyone = [one for one in synthetic_accounts() if one.id[5:].isdigit() and one.active]
    # The first thousand are of other journeys.
    mobile = (one for one in everyone[1000:] if [to[:4] for to in one.phones] == ["+573"])
    return [one for one in mobile if len(one.emails) == 1][number]


def arrived(house: House, to: str, text: str, *, but: str = "\0", seconds: float = 120) -> Any:
    """The newest message to an address or number that holds `text`, and not `but`."""

    def found() -> list[dict[str, Any]]:
        mine = [one for one in messages(house) if to in str(one["to"])]
        said = [(one, f"{one['subject']}\n{one['text']}") for one in mine]
        return [one for one, all_of in said if text in all_of and but not in all_of]

    return until(found, seconds)[0]


def objection_in(message: dict[str, Any]) -> str:
    found = OBJECTION.search(message["text"])
    assert found, message["text"]
    return found[0]
