"""The texts' catalogues: `python -m recupera.design.texts update` collects what is written in
Spanish in templates and code; `compile` makes what Django reads. No GNU gettext is needed.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import recupera

PACKAGE = Path(recupera.__file__).parent
LANGUAGE = "en"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "later": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def update() -> list[Path]:
    """Brings each app's English catalogue up to date; texts that are not used any more go."""
    return [_update(app) for app in apps()]


def compile_all() -> list[Path]:
    """Writes the .mo file beside each catalogue; returns their paths."""
    made = []
    for path in sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po")):
        body = io.BytesIO()
        write_mo(body, read(path))
        made.append(_written(path.with_suffix(".mo"), body.getvalue()))
    return made


def apps() -> list[Path]:
    """The folders of the package that show texts of their own, each with its own catalogue."""
    return [folder for folder in sorted(PACKAGE.iterdir()) if next(written_in(folder), None)]


def catalogue_of(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """A catalogue as it is on disk; an empty one where there is none yet."""
    if not path.is_file():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as source:
        return read_po(source, locale=LANGUAGE)


def written_in(app: Path) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """Each text of an app: the file, the Spanish (with its plural, if any), and its context."""
    for path in sorted(app.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt") or "static" in path.parts:
            continue
        name = path.relative_to(PACKAGE).as_posix()
        if path.suffix != ".py" and "/templates/" not in name:
            continue
        for _line, text, _comments, context in extract("python", _source(path), KEYWORDS):
            yield name, text, context


def _source(path: Path) -> io.BytesIO:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        text = _as_python(text)
    return io.BytesIO(text.encode())


def _as_python(template: str) -> str:
    from django.utils.translation.template import templatize

    # Django leaves an X for every letter outside of a tag; as Python that must not be indented.
    calls = re.sub(r"^\s+", "", templatize(template), flags=re.MULTILINE)
    return "# coding: utf-8\n" + calls


def _update(app: Path) -> Path:
    path = catalogue_of(app)
    old, new = read(path), Catalog(locale=LANGUAGE)
    for name, text, context in written_in(app):
        found = old.get(text if isinstance(text, str) else text[0], context)
        new.add(text, found.string if found else None, [(name, 0)], context=context)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    write_po(body, new, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    _written(path, (HEADER + body.getvalue().decode().lstrip("\n")).encode())
    return path


def _written(path: Path, content: bytes) -> Path:
    """In one step, and only what is new: whoever reads the file meanwhile finds it whole."""
    if not path.is_file() or path.read_bytes() != content:
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(path)
    return path


def main(arguments: list[str]) -> int:
    actions = {"update": update, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in actions:
        sys.stderr.write("use: python -m recupera.design.texts update|compile\n")
        return 2
    _settings_for_templates()
    for path in actions[arguments[0]]():
        sys.stdout.write(f"{path.relative_to(PACKAGE)}\n")
    return 0


def _settings_for_templates() -> None:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
