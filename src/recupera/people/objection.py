"""Objection codes: what somebody who reads "your password was changed" types to say "not me"."""

import re
import secrets

# The alphabet of references: no vowels, no look-alikes.
ALPHABET = "BCDFGHJKMNPQRTVWXYZ23456789"
LENGTH = 12
GROUP = 4
# What people put between groups, and what phones make of a hyphen.
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212._]+")
FORM = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_objection_code() -> str:
    """Twelve characters from a CSPRNG, log2(27^12) = 57 bits, in normal form: `K7Q49MTX4RWD`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def objection_code(typed: str) -> str | None:
    """The normal form of what was typed, or None where it cannot be an objection code."""
    bare = BETWEEN.sub("", typed).upper()
    return bare if FORM.fullmatch(bare) else None


def grouped_objection_code(code: str) -> str:
    """As people read it: `K7Q4-9MTX-4RWD`."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
