"""A person with a case, inside one process: sends the form, asks how it stands, acts."""

import base64
import secrets
import time
from dataclasses import dataclass, field, replace
from typing import Any

from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.cases import (
    Form,
    Sent,
    seal_act_on_case,
    seal_ask_case,
    seal_open_case,
    seal_prove_case,
)
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Upload
from recupera.letterbox.references import draw_reference
from recupera.letterbox.sealing import Sealed
from recupera.letterbox.slot import Published, Verdict, read
from recupera.messages.letters import Letter
from recupera.people.tracking import new_tracking_key
from tests.enquirer import letters, work

FIELDS = {
    "nombre": "Ana Pérez",
    "documento": "CC 52344050",
    "tipo-usuario": "comprador",
    "entidad": "Alcaldía de Tunja",
    "correo": "ana@example.net",
    "telefono": "+573005550101",
    "descripcion": "No puedo entrar desde ayer.",
}


def form(**others: Any) -> Form:
    whole = Form(
        draft=secrets.token_hex(16),
        reference=draw_reference(),
        key=new_tracking_key(),
        received_at=time.time(),
        system="secop2",
        request="solicitud",
        subject="recuperacion-usuario",
        whose="self",
        fields=FIELDS,
        notice="2026-11",
        language="es",
    )
    return replace(whole, **others)


def uploaded(owner: str, *, name: str = "cedula.jpg", document: str = "cedula") -> Sent:
    """A file that stands in the letterbox."""
    row = Upload.objects.create(id=secrets.token_hex(16), owner=owner, size=1200, body=b"sealed")
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return Sent(row.id, key, name, 1200, "jpeg", document)


@dataclass
class Claimant:
    """One browser that has opened a case, or asks about one."""

    flow: Flow = field(default_factory=Flow.mint)
    form: Form = field(default_factory=form)

    def put(self, sealed: Sealed, *, for_good: bool = False) -> Sealed:
        with accepting(for_good=for_good):
            drop(sealed)
        return sealed

    def send(self) -> Sealed:
        return self.put(seal_open_case(self.flow, self.form), for_good=True)

    def opened(self) -> "Claimant":
        """Sends the form, and the worker opens the case."""
        self.send()
        work()
        return self

    def ask(self, *, key: str = "", reference: str = "", message: str = "K7Q4") -> Sealed:
        reference = reference or self.form.reference
        sealed = seal_ask_case(
            self.flow, reference=reference, key=key, message=message, language="es"
        )
        return self.put(sealed)

    def asked(self, **how: Any) -> Verdict:
        return self.verdict(self.ask(**how))

    def prove(self, code: str) -> Sealed:
        return self.put(seal_prove_case(self.flow, code=code))

    def proved(self, code: str) -> Verdict:
        return self.verdict(self.prove(code))

    def act(self, act: str, **what: Any) -> Sealed:
        sealed = seal_act_on_case(self.flow, act=act, language="es", **what)
        return self.put(sealed, for_good=True)

    def acted(self, act: str, **what: Any) -> Verdict:
        return self.verdict(self.act(act, **what))

    def verdict(self, sealed: Sealed) -> Verdict:
        work()
        return self.published.verdicts[sealed.id]

    def elsewhere(self) -> "Claimant":
        """Another browser, which knows the same reference and key."""
        return Claimant(form=self.form)

    def elsewhere_by_key(self) -> "Claimant":
        """The same, after it was shown the case by its key."""
        there = self.elsewhere()
        assert there.asked(key=self.form.key) == Verdict.GOOD
        return there

    @property
    def published(self) -> Published:
        published = read(self.flow)
        assert published, "nothing is published for this browser"
        return published

    @property
    def case(self) -> CaseShown:
        followed = self.published.followed
        assert followed, "this browser sees no case"
        return followed


def mails(address: str = "ana@example.net") -> list[Letter]:
    return [one for one in letters() if getattr(one.recipient, "address", "") == address]


def code_in(letter: Letter) -> str:
    return str(letter.context["code"]).replace(" ", "")


def kinds(case: CaseShown) -> list[str]:
    return [one.kind for one in case.entries]
