import re
from pathlib import Path

import pytest

from recupera.design import texts

APPS = texts.apps()
ALIAS = re.compile(r"\bn?p?gettext\w* as (\w+)")
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|</?\w+[^>]*>")


def test_every_app_that_speaks_is_found() -> None:
    assert {app.name for app in APPS} >= {"design", "portal"}


def test_every_name_that_marks_a_text_is_collected() -> None:
    names = {
        name
        for path in texts.PACKAGE.rglob("*.py")
        for name in ALIAS.findall(path.read_text("utf-8"))
    }
    assert {"_"} <= names <= set(texts.KEYWORDS)


@pytest.mark.parametrize("app", APPS, ids=lambda app: str(app.name))
def test_every_text_is_there_in_english_and_nothing_else_is(app: Path) -> None:
    written = {(_first(text), context) for _, text, context in texts.written_in(app)}
    catalogue = texts.read(texts.catalogue_of(app))
    known = {(_first(one.id), one.context) for one in catalogue if one.id}
    assert written == known, "run `python -m recupera.design.texts update` and translate"
    assert not catalogue.obsolete


@pytest.mark.parametrize("app", APPS, ids=lambda app: str(app.name))
def test_every_english_text_is_complete_and_keeps_the_places_of_the_spanish(app: Path) -> None:
    for message in texts.read(texts.catalogue_of(app)):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        spanish, english = _all(message.id), _all(message.string)
        assert len(spanish) == len(english)
        for one, other in zip(spanish, english, strict=True):
            assert other.strip(), f"not in English: {one}"
            assert sorted(PLACE.findall(one)) == sorted(PLACE.findall(other)), one


def test_updating_what_is_up_to_date_changes_nothing() -> None:
    before = {app: texts.catalogue_of(app).read_text("utf-8") for app in APPS}
    try:
        texts.update()
        assert {app: texts.catalogue_of(app).read_text("utf-8") for app in APPS} == before
    finally:
        for app, content in before.items():
            # Where nothing changed, nothing is written that another process may be reading.
            if texts.catalogue_of(app).read_text("utf-8") != content:
                texts.catalogue_of(app).write_text(content, "utf-8")


def test_compiling_makes_what_django_reads() -> None:
    made = texts.compile_all()
    assert {path.parents[3] for path in made} >= set(APPS)
    assert all(path.read_bytes().startswith(b"\xde\x12\x04\x95") for path in made)


def test_a_template_is_read_with_its_blocks_and_plurals() -> None:
    template = (
        '  {% translate "Uno" %}\n\t{% blocktranslate count number=n %}Hay {{ number }} cosa.'
        "{% plural %}Hay {{ number }} cosas.{% endblocktranslate %}"
    )
    found = texts._as_python(template)
    assert "gettext(u'Uno')" in found
    assert "ngettext(u'Hay %(number)s cosa.', u'Hay %(number)s cosas.'" in found


def _all(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return _all(text)[0]
