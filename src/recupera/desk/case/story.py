"""What happened in a case, oldest first, whoever did it: the whole thread, notes included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from recupera.cases.catalogue import Choice, load_catalogue
from recupera.cases.joining import fields_of
from recupera.cases.models import Author, Case, Entry, EntryKind
from recupera.cases.sealed import open_entry
from recupera.desk.case.told import told
from recupera.desk.when import moment, today_of
from recupera.options import current
from recupera.people.case_reference import grouped

SIDES = {Author.PERSON: "person", Author.DESK: "desk", Author.SYSTEM: "system"}


@dataclass(frozen=True)
class Line:
    """`side` is who did it: person, desk or system. `inner` is what no person sees. `of` is the
    number of a case that was joined, where it happened there."""

    when: str
    who: str
    title: str
    text: str
    side: str
    inner: bool
    of: str

    @property
    def heading(self) -> str:
        """ "Luz: pidió lo que falta"."""
        return f"{self.who}: {self.title[:1].lower()}{self.title[1:]}"


@dataclass(frozen=True)
class Said:
    """A field of the form, by its name in the catalogue."""

    label: str
    value: str


def story(thread: Iterable[Case], names: Mapping[str, str], *, now: datetime) -> tuple[Line, ...]:
    """`thread` is the root, then those joined to it; `names` are agents' by their ids."""
    cases = list(thread)
    rows = Entry.objects.filter(case__in=cases).order_by("at", "id")
    root, today = cases[0].reference, today_of(now)
    return tuple(_line(one, root, names, today) for one in rows)


def form(case: Case, language: str) -> tuple[Said, ...]:
    """What was typed into the form, in the catalogue's order."""
    fields, catalogue = fields_of(case), load_catalogue(current().preset)
    known = catalogue.fields if catalogue else ()
    found = [
        Said(one.label.said(language), _chosen(one.choices, fields.pop(one.slug), language))
        for one in known
        if one.slug in fields
    ]
    return (*found, *(Said(slug, value) for slug, value in fields.items()))


def _chosen(choices: Iterable[Choice], value: str, language: str) -> str:
    labels = {one.slug: one.label.said(language) for one in choices}
    return labels.get(value, value)


def _line(entry: Entry, root: str, names: Mapping[str, str], today: date) -> Line:
    text = open_entry(entry.case_id, entry.kind, entry.at, bytes(entry.body))
    title, text = told(entry, text, names, today)
    return Line(
        when=moment(entry.at, today=today),
        who=_who(entry, names),
        title=title,
        text=text,
        side=SIDES[Author(entry.by)],
        inner=not entry.shown,
        of="" if entry.case_id == root else grouped(entry.case_id),
    )


def _who(entry: Entry, names: Mapping[str, str]) -> str:
    # That an order was carried out, the worker says in the desk's name.
    if entry.by == Author.DESK and (entry.agent or entry.kind != EntryKind.ORDERED):
        return names.get(entry.agent, "") or _("La consola")
    return _("La persona") if entry.by == Author.PERSON else _("El sistema")
