"""The documents name what there is: every option, command and path, and what is others' work."""

import re
from pathlib import Path

import pytest

from recupera.commands.main import COMMANDS
from recupera.commands.meanings import MEANINGS
from recupera.messages.letters import Template
from recupera.options import Options
from recupera.options.budgets import Budgets
from tests.rules.sources import PACKAGE, ROOT, kept

OPERATE = ROOT / "docs" / "operate"
PATH = re.compile(r"`((?:src|tests|docs|deploy|bench|bin)/[^`\s:]*)(?:::\w+)?`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
VENDORED = PACKAGE / "design" / "static" / "vendor"


def documents() -> list[Path]:
    return [path for path in kept() if path.suffix == ".md"]


def options_table() -> dict[str, list[str]]:
    """Variable to the cells of its row."""
    rows = (OPERATE / "options.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if "|" in row]
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.mark.parametrize("name", Options.model_fields)
def test_every_option_stands_in_the_table_with_its_default_and_meaning(name: str) -> None:
    default, _, meaning = options_table()[f"RECUPERA_{name.upper()}"]
    assert meaning == MEANINGS[name]
    value = Options.model_fields[name].default
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        assert default == (f"`{value}`" if value != "" else "empty")


@pytest.mark.parametrize("name", Budgets.model_fields)
def test_every_budget_stands_in_the_table_with_its_size(name: str) -> None:
    budget = Budgets.model_fields[name].default
    assert options_table()[name.upper()][:2] == [str(budget.burst), f"{budget.period:g}"]


def test_the_table_names_no_option_that_is_gone() -> None:
    told = {name for name in options_table() if name.startswith("RECUPERA_")}
    assert told == {f"RECUPERA_{name.upper()}" for name in Options.model_fields}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained_to_operators(command: str) -> None:
    assert f"| `recupera {command}` |" in (OPERATE / "processes.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    text = (PACKAGE / "commands" / f"{command}.py").read_text("utf-8")
    assert "def arguments(" in text
    assert "def run(" in text


def test_every_path_that_a_document_names_exists() -> None:
    missing = {
        f"{path.name}: {named}"
        for path in documents()
        for named in PATH.findall(path.read_text("utf-8"))
        if not any(ROOT.glob(named.rstrip("/").replace("…", "*")))
    }
    assert missing == set()


@pytest.mark.parametrize("template", Template)
def test_every_message_is_listed_for_operators(template: Template) -> None:
    assert f"`{template.value}`" in (OPERATE / "messages.md").read_text("utf-8")


def test_the_tour_names_paths_and_the_readme_leads_to_it() -> None:
    assert len(PATH.findall((ROOT / "docs" / "tour.md").read_text("utf-8"))) > 10
    assert "(docs/tour.md)" in (ROOT / "README.md").read_text("utf-8")


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = {
        f"{path.name}: {target}"
        for path in documents()
        for target in LINK.findall(path.read_text("utf-8"))
        if not (path.parent / target).exists()
    }
    assert dead == set()


def test_the_notice_names_everything_that_is_kept_of_others() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    folders = {path.relative_to(VENDORED).parts[0] for path in VENDORED.rglob("*")}
    assert folders
    assert {name for name in folders if f"vendor/{name}" not in notice} == set()
    fonts = {path.name for path in PACKAGE.glob("*/static/**/*.woff2")}
    assert {name for name in fonts if name not in notice} == set()


def test_everything_of_others_has_its_licence_beside_it() -> None:
    folders = [path for path in VENDORED.iterdir() if path.is_dir()]
    assert [path.name for path in folders if not list(path.glob("LICENSE*"))] == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_every_message_has_a_text_body() -> None:
    folder = PACKAGE / "messages" / "templates" / "messages"
    pages = {path.stem for path in folder.glob("*.html")} - {"letter"}
    bodies = {path.stem for path in folder.glob("*.txt")}
    assert bodies
    assert pages - bodies == set()
