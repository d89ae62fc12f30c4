"""What the mailbox keeps: the last messages, in one file, so that a restart shows them again."""

import json
import secrets
import threading
from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

KEPT = 500


@dataclass(frozen=True)
class Kept:
    """One message as it came; `channel` is "email" or "sms", `sent_at` ISO 8601 in UTC."""

    channel: str
    to: str
    subject: str
    text: str
    html: str
    sent_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    id: str = field(default_factory=lambda: secrets.token_hex(8))

    def public(self) -> dict[str, str]:
        """What `/api/messages` says of it."""
        return {name: value for name, value in asdict(self).items() if name != "id"}


class Box:
    """The last KEPT messages; safe between threads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = folder / "messages.jsonl"
        self._lock = threading.Lock()
        self._kept: deque[Kept] = deque(_read(self._file), maxlen=KEPT)
        self._lines = 2 * KEPT

    def add(self, message: Kept) -> None:
        with self._lock:
            self._kept.append(message)
            self._lines += 1
            if self._lines > 2 * KEPT:
                self._rewrite()
            else:
                with self._file.open("a", encoding="utf-8") as file:
                    file.write(_line(message))

    def newest_first(self) -> list[Kept]:
        with self._lock:
            return list(reversed(self._kept))

    def get(self, message_id: str) -> Kept | None:
        return next((one for one in self.newest_first() if one.id == message_id), None)

    def _rewrite(self) -> None:
        """Drops what is no longer kept; a crash leaves the old file or the new one."""
        new = self._file.with_suffix(".new")
        new.write_text("".join(map(_line, self._kept)), encoding="utf-8")
        new.replace(self._file)
        self._lines = len(self._kept)


def _line(message: Kept) -> str:
    return json.dumps(asdict(message), ensure_ascii=False) + "\n"


def _read(file: Path) -> list[Kept]:
    """What the file holds; a last line cut short by a crash is left out."""
    if not file.is_file():
        return []
    found = []
    for line in file.read_text("utf-8", errors="replace").split("\n"):
        try:
            found.append(Kept(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found
