"""docs/security.md claims nothing without a test that exists, and leaves none of its lines out."""

import ast
import re

from tests.rules.sources import ROOT

PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/.]+)::(\w+)`")
ROW = re.compile(r"^\| (\d+)(?:(–|, )(\d+))? \|(.*)\|$", re.MULTILINE)
LINES = range(1, 61)


def numbered() -> dict[int, str]:
    """What stands behind each number, ranges spread out."""
    rows = {}
    for first, _, last, rest in ROW.findall(PAGE.read_text("utf-8")):
        for number in range(int(first), int(last or first) + 1):
            assert number not in rows, f"{number} stands there twice"
            rows[number] = rest
    return rows


def test_every_test_that_the_page_names_exists() -> None:
    named = NAMED.findall(PAGE.read_text("utf-8"))
    assert len(named) > 40
    assert [f"{path}::{name}" for path, name in named if name not in _tests(path)] == []


def test_every_line_stands_there_once() -> None:
    assert sorted(numbered()) == list(LINES)


def test_what_holds_is_shown_by_a_test_or_is_the_lack_of_something() -> None:
    bare = {
        number
        for number, row in numbered().items()
        if row.split("|")[1].strip().startswith("yes") and not NAMED.search(row)
    }
    assert bare == {27}, "only what does not exist needs no test"


def _tests(path: str) -> set[str]:
    file = ROOT / path
    if not file.is_file():
        return set()
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
