"""Shows every key with its age, makes what is missing, rotates, and destroys what is over."""

import argparse
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from recupera import keys
from recupera.commands.main import Stop
from recupera.keys import KINDS, KeyKind
from recupera.options import current


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        default="list",
        choices=("list", "make", "rotate", "destroy-old"),
        help="list (the default) shows ages; make adds what is missing",
    )
    parser.add_argument("name", nargs="?", help="with rotate: DOOR/NAME as listed, or all")


def run(given: argparse.Namespace) -> None:
    os.umask(0o077)
    data = current().data
    try:
        lines = {
            "list": lambda: listed(data),
            "make": lambda: keys.make_missing(data, demo=current().demo),
            "rotate": lambda: rotated(data, given.name),
            "destroy-old": lambda: keys.destroy_old(data),
        }[given.what]()
    except OSError as refused:
        raise Stop(f"{refused.filename}: {refused.strerror}") from None
    if given.what != "list":
        give_to_doors(data)
    print(*(lines or ["nothing to do"]), sep="\n")


def rotated(data: Path, name: str | None) -> list[str]:
    """A new version of one key or all. Raises Stop for a name that is no key."""
    names = [_name(kind) for kind in KINDS]
    if name not in (*names, "all"):
        raise Stop("say which: recupera keys rotate NAME, where NAME is all, " + ", ".join(names))
    chosen = [kind for kind in KINDS if name in ("all", _name(kind))]
    return [f"{_name(kind)} {keys.rotate(data, kind).id}" for kind in chosen]


def listed(data: Path) -> list[str]:
    """One line per key: versions, age of the newest, when old ones go, purpose."""
    lines = [f"{'key':<24}{'versions':>8}  {'newest':<10}{'old ones':<16}purpose"]
    for kind in KINDS:
        try:
            versions = list(keys.ring(data, kind.door, kind.name))
        except PermissionError:
            lines.append(f"{_name(kind):<24} belongs to another user")
            continue
        age = words(datetime.now(UTC) - versions[0].made_at) if versions else "missing"
        kept = f"go after {words(kind.destroy_after)}" if kind.destroy_after else "are kept"
        lines.append(f"{_name(kind):<24}{len(versions):>8}  {age:<10}{kept:<16}{kind.purpose}")
    return lines


def words(span: timedelta) -> str:
    """A span in its largest whole unit: 3 d, 5 h, 12 min."""
    minutes = int(span.total_seconds() // 60)
    if minutes >= 48 * 60:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if minutes >= 60 else f"{minutes} min"


def give_to_doors(data: Path) -> None:
    """Root makes keys for doors that run as other users: each file goes to its folder's owner."""
    if os.geteuid() != 0:
        return
    for folder in (data / "keys").iterdir():
        owner = folder.stat()
        for path in folder.rglob("*"):
            os.chown(path, owner.st_uid, owner.st_gid)


def _name(kind: KeyKind) -> str:
    return f"{kind.door}/{kind.name}"
