"""Persons who ask and type in any order: what each was sent and typed, by a clock of their own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar
from unittest.mock import patch

from django.db.models import F
from hypothesis import strategies as st

from recupera.enquiries.content import Content
from recupera.enquiries.models import Enquiry, Handled, Ledger
from recupera.journal.models import Entry
from recupera.keys import ring
from recupera.letterbox import take
from recupera.letterbox.models import Envelope, EnvelopeKind, Slot
from recupera.letterbox.slot import Verdict
from recupera.messages.letters import open_letter
from recupera.messages.models import Message
from recupera.options import current
from recupera.worker import handle
from tests.enquirer import Enquirer

T = TypeVar("T")
# A place in a list whose length hypothesis must not depend on: what is random is not its own.
PLACE = st.integers(0, 999)


def at(place: int, which: Iterable[T]) -> T:
    found = list(which)
    return found[place % len(found)]


@dataclass(frozen=True)
class Sent:
    """A code that somebody can read in a mailbox; `at` in minutes."""

    code: str
    address: str
    at: float


@dataclass(frozen=True)
class Typed:
    code: str
    at: float


@dataclass
class Browser:
    """One flow secret, in one or two tabs."""

    person: Enquirer
    asks: set[str] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    typed: dict[str, Typed] = field(default_factory=dict)
    seen: dict[str, Verdict] = field(default_factory=dict)
    lost: bool = False

    @property
    def accepted(self) -> set[str]:
        return self.asks | set(self.typed)


class Died(BaseException):
    """The worker is gone, in the middle of a step."""


def forget_everything() -> None:
    for model in (Envelope, Slot, Enquiry, Handled, Ledger, Message, Entry):
        model.objects.all().delete()


@contextmanager
def dying(step: str, when: str) -> Iterator[None]:
    """The worker dies before or after this step of `handle`; its leases run out."""
    owner = take if step == "publish" else handle
    real = getattr(owner, step)

    def die(*given: object, **named: object) -> None:
        if when == "after":
            real(*given, **named)
        raise Died

    with patch.object(owner, step, die), suppress(Died):
        yield
    leases_end()


def leases_end() -> None:
    Envelope.objects.update(due_at=F("inserted_at"))


def pass_time(minutes: float) -> None:
    """Everything that was is so much longer ago. The databases' own clocks cannot be moved."""
    ago = timedelta(minutes=minutes)
    Envelope.objects.update(inserted_at=F("inserted_at") - ago, due_at=F("due_at") - ago)
    for enquiry in Enquiry.objects.all():
        content = Content.open(enquiry.id, bytes(enquiry.body))
        older = tuple(
            replace(
                code,
                made_at=code.made_at - ago,
                spent_at=code.spent_at and code.spent_at - ago,
            )
            for code in content.codes
        )
        body = replace(content, codes=older).seal(enquiry.id)
        Enquiry.objects.filter(id=enquiry.id).update(body=body)


def new_letters(known: set[str]) -> Iterator[tuple[str, str, str]]:
    """Reference, address and code of each letter that is not in `known` yet, which it adds."""
    private = ring(current().data, "sender", "outbox").newest()
    for row in Message.objects.filter(state="waiting").exclude(id__in=known):
        known.add(str(row.id))
        letter = open_letter(bytes(row.body), row=row.id, private=private)
        if letter:
            code = str(letter.context["code"]).replace(" ", "")
            yield str(letter.context["reference"]), letter.recipient.channel.address, code


def again(envelope: Envelope) -> None:
    """The same envelope once more, as after a restored copy."""
    if not Envelope.objects.filter(id=envelope.id).exists():
        row = Envelope(
            id=envelope.id,
            slot_id=envelope.slot_id,
            kind=EnvelopeKind(envelope.kind),
            key_id=envelope.key_id,
            body=bytes(envelope.body),
        )
        row.save(force_insert=True)
