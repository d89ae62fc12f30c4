"""A person who sets a password or objects, and a platform that does as the test tells it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import F

from recupera.directories import (
    Capability,
    Directory,
    DirectoryRefused,
    DirectoryUnavailable,
    Refusal,
    Setting,
)
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Envelope
from recupera.letterbox.sealing import Sealed, seal_object, seal_set_password
from recupera.letterbox.slot import Published, Verdict, read
from recupera.messages.letters import Letter
from recupera.people import Account, DatumKind, objection_code
from tests.enquirer import Enquirer, letters, work

PASSWORD = "cinco lluvias sobre el páramo"
OTHER = "otras nubes bajo la montaña"
EVERYTHING = frozenset({Capability.SET_PASSWORD, Capability.UNLOCK, Capability.END_SESSIONS})


@dataclass
class Platform:
    """A directory in memory beside the embedded one, which finds. `fails` says what the next
    calls of a method raise, `late` those that raise after they did their work, `meanwhile` what
    happens while a password is being set."""

    finds: Directory
    capabilities: frozenset[Capability] = EVERYTHING
    fails: dict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    late: dict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    calls: list[tuple[str, str]] = field(default_factory=list)
    passwords: dict[str, tuple[str, str]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    sessions: dict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    locked: set[str] = field(default_factory=set)
    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def find(self, kind: DatumKind, value: str) -> list[Account]:
        self._call("find", value)
        found = self.finds.find(kind, value)
        self._end("find")
        return found

    def set_password(self, account_id: str, password: str, *, operation: str) -> Setting:
        self._call("set_password", account_id)
        self.meanwhile.pop(0)() if self.meanwhile else None
        if operation in self.known:
            standing = self.passwords.get(account_id, ("", ""))[0] == operation
            return Setting.STANDING if standing else Setting.GONE
        self.known.add(operation)
        self.passwords[account_id] = (operation, password)
        self._end("set_password")
        return Setting.APPLIED

    def void_password(self, account_id: str, *, operation: str) -> bool:
        self._call("void_password", account_id)
        self.known.add(operation)
        if self.passwords.get(account_id, ("", ""))[0] == operation:
            del self.passwords[account_id]
        self._end("void_password")
        return account_id not in self.passwords

    def has_set(self, account_id: str, *, operation: str) -> bool:
        self._call("has_set", account_id)
        return self.passwords.get(account_id, ("", ""))[0] == operation

    def unlock(self, account_id: str) -> None:
        self._call("unlock", account_id)
        self.locked.discard(account_id)
        self._end("unlock")

    def end_sessions(self, account_id: str) -> None:
        self._call("end_sessions", account_id)
        self.sessions[account_id] = 0
        self._end("end_sessions")

    def password(self, account_id: str = "1") -> str | None:
        return self.passwords.get(account_id, ("", None))[1]

    def asked(self) -> list[str]:
        """The methods that were called, but for looking people up."""
        return [name for name, _ in self.calls if name != "find"]

    def _call(self, name: str, value: str) -> None:
        self.calls.append((name, value))
        if self.fails[name]:
            raise self.fails[name].pop(0)

    def _end(self, name: str) -> None:
        if self.late[name]:
            raise self.late[name].pop(0)


def refusing(reason: Refusal) -> DirectoryRefused:
    return DirectoryRefused(reason=reason)


@dataclass
class Actor(Enquirer):
    """An enquirer who goes on to act."""

    def proven(self) -> "Actor":
        """Asks, and types the code that came by e-mail."""
        known = len(letters())
        self.asked()
        new = [one for one in letters()[known:] if "usernames" in one.context]
        assert self.proved(str(new[0].context["code"]).replace(" ", "")) == Verdict.GOOD
        return self

    def mark(self, username: str = "aperez") -> str:
        return next(one.mark for one in self.published.accounts if one.username == username)

    def set(self, password: str = PASSWORD, *, mark: str = "") -> Sealed:
        sealed = seal_set_password(
            self.flow,
            account=mark or self.mark(),
            password=password,
            reference="K7Q4",
            language=self.language,
        )
        return self.put(sealed)

    def acted(self, password: str = PASSWORD, *, mark: str = "") -> Verdict:
        """Sets a password, and the worker says what came of it."""
        sealed = self.set(password, mark=mark)
        work()
        return self.published.verdicts[sealed.id]


def drop_objection(code: str, flow: Flow | None = None) -> tuple[Flow, Sealed]:
    flow = flow or Flow.mint()
    sealed = seal_object(flow, code=objection_code(code) or code, language="es")
    return flow, Enquirer(flow=flow).put(sealed)


def objected(code: str) -> tuple[Verdict, Published]:
    """Types an objection code in a browser of its own, and the worker says what came of it."""
    flow, sealed = drop_objection(code)
    work()
    published = read(flow)
    assert published
    return published.verdicts[sealed.id], published


def notices(kind: str = "password_changed") -> list[Letter]:
    return [one for one in letters() if one.template.value.startswith(kind)]


def objections() -> dict[str, str]:
    """Address to the objection code that went there, the newest."""
    return {one.recipient.channel.address: one.context["objection"] for one in notices()}


def scripted(monkeypatch: Any) -> Iterator[Platform]:
    """Every part of the worker meets this platform."""
    from recupera import directories

    platform = Platform(directories.current())
    monkeypatch.setattr(directories, "current", lambda: platform)
    yield platform


def down(times: int) -> list[Exception]:
    return [DirectoryUnavailable() for _ in range(times)]


def pass_by(minutes: float) -> None:
    """So much time passes for the envelopes, and those given back are due."""
    passed = timedelta(minutes=minutes)
    Envelope.objects.update(inserted_at=F("inserted_at") - passed, due_at=F("due_at") - passed)
