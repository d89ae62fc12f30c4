"""Files and functions stay small enough to be read in one go."""

import ast
from pathlib import Path
from statistics import median

from tests.rules.sources import PACKAGE, ROOT, functions, kept, python

EVERYWHERE = ("src", "tests", "bench")
BY_KIND = {"utils", "helpers", "common", "manager", "base"}
# Django's settings of all doors, as its own documentation calls them; no other file may.
ALLOWED = {"src/recupera/settings/common.py"}


def test_no_file_has_more_than_250_lines() -> None:
    sizes = {path.relative_to(ROOT): _lines(path) for path in python(*EVERYWHERE)}
    assert {path: lines for path, lines in sizes.items() if lines > 250} == {}


def test_no_template_style_or_script_has_more_than_400_lines() -> None:
    ours = [path for path in kept() if path.suffix in (".html", ".css", ".js")]
    sizes = {path: _lines(path) for path in ours if "vendor" not in path.parts}
    assert {path: lines for path, lines in sizes.items() if lines > 400} == {}


def test_no_function_has_more_than_40_lines() -> None:
    found = [each for path in python(*EVERYWHERE) for each in functions(path)]
    assert [each for each in found if each.lines > 40] == []


def test_half_of_all_functions_have_fewer_than_10_lines() -> None:
    found = [each.lines for path in python("src") for each in functions(path)]
    assert len(found) > 100
    assert median(found) < 10


def test_no_conftest_has_more_than_150_lines() -> None:
    sizes = {path: _lines(path) for path in kept() if path.name == "conftest.py"}
    assert sizes
    assert {path: lines for path, lines in sizes.items() if lines > 150} == {}


def test_no_file_is_named_by_kind() -> None:
    named = {str(path.relative_to(ROOT)) for path in python("src") if path.stem in BY_KIND}
    assert named <= ALLOWED


def test_every_module_opens_by_saying_what_it_is() -> None:
    silent = []
    for path in python("src"):
        source = path.read_text("utf-8")
        if path.name in ("apps.py", "__main__.py") or not source.strip():
            continue
        if not ast.get_docstring(ast.parse(source)):
            silent.append(str(path.relative_to(PACKAGE)))
    assert silent == []


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())
