"""Codes: where they come from, and what is kept of them."""

import secrets

import pytest

from recupera.enquiries import codes
from recupera.keys import Ring, ring
from recupera.options import current


def test_a_code_is_eight_digits_from_the_systems_generator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = [codes.new_code() for _ in range(200)]
    assert all(len(code) == 8 and code.isdecimal() for code in made)
    # Two of so many are alike once in five thousand times; more than that never.
    assert len(set(made)) >= 198
    monkeypatch.setattr(secrets, "randbelow", lambda most: 7 if most == 10**8 else -1)
    assert codes.new_code() == "00000007"


def test_what_is_kept_of_a_code_is_worth_nothing_in_another_enquiry_or_without_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = codes.digest_of("48217736", enquiry="a" * 32)
    assert "48217736" not in kept
    assert codes.matches(kept, "48217736", enquiry="a" * 32)
    assert not codes.matches(kept, "48217736", enquiry="b" * 32)
    assert not codes.matches(kept, "48217737", enquiry="a" * 32)
    own = Ring(current().data / "a thief's own key")
    own.add(b"x" * 32, ring(current().data, "worker", "code").newest().id)
    monkeypatch.setattr(codes, "_ring", lambda: own)
    assert not codes.matches(kept, "48217736", enquiry="a" * 32)
