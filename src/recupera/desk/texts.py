"""Macros: what is often answered, in both languages; the preset's own, and what the house made.

A row of the house's with the name of a shipped one stands in its place.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recupera.desk.models import Macro
from recupera.options import current
from recupera.options.preset import SHIPPED

HOLES = ("numero", "servicio", "fecha")
HOLE = re.compile(r"\{([^{}]*)\}")
ACTS = ("answer", "ask")


@dataclass(frozen=True)
class Text:
    """One macro. `subject` is empty where it is for any; `row` is the house's, None where it is
    the preset's as it was shipped."""

    name: str
    subject: str
    act: str
    es: str
    en: str
    row: int | None = None
    shipped: bool = False

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.es


def every() -> list[Text]:
    """All of them, by subject and name."""
    own = {one.name: one for one in _own()}
    both = {one.name: one for one in _shipped(current().preset)} | own
    return sorted(both.values(), key=lambda one: (one.subject, one.act, one.name))


def fitting(subject: str, act: str) -> list[Text]:
    """Those for a case: of its subject first, then of any."""
    found = [one for one in every() if one.act == act and one.subject in ("", subject)]
    return sorted(found, key=lambda one: (one.subject == "", one.name))


def filled(text: str, values: Mapping[str, str]) -> str:
    """With the number, the service's name and the date in the holes."""
    return HOLE.sub(lambda found: values.get(found[1], found[0]), text)


def unknown_holes(text: str) -> list[str]:
    return [one for one in HOLE.findall(text) if one not in HOLES]


def _own() -> Iterator[Text]:
    shipped = {one.name for one in _shipped(current().preset)}
    for row in Macro.objects.all():
        yield Text(
            row.name, row.subject, row.act, row.text_es, row.text_en, row.pk, row.name in shipped
        )


@cache
def _shipped(preset: str) -> tuple[Text, ...]:
    shipped = SHIPPED / f"{preset}.texts.toml"
    path = shipped if shipped.is_file() else Path(preset).with_suffix(".texts.toml")
    if not path.is_file():
        return ()
    rows = tomllib.loads(path.read_text("utf-8")).get("texts", [])
    return tuple(Text(**one, shipped=True) for one in rows)
