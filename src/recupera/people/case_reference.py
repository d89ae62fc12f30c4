"""A case's reference: ten random digits that end in a check digit, as people read them aloud.

Random, so that it does not say how many cases there are (SP 800-63A-4, 3.9); it opens nothing.
"""

import re
import secrets

DIGITS = 10
GROUPS = (4, 8)
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212.]+")
FORM = re.compile(r"[0-9]{10}")

# H. M. Damm (2004): a totally antisymmetric quasigroup of order ten. It finds every single wrong
# digit and every two neighbours that changed places, with plain digits alone.
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def new_reference() -> str:
    """In normal form: ten digits, the last of them the check digit."""
    return numbered(secrets.randbelow(10 ** (DIGITS - 1)))


def numbered(number: int) -> str:
    """The reference of this number, 0 to 999,999,999, in normal form: with its check digit."""
    body = f"{number:0{DIGITS - 1}d}"
    return body + str(_interim(body))


def reference(typed: str) -> str | None:
    """The normal form of what was typed, or None where a digit is wrong, missing or too much."""
    bare = BETWEEN.sub("", typed)
    return bare if FORM.fullmatch(bare) and _interim(bare) == 0 else None


def grouped(reference: str) -> str:
    """As people read it: `2599-7293-27`; empty stays empty."""
    first, second = GROUPS
    parts = (reference[:first], reference[first:second], reference[second:])
    return "-".join(part for part in parts if part)


def _interim(digits: str) -> int:
    found = 0
    for digit in digits:
        found = DAMM[found][int(digit)]
    return found
