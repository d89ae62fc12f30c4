"""A person at the pages, a clock that moves only when told, and options that can be changed."""

from dataclasses import dataclass
from typing import Any

import pytest

from recupera.letterbox.slot import Verdict
from recupera.options import forget
from recupera.portal import delay
from tests.pages.person import EMAIL, Person, paid


@dataclass
class Stage:
    """A person, a clock that only moves when told, and the options."""

    person: Person
    clock: Any
    monkeypatch: pytest.MonkeyPatch
    prefix: str = ""

    def open(self, address: str) -> None:
        self.person.open(self.prefix + address)

    def ask(self, kind: str = "email", typed: str = EMAIL, **data: str) -> None:
        self.person.ask(kind, typed, self.prefix, **data)

    def field(self, name: str) -> str:
        return self.person.page.all("input", name=name)[0].given["value"] or ""

    def send(self, address: str, **data: str) -> None:
        self.person.send(self.prefix + address, data)

    def again(self, **data: str) -> None:
        self.open("/codigo?otro")
        work = {"altcha": paid(self.person.page)}
        self.send("/codigo/otro", reference=self.field("reference"), **work | data)

    def type(self, code: str = "48217736") -> None:
        self.open("/codigo?otro")
        self.send("/codigo", reference=self.field("reference"), code=code)

    def judged(self, verdict: Verdict, **published: object) -> None:
        self.ask()
        self.type()
        self.person.worker.judge(verdict, **published)
        self.open("/respuesta" if verdict == Verdict.GOOD else "/codigo")

    def option(self, name: str, value: str) -> None:
        self.monkeypatch.setenv(f"RECUPERA_{name}", value)
        forget()
        delay.forget()
