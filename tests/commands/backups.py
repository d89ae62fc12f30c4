"""What the tests of backups share: a saved house, and tars that somebody tampered with."""

import io
import re
import tarfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from recupera.commands.archive import MANIFEST, MANIFEST_SUM, checksum
from tests.house.processes import House, messages, recupera

DEMO = {"demo": "1", "origin": "http://127.0.0.1:8000"}


@dataclass
class Saved:
    """A house of yesterday: a person waits with a code, and a backup was made meanwhile."""

    surroundings: dict[str, str]
    file: Path
    code: str
    cookies: dict[str, str] = field(default_factory=dict)


def code_for(house: House, address: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for message in messages(house):
            found = re.search(r"\b(\d{4}) (\d{4})\b", message["text"])
            if message["to"] == address and found:
                return found[1] + found[2]
        time.sleep(0.1)
    raise AssertionError("no code came")


def restore(file: Path, surroundings: dict[str, str]) -> tuple[int, str]:
    """Exit status and everything that was said."""
    done = recupera("restore", str(file), environment=surroundings | demo())
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def demo() -> dict[str, str]:
    return {f"RECUPERA_{name.upper()}": value for name, value in DEMO.items()}


def changed(
    file: Path,
    target: Path,
    change: Callable[[str, bytes], bytes],
    rename: Callable[[str], str] = str,
    *,
    summed: bool = True,
) -> Path:
    """The same tar with the content, or the names, of its members changed; `summed` makes the
    manifest's checksum right again, as somebody would who does it on purpose."""
    manifest = b""
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            held = old.extractfile(member)
            assert held is not None
            content = change(member.name, held.read())
            if member.name == MANIFEST:
                manifest = content
            if member.name == MANIFEST_SUM and summed:
                content = checksum(manifest).encode()
            member.size, member.name = len(content), rename(member.name)
            new.addfile(member, io.BytesIO(content))
    return target


def held(data: Path) -> list[str]:
    return [str(path) for path in data.rglob("*") if path.is_file()]
