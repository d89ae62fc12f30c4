"""Writes the demo's example cases by what writes real ones: opening, the person's acts, the
desk's. Only where none of them is there, and once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Any

from django.db import transaction

from recupera.agents.demo import STAFF
from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases import joining, marks
from recupera.cases.believing import believed
from recupera.cases.catalogue import Catalogue, load_catalogue
from recupera.cases.creating import NewCase, NewFile, create
from recupera.cases.examples import EXAMPLE_CASES, ExampleCase, Step
from recupera.cases.models import Author, Case, EntryKind
from recupera.cases.policy import Act as PersonsAct
from recupera.cases.practice import PRACTICE
from recupera.cases.sealed import About
from recupera.cases.thread import root_of
from recupera.cases.writing import move
from recupera.clocks.legal import is_business_day
from recupera.commands.demo_papers import drawn
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.files.sealing import seal_upload
from recupera.journal.events import Event, record_of
from recupera.letterbox import references
from recupera.letterbox.closed_days import calendar
from recupera.letterbox.models import Upload
from recupera.messages.letters import LANGUAGES
from recupera.options import current
from recupera.people import Account, registered_channels
from recupera.people.case_reference import grouped
from recupera.people.tracking import grouped_tracking_key
from recupera.recoveries.content import Content
from recupera.worker.conversing import latest_day
from recupera.worker.freezing import freeze_account
from recupera.worker.serving.asking import Asking
from recupera.worker.serving.table import SERVING

DESKS = {
    "remark": Act.NOTE,
    "answer": Act.ANSWER,
    "ask": Act.ASK,
    "extend": Act.EXTEND,
    "close": Act.CLOSE,
    "take": Act.TAKE,
}
OPENS = time(9)
BETWEEN = timedelta(minutes=10)


def every() -> tuple[ExampleCase, ...]:
    """Those to practise on first."""
    return (*chain(*((one.case, *one.others) for one in PRACTICE)), *EXAMPLE_CASES)


def fill(now: datetime, cases: Sequence[ExampleCase] = ()) -> int:
    """Returns how many cases were written, all or only `cases`. Belongs behind the demo's
    directory and agents."""
    cases = cases or every()
    if Case.objects.filter(reference__in=[one.reference for one in cases]).exists():
        return 0
    accounts = {one.username: one for one in synthetic_accounts()}
    with transaction.atomic("letterbox"), transaction.atomic("vault"):
        for one in cases:
            _Writing(one, accounts[one.who], now).write()
    return len(cases)


@dataclass
class _Writing:
    """One example on its way to be a case."""

    example: ExampleCase
    account: Account
    now: datetime

    def write(self) -> None:
        references.take(self.example.reference)
        opened = self._frozen if self.example.objected_by is not None else self._opened
        opened(self._at(self.example.received, 0))
        for place, step in enumerate(self.example.steps, start=1):
            self._step(step, self._at(step.ago, place))

    def _at(self, ago: int, place: int) -> datetime:
        """In the morning of a business day before today's; of today the last two hours."""
        if ago == 0:
            return self.now - timedelta(hours=2) + place * BETWEEN
        day, known = calendar().day_of(self.now), calendar()
        while ago:
            day -= timedelta(days=1)
            ago -= is_business_day(known, day)
        return datetime.combine(day, OPENS, known.zone) + place * BETWEEN

    def _opened(self, at: datetime) -> None:
        one, fields = self.example, self._fields()
        what = believed("secop2", one.request, one.subject, whose=one.whose, fields=fields)
        new = NewCase(
            reference=one.reference,
            key=one.key,
            subject=one.subject,
            system="secop2",
            request=one.request,
            whose=one.whose,
            language=one.language,
            notice=_catalogue().notice.version,
            received_at=at,
            believed=what,
            draft_marks=tuple(marks.probes_of_draft(one.reference, {}, ())),
            files=tuple(self._files(at)),
        )
        case, _ = create(new, now=at)
        record_of(case.reference, Event.OPENED, {"files": len(new.files), "again": False})

    def _frozen(self, at: datetime) -> None:
        one, channels = self.example, registered_channels(self.account)
        by = channels[one.objected_by or 0].channel.address
        content = Content(self.account, LANGUAGES[one.language])
        freeze_account(content, "", by, at, draw=lambda: one.reference)

    def _fields(self) -> dict[str, str]:
        subject, account = _catalogue().subject(self.example.subject), self.account
        true = {
            "nombre": account.name,
            "tipo-documento": account.document_type.lower(),
            "documento": account.document_number,
            "tipo-usuario": account.role,
            "entidad": account.organisation,
            "correo": f"{account.username}@correo.example",
            "descripcion": self.example.text,
        }
        said = true | dict(self.example.fields)
        asked = subject.fields if subject else ()
        return {slug: said[slug] for slug in asked if slug in said and self._may_say(slug)}

    def _may_say(self, slug: str) -> bool:
        field = _catalogue().field(slug)
        return self.example.whose != "anonymous" or bool(field and not field.identity)

    def _files(self, at: datetime) -> Iterator[NewFile]:
        for place, paper in enumerate(self.example.papers):
            content = drawn(paper, self.account, calendar().day_of(at))
            file = f"{self.example.reference}{place:022}"
            key, sealed = seal_upload(content, file_id=file)
            owner = self.example.reference
            Upload(id=file, owner=owner, size=len(sealed), body=sealed, kept=True).save()
            about = About(f"{paper.document}.png", len(content), "png")
            yield NewFile(file, key, about, paper.document, True)

    def _step(self, step: Step, at: datetime) -> None:
        case = Case.objects.get(reference=self.example.reference)
        if step.what == "confirm":
            joining.confirm(case, now=at)
        elif step.what == "add":
            move(case, PersonsAct.ADD, EntryKind.ADDED, step.text, by=Author.PERSON, now=at)
        else:
            _ask_worker(DESKS[step.what], root_of(case), step, at)


def _ask_worker(act: Act, case: Case, step: Step, at: datetime) -> None:
    """As the worker serves an agent's request. Raises Refused."""
    email = next(one.email for one in STAFF if one.email.startswith(f"{step.by}@"))
    content: dict[str, Any] = {"text": step.text, "revision": case.revision, "had_by": ""}
    if act == Act.EXTEND:
        content["until"] = str(latest_day(case))
    asking = Asking("", Agent.objects.get(email=email), content, case, at, at)
    serving = SERVING[act]
    look_up = getattr(serving, "look_up", None)
    serving.settle(asking, look_up(asking) if look_up else None)


def _catalogue() -> Catalogue:
    found = load_catalogue(current().preset)
    assert found, "the demo's preset has one"
    return found


def listed() -> Sequence[dict[str, Any]]:
    """What there is to try: number and key of each, and what it is for practising."""
    practice = {one.case.reference: one.slug for one in PRACTICE}
    return [
        {
            "case": grouped(one.reference),
            "key": grouped_tracking_key(one.key),
            "subject": one.subject,
            "practice": practice.get(one.reference, ""),
        }
        for one in every()
    ]
