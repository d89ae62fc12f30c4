"""Hashes of other systems are compared as those systems do, and nothing else passes for a hash."""

import pytest
from django.contrib.auth import hashers

from recupera.directories.embedded.hashes import (
    BCRYPT_BYTES,
    UnknownFormat,
    is_outdated,
    known,
    made,
    matches,
)

# From the algorithms' own test vectors.
RAW = {
    "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5": "Hello world!",
    "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCo"
    "EOfaS35inz1": "Hello world!",
    "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOu"
    "ZeHBy/YTBmSK6H9qs/y3RnOaw5v.": "Hello world!",
    "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW": "U*U",
    "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW": "U*U",
    "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW": "U*U",
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc": (
        "password"
    ),
    "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA": (
        "password"
    ),
}
DJANGO = [
    hashers.Argon2PasswordHasher(),
    hashers.BCryptPasswordHasher(),
    hashers.BCryptSHA256PasswordHasher(),
    hashers.PBKDF2PasswordHasher(),
    hashers.PBKDF2SHA1PasswordHasher(),
]
CLEAR = "passwords in clear"
COSTLY = "costs more"


@pytest.mark.parametrize("hashed", RAW)
def test_the_raw_forms_are_known_and_compared(hashed: str) -> None:
    assert known(hashed) == hashed
    assert matches(RAW[hashed], hashed)
    assert not matches(RAW[hashed] + " ", hashed)
    assert not matches("", hashed)
    assert is_outdated(hashed)


@pytest.mark.parametrize("hasher", DJANGO, ids=lambda hasher: hasher.algorithm)
def test_what_django_keeps_is_known_and_compared(hasher: hashers.BasePasswordHasher) -> None:
    hashed = hasher.encode("ñandú en la laguna", hasher.salt())
    assert known(hashed) == hashed
    assert matches("ñandú en la laguna", hashed)
    assert not matches("ñandu en la laguna", hashed)
    assert is_outdated(hashed)


def test_a_hash_of_ours_is_argon2id_at_the_cost_that_is_documented_and_never_twice_the_same() -> (
    None
):
    hashed = made("ñandú en la laguna")
    assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert known(hashed) == hashed
    assert matches("ñandú en la laguna", hashed)
    assert not is_outdated(hashed)
    assert made("ñandú en la laguna") != hashed


@pytest.mark.parametrize("length", [BCRYPT_BYTES - 1, BCRYPT_BYTES, BCRYPT_BYTES + 1, 250])
def test_a_long_password_is_compared_with_bcrypt_as_it_was_hashed(length: int) -> None:
    import bcrypt

    password = "ñ" * length
    raw = bcrypt.hashpw(password.encode()[:BCRYPT_BYTES], bcrypt.gensalt(4)).decode()
    assert matches(password, raw)
    assert not matches("x" + password, raw)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("contraseña1985", CLEAR),
        ("5f4dcc3b5aa765d61d8327deb882cf99", CLEAR),
        ("{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", CLEAR),
        ("$1$salt$qJH7.N4xYta3aEG/dfqo/0", CLEAR),
        ("$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe", CLEAR),
        ("!", CLEAR),
        ("argon2$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ", CLEAR),
        ("$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\nx", CLEAR),
        ("$2y$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", COSTLY),
        (
            "$6$rounds=99999999$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM"
            "0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.",
            COSTLY,
        ),
        (
            "$argon2id$v=19$m=9000000,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            COSTLY,
        ),
        (f"pbkdf2_sha256$999999999$salt${'A' * 43}=", COSTLY),
    ],
)
def test_what_is_no_known_hash_or_too_dear_is_refused_without_being_repeated(
    text: str, reason: str
) -> None:
    with pytest.raises(UnknownFormat, match=reason) as refused:
        known(text)
    assert text not in str(refused.value)
    if reason == CLEAR:
        assert not matches(text, text)
