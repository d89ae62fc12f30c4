"""A case as its page shows it: what the slot says, in words, in the person's language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.cases.catalogue import load_catalogue
from recupera.letterbox.case_slot import Because, CaseShown, EntryShown, FileShown
from recupera.options import current
from recupera.people.case_reference import grouped
from recupera.portal import days, hours
from recupera.portal.case_words import extension, file_found, state_title, step

DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What the desk says, and the person has to read first.
SAID = {"answered": ("answered",), "closed": ("closed", "answered"), "waiting": ("asked",)}


@dataclass(frozen=True)
class Line:
    """One step of the history. `apart` is true where the desk speaks; `above` where it is shown
    over the history already."""

    when: str
    title: str
    text: str
    apart: bool
    above: bool


@dataclass(frozen=True)
class Dates:
    """Until when; empty where there is no such date. `late` is true where it has passed."""

    by: str = ""
    by_late: bool = False
    due: str = ""
    due_late: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filed:
    """A file of the case, and what was found in it."""

    name: str
    size: int
    found: str
    refused: bool


@dataclass(frozen=True)
class View:
    """Everything that the status page shows of a case."""

    title: str
    state: str
    number: str
    subject: str
    received: str
    email: str
    confirmed: bool
    until: str
    dates: Dates
    said: Line | None
    lines: tuple[Line, ...]
    files: tuple[Filed, ...]
    joined: tuple[str, ...]
    more: bool
    may_reopen: bool
    digits: str


def view(shown: CaseShown, *, now: float) -> View:
    """`now` in epoch seconds."""
    today = days.today(now)
    said = _said(shown)
    until = _day(shown.until)
    return View(
        title=state_title(shown.state, hours.weekday_and_day(until, now=today) if until else ""),
        state=shown.state,
        number=grouped(shown.reference),
        subject=subject(shown.subject),
        received=_when(shown.received_at, today),
        email=shown.email,
        confirmed=shown.confirmed,
        until=hours.weekday_and_day(until, now=today) if until else "",
        dates=_dates(shown, now=now, today=today),
        said=_line(said, today, above=False) if said else None,
        lines=tuple(_line(one, today, above=one is said) for one in reversed(shown.entries)),
        files=tuple(_filed(one) for one in shown.files),
        joined=tuple(grouped(one) for one in shown.joined),
        more=shown.more,
        may_reopen=shown.state == "closed" and (until is None or today <= until),
        digits=shown.digits,
    )


def subject(slug: str) -> str:
    """A subject by its name in the catalogue; empty where it has none there."""
    catalogue = load_catalogue(current().preset)
    found = catalogue.subject(slug) if catalogue else None
    if slug == "objection":
        return _("Cambio de contraseña que usted no hizo")
    return found.label.said(get_language() or "es") if found else ""


def asked(shown: CaseShown) -> str:
    """What the desk asks the person for now, if anything."""
    said = _said(shown)
    return said.text if said and shown.state == "waiting" else ""


def _said(shown: CaseShown) -> EntryShown | None:
    """The desk's last words, where the case waits at them."""
    kinds = SAID.get(shown.state, ())
    ours = (one for one in reversed(shown.entries) if one.by == "desk" and one.text)
    return next((one for one in ours if one.kind in kinds), None)


def _line(entry: EntryShown, today: date, *, above: bool) -> Line:
    return Line(
        when=_when(entry.at, today),
        title=step(entry.kind, entry.by),
        text=_text(entry, today),
        apart=entry.by == "desk",
        above=above,
    )


def _text(entry: EntryShown, today: date) -> str:
    """As it was written; of an extension the new day first, which stands there as data."""
    day, _space, reason = entry.text.partition(" ")
    if entry.kind != "extended" or not DAY.fullmatch(day):
        return entry.text
    return extension(hours.weekday_and_day(date.fromisoformat(day), now=today), reason)


def _filed(file: FileShown) -> Filed:
    return Filed(file.name, file.size, file_found(file), file.state == "refused")


def _dates(shown: CaseShown, *, now: float, today: date) -> Dates:
    """Nothing is promised for a case that is not with us."""
    if shown.state != "open":
        return Dates()
    by, due = _instant(shown.answer_by), _day(shown.due_on)
    return Dates(
        by=hours.weekday_and_hour(by.timestamp()) if by else "",
        by_late=by is not None and by.timestamp() < now,
        due=hours.weekday_and_day(due, now=today) if due else "",
        due_late=due is not None and due < today,
        because=_because([*shown.answer_because, *shown.due_because], today),
    )


def _because(reasons: Sequence[Because], today: date) -> tuple[str, ...]:
    """Each day once, in their order: "lunes 16 de noviembre: Independencia de Cartagena"."""
    language = get_language() or "es"
    said: Mapping[str, str] = {one.day: one.en if language == "en" else one.es for one in reasons}
    return tuple(
        f"{hours.weekday_and_day(date.fromisoformat(when[:10]), now=today)}: {why}"
        for when, why in sorted(said.items())
    )


def _when(at: str, today: date) -> str:
    instant = _instant(at)
    return days.day_and_hour(instant, today=today) if instant else ""


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str) -> date | None:
    """A day, or the day of an instant where the platform is."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return days.today(found.timestamp()) if found.tzinfo else found.date()
