"""Passwords as Argon2id, and the older forms that an import may bring, which are only compared.

Argon2id costs what OWASP's Password Storage Cheat Sheet calls the minimum (19 MiB, two rounds,
one lane; about 25 ms): what is kept is sealed besides, so a thief of the vault alone cannot guess.
"""

import re
import secrets
from collections.abc import Callable
from functools import cache

import bcrypt
from django.contrib.auth import hashers
from passlib.hash import sha256_crypt, sha512_crypt

LONGEST = 200
# bcrypt has never looked further; its library now refuses to cut by itself.
BCRYPT_BYTES = 72
# Costs above these would hold the worker for seconds at each try.
MOST_MEMORY, MOST_PASSES, MOST_LANES = 262_144, 10, 16
MOST_DOUBLINGS, MOST_PBKDF2, MOST_ROUNDS = 15, 5_000_000, 1_000_000


class Argon2id(hashers.Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class UnknownFormat(ValueError):
    """No password hash that is known here, or one that costs too much. Holds nothing of it."""


def made(password: str) -> str:
    """The Argon2id hash of a prepared password, in Django's form."""
    hasher = Argon2id()
    return hasher.encode(password, hasher.salt())


def matches(password: str, hashed: str) -> bool:
    """Whether it is the password; `hashed` is of `made` or passed `known`."""
    for form, _, compare in FORMATS:
        if form.fullmatch(hashed):
            return compare(password, hashed)
    return False


def is_outdated(hashed: str) -> bool:
    """Whether it should be made anew when the password is at hand."""
    return not hashed.startswith("argon2$argon2id$") or Argon2id().must_update(hashed)


def known(text: str) -> str:
    """The hash of an import's cell. Raises UnknownFormat with a sentence's end for the report."""
    for form, limits, _ in FORMATS:
        found = form.fullmatch(text)
        if found and len(text) <= LONGEST:
            costs = [int(cost or 0) for cost in found.groups()]
            if any(cost > most for cost, most in zip(costs, limits, strict=True)):
                raise UnknownFormat("costs more than is reasonable to compare")
            return text
    raise UnknownFormat("is no known hash; passwords in clear are never taken")


@cache
def nobodys() -> str:
    """A hash to compare with where there is none, so that nobody takes as long as somebody."""
    return made(secrets.token_urlsafe(16))


def _argon2(password: str, hashed: str) -> bool:
    return bool(Argon2id().verify(password, "argon2" + hashed.removeprefix("argon2")))


def _bcrypt(password: str, hashed: str) -> bool:
    raw = hashed.removeprefix("bcrypt$").encode()
    return bcrypt.checkpw(password.encode()[:BCRYPT_BYTES], raw)


def _of(hasher: hashers.BasePasswordHasher) -> Callable[[str, str], bool]:
    return lambda password, hashed: bool(hasher.verify(password, hashed))


def _crypt(password: str, hashed: str) -> bool:
    scheme = sha256_crypt if hashed.startswith("$5$") else sha512_crypt
    return bool(scheme.verify(password, hashed))


B64, CRYPT = "[A-Za-z0-9+/]", "[A-Za-z0-9./]"
# The form, the most that each number in it may be, and how to compare.
FORMATS: tuple[tuple[re.Pattern[str], tuple[int, ...], Callable[[str, str], bool]], ...] = (
    (
        re.compile(
            r"(?:argon2)?\$argon2(?:id|i|d)\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})"
            rf"\${B64}{{11,64}}\${B64}{{16,90}}"
        ),
        (MOST_MEMORY, MOST_PASSES, MOST_LANES),
        _argon2,
    ),
    (
        re.compile(rf"(?:bcrypt\$)?\$2[aby]\$([012]\d|3[01])\${CRYPT}{{53}}"),
        (MOST_DOUBLINGS,),
        _bcrypt,
    ),
    (
        re.compile(rf"bcrypt_sha256\$\$2b\$([012]\d|3[01])\${CRYPT}{{53}}"),
        (MOST_DOUBLINGS,),
        _of(hashers.BCryptSHA256PasswordHasher()),
    ),
    (
        re.compile(rf"pbkdf2_sha256\$(\d{{1,9}})\$[^$\s]{{1,64}}\${B64}{{43}}="),
        (MOST_PBKDF2,),
        _of(hashers.PBKDF2PasswordHasher()),
    ),
    (
        re.compile(rf"pbkdf2_sha1\$(\d{{1,9}})\$[^$\s]{{1,64}}\${B64}{{27}}="),
        (MOST_PBKDF2,),
        _of(hashers.PBKDF2SHA1PasswordHasher()),
    ),
    (
        re.compile(
            r"\$(?=[56]\$(?:rounds=(\d{4,9})\$)?)[56]\$(?:rounds=\d{4,9}\$)?"
            rf"{CRYPT}{{1,16}}\$(?:{CRYPT}{{43}}|{CRYPT}{{86}})"
        ),
        (MOST_ROUNDS,),
        _crypt,
    ),
)
