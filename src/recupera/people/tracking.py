"""Tracking keys: what opens a case's status together with its reference."""

import re
import secrets

# The alphabet of objection codes.
ALPHABET = "BCDFGHJKMNPQRTVWXYZ23456789"
# log2(27^14) = 66 bits, and a check character.
RANDOM = 14
GROUP = 5
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212._]+")
FORM = re.compile(f"[{ALPHABET}]{{{RANDOM + 1}}}")
# Both, and their difference, have no divisor in common with 27: every single wrong character is
# found, and every two random neighbours that changed places.
WEIGHTS = (1, 2)


def new_tracking_key() -> str:
    """Fifteen characters in normal form: fourteen from a CSPRNG and a check character."""
    return checked("".join(secrets.choice(ALPHABET) for _ in range(RANDOM)))


def checked(drawn: str) -> str:
    """Fourteen characters of the alphabet with their check character."""
    return drawn + _check(drawn)


def tracking_key(typed: str) -> str | None:
    """The normal form of what was typed, or None where a character is wrong or missing."""
    bare = BETWEEN.sub("", typed).upper()
    return bare if FORM.fullmatch(bare) and _check(bare[:-1]) == bare[-1] else None


def grouped_tracking_key(key: str) -> str:
    """As people read it: three groups of five."""
    return "-".join(key[at : at + GROUP] for at in range(0, len(key), GROUP))


def _check(drawn: str) -> str:
    total = sum(ALPHABET.index(one) * WEIGHTS[at % 2] for at, one in enumerate(drawn))
    return ALPHABET[-total % len(ALPHABET)]
