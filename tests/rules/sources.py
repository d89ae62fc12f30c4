"""The repository as the rules see it: what is kept, and the functions in it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "recupera"


@dataclass(frozen=True)
class Function:
    """Where it stands and how many lines it takes, its docstring not counted."""

    place: str
    lines: int


@cache
def kept() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(
        path for name in sorted(done.stdout.split("\0")) if (path := ROOT / name).is_file()
    )


def texts() -> Iterator[tuple[str, str]]:
    """Path and content of every kept text file that is written by us."""
    for path in kept():
        name = str(path.relative_to(ROOT))
        if "/vendor/" in name or name in ("LICENSE", "package-lock.json"):
            continue
        try:
            yield name, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def python(*folders: str) -> list[Path]:
    """Our Python files in these folders, migrations apart."""
    roots = [ROOT / folder for folder in folders]
    return [
        path
        for path in kept()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and any(path.is_relative_to(root) for root in roots)
    ]


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{path.relative_to(ROOT)}:{node.name}", _lines(node))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    told = ast.get_docstring(node) is not None
    return whole - ((first.end_lineno or 0) - first.lineno + 1 if told else 0)
