"""Persons with cases, in any order: a clock that can be moved, what each may see, the mail."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from unittest.mock import patch

from django.db.models import F

from recupera.cases.models import Case, File
from recupera.enquiries.models import Enquiry, Handled, Ledger
from recupera.journal.models import Entry as Journal
from recupera.journal.models import Mention
from recupera.keys import ring
from recupera.letterbox import clock
from recupera.letterbox.drop import LetterboxFull, SlotGone
from recupera.letterbox.models import Envelope, Slot, TakenReference, Upload
from recupera.letterbox.sealing import Sealed
from recupera.letterbox.slot import Verdict, read
from recupera.messages.letters import Letter, Template, open_letter
from recupera.messages.models import Message
from recupera.options import current
from recupera.people.case_reference import grouped
from tests.claimant import Claimant

REAL_NOW, REAL_AT = clock.now, clock.at


@dataclass
class Clock:
    """The database's clock as every module of the worker reads it, so much later."""

    moved: timedelta = timedelta()

    def now(self, store: str = "vault") -> datetime:
        return REAL_NOW(store) + self.moved

    def at(self, store: str, later: timedelta = timedelta()) -> tuple[str, list[str | None]]:
        return REAL_AT(store, later + self.moved)

    def pass_time(self, passed: timedelta) -> None:
        self.moved += passed

    @contextmanager
    def everywhere(self) -> Iterator[None]:
        """Not in `clock` itself, whose `at` asks its `now`."""
        with ExitStack() as patched:
            for name, module in list(sys.modules.items()):
                if name.startswith("recupera.") and module is not clock:
                    for which, real in (("now", REAL_NOW), ("at", REAL_AT)):
                        if getattr(module, which, None) is real:
                            patched.enter_context(patch.object(module, which, getattr(self, which)))
            yield


@dataclass(frozen=True)
class Mail:
    """A letter that was written; `case` is the reference, grouped; `under` its four characters."""

    template: Template
    address: str
    at: datetime
    case: str
    under: str
    code: str

    @property
    def acknowledges(self) -> bool:
        return self.template is Template.CASE_RECEIVED_BY_EMAIL


@dataclass
class Visitor:
    """One browser. `how` it looks: opener, key, code, stranger (the reference alone), wrong key.

    `may` are the references that it has shown a right to see; what it `typed` by envelope.
    """

    how: str
    person: Claimant
    under: str
    may: set[str] = field(default_factory=set)
    typed: dict[str, Mail] = field(default_factory=dict)
    acts: set[str] = field(default_factory=set)
    seen: dict[str, Verdict] = field(default_factory=dict)

    @property
    def reads_mail(self) -> bool:
        return self.how not in ("stranger", "wrong key")

    def look(self) -> None:
        published = read(self.person.flow)
        now = dict(published.verdicts) if published else {}
        assert all(now[one] == verdict for one, verdict in self.seen.items() if one in now)
        self.seen |= now

    def put(self, clock: Clock, sealed_by: object) -> str:
        """The envelope's id; empty where the letterbox does not take it."""
        try:
            sealed: Sealed = sealed_by()  # type: ignore[operator]
        except (LetterboxFull, SlotGone):
            return ""
        at = clock.now("letterbox")
        Envelope.objects.filter(id=sealed.id).update(inserted_at=at, due_at=at)
        Slot.objects.filter(id=sealed.slot_id, published_at=None).update(created_at=at)
        Upload.objects.filter(owner__in=(sealed.slot_id, self.person.form.draft)).update(
            created_at=at
        )
        return sealed.id


def opener(clock: Clock, form: object, under: str) -> Visitor:
    one = Visitor("opener", Claimant(form=form), under)  # type: ignore[arg-type]
    received_at = time.time() + clock.moved.total_seconds()
    one.person.form = replace(one.person.form, received_at=received_at)
    return one


def forget_everything() -> None:
    letterbox = (Envelope, Slot, Upload, TakenReference)
    for model in (*letterbox, Enquiry, Handled, Ledger, Message, Mention, Journal, File, Case):
        model.objects.all().delete()


def new_mail(known: set[str]) -> Iterator[Mail]:
    private = ring(current().data, "sender", "outbox").newest()
    for row in Message.objects.filter(state="waiting").exclude(id__in=known).order_by("created_at"):
        known.add(str(row.id))
        letter = open_letter(bytes(row.body), row=row.id, private=private)
        if letter:
            yield _mail(letter, row.created_at)


def leases_end() -> None:
    Envelope.objects.update(due_at=F("inserted_at"))


def of(mail: Mail, reference: str) -> bool:
    return mail.case == grouped(reference)


def _mail(letter: Letter, at: datetime) -> Mail:
    said = letter.context
    code = str(said.get("code", "")).replace(" ", "")
    address = letter.recipient.address  # type: ignore[union-attr]
    return Mail(
        letter.template, address, at, str(said["case"]), str(said.get("reference", "")), code
    )
