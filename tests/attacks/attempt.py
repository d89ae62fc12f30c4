"""Somebody with a case about an account that is not theirs; and what agents do for them."""

from dataclasses import dataclass, field, replace
from typing import Any

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case, File
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from tests.claimant import FIELDS, Claimant, form, uploaded
from tests.enquirer import register
from tests.orders.stage import NEW, OWNER, Stage, asked

THIEF = replace(
    OWNER,
    id="77",
    username="ladron",
    name="Luis Ladino",
    document_number="79111222",
    emails=("luis@example.com",),
    phones=("+573009990000",),
)


@dataclass
class Attempt(Stage):
    """A thief with a case about the owner's account; `person` is their browser."""

    typed: dict[str, str] = field(default_factory=dict)
    registered: bool = True
    person: Claimant = field(init=False)

    def __post_init__(self) -> None:
        if self.registered:
            register(self.account)
        typed = {"documento": self.account.document_number, "telefono": "", "correo": NEW}
        fields = {name: text for name, text in (FIELDS | typed | self.typed).items() if text}
        self.person = Claimant(form=form(subject="cambio-correo", fields=fields)).opened()
        self.case = Case.objects.get(reference=self.person.form.reference)

    def ask(self, act: Act, **content: Any) -> dict[str, Any]:
        self.case.refresh_from_db()
        said = {"case": self.case.reference, "revision": self.case.revision}
        return asked(act, content.pop("by", self.luz), said | content)

    def taken(self, by: Agent) -> None:
        """Another agent goes on with the case, as if the first were not there."""
        self.case.refresh_from_db()
        self.ask(Act.TAKE, by=by, had_by=self.case.assigned_to)

    def digits(self) -> str:
        return self.person.elsewhere_by_key().case.digits

    def call(self, digits: str, **by: Any) -> dict[str, Any]:
        """The registered number is called, and somebody reads two digits to the agent."""
        told = self.ask(Act.CALL, **by)
        return told if "refused" in told else self.ask(Act.MATCH, digits=digits, **by)

    def paper(self, kind: str, **said: str | bool) -> dict[str, Any]:
        """A file of the thief's, and what the agent reads in it: yes to all but what is said."""
        file = uploaded(self.person.flow.slot_id, name=f"{kind}.pdf")
        self.person.acted("add", text="Va la prueba.", files=(file,))
        File.objects.update(state="clean", body=b"sealed")
        read = self._read() | said
        items = {
            name: {"yes": one is not False, "typed": one if isinstance(one, str) else ""}
            for name, one in read.items()
        }
        more = {"account": self.mark, "kind": kind, "items": items, "files": [file.id]}
        return self.ask(Act.CHECK, **more)

    def _read(self) -> dict[str, str | bool]:
        today = calendar().day_of(now("vault")).isoformat()
        looked_at = ("firmada", "motivo", "vigente", "entero", "nombra", "entidad")
        copied = {"nombre": self.account.name, "usuario": self.account.username}
        copied |= {"correo": self.account.emails[0], "numero": self.account.document_number}
        return {**dict.fromkeys(looked_at, True), **copied, "fecha": today}

    def lacks(self, **more: Any) -> list[str]:
        reply = self.propose("change_email", **more)
        assert reply["refused"] == "lacking", reply
        return list(reply["lacks"])
