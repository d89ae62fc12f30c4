"""Sealed things open for their key and their purpose, and for nothing else."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recupera.keys import (
    CannotOpen,
    Key,
    TooLarge,
    digest,
    hpke_open,
    hpke_seal,
    open_sealed,
    seal,
)
from recupera.keys.sealing import public_half

SECRET = secrets.token_bytes(32)


@given(st.binary(max_size=200))
def test_every_content_comes_back_and_has_the_one_size(content: bytes) -> None:
    sealed = seal(SECRET, content, about=b"x", size=256)
    assert len(sealed) == 256 + 12 + 16
    assert open_sealed(SECRET, sealed, about=b"x") == content


def test_what_does_not_fit_is_refused_and_not_cut() -> None:
    with pytest.raises(TooLarge):
        seal(SECRET, bytes(253), about=b"x", size=256)


def test_another_purpose_another_key_or_a_flipped_bit_does_not_open() -> None:
    sealed = seal(SECRET, b"hello", about=b"x", size=64)
    flipped = sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:]
    for secret, body, about in (
        (SECRET, sealed, b"y"),
        (secrets.token_bytes(32), sealed, b"x"),
        (SECRET, flipped, b"x"),
        (SECRET, b"", b"x"),
    ):
        with pytest.raises(CannotOpen):
            open_sealed(secret, body, about=about)


def test_whoever_sealed_an_envelope_cannot_open_it() -> None:
    private = secrets.token_bytes(32)
    public = Key("k", public_half(private))
    sealed = hpke_seal(public, b"hello", info=b"i", size=64)
    assert hpke_open(Key("k", private), sealed, info=b"i") == b"hello"
    with pytest.raises(CannotOpen):
        hpke_open(public, sealed, info=b"i")
    with pytest.raises(CannotOpen):
        hpke_open(Key("k", private), sealed, info=b"j")


def test_parts_of_a_digest_do_not_slide_into_each_other() -> None:
    assert digest(SECRET, b"ab", b"c") != digest(SECRET, b"a", b"bc")
