"""Passwords that were used so often, or are so near at hand, that a guesser begins with them.

The whole password is compared (SP 800-63B-4), never a word within it. Added to the tables are
three ways to make a long password out of nothing: a well-known phrase, one word with digits, two
names with digits.
"""

import re
from functools import cache
from pathlib import Path

from recupera.passwords.folding import folded, letters, undressed
from recupera.passwords.table import Table

FOLDER = Path(__file__).parent / "tables"
PHRASES = Path(__file__).parent / "phrases.txt"
SHORTEST_NAME = 3
# With fewer letters than every third sign it is the rest that counts.
SHARE = 3
BETWEEN = re.compile(r"[\s_.,;:/-]+")


@cache
def table(name: str) -> Table:
    """`long` (15 code points and more) and `short` (8 to 14): whole passwords; `words`, `names`."""
    return Table(FOLDER / f"{name}.bin")


@cache
def phrases() -> frozenset[str]:
    """Proverbs, prayers, titles and greetings, letters only."""
    lines = PHRASES.read_text("utf-8").splitlines()
    return frozenset(letters(line) for line in lines if line and not line.startswith("#"))


def is_common(text: str) -> bool:
    """Whether the whole password is in a table, or is one of the three ways."""
    if any(form in table(name) for form in _whole(text) for name in ("long", "short")):
        return True
    cores = {letters(text), letters(undressed(_word_part(text)))}
    return any(len(core) * SHARE >= len(text) and _near_at_hand(core) for core in cores)


def _whole(text: str) -> set[str]:
    return {text.casefold(), folded(text), undressed(text)}


def _word_part(text: str) -> str:
    """The one part with letters in it, if only one has, so that a year stays a year."""
    parts = [part for part in BETWEEN.split(text) if letters(part)]
    return parts[0] if len(parts) == 1 else text


def _near_at_hand(core: str) -> bool:
    return core in phrases() or _is_word(core) or _is_two_names(core)


def _is_word(core: str) -> bool:
    return core in table("words") or core in table("names")


def _is_two_names(core: str) -> bool:
    places = range(SHORTEST_NAME, len(core) - SHORTEST_NAME + 1)
    names = table("names")
    return any(core[:at] in names and core[at:] in names for at in places)
