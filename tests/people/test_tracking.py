"""Tracking keys find their own typing errors."""

from math import log2

from hypothesis import given
from hypothesis import strategies as st

from recupera.people.tracking import (
    ALPHABET,
    RANDOM,
    grouped_tracking_key,
    new_tracking_key,
    tracking_key,
)

KEYS = st.builds(new_tracking_key)


def test_a_key_holds_more_than_64_random_bits() -> None:
    assert RANDOM * log2(len(ALPHABET)) > 64
    assert len({new_tracking_key() for _ in range(1000)}) == 1000


@given(KEYS)
def test_a_key_is_known_again_as_people_type_it(key: str) -> None:
    typed = grouped_tracking_key(key).lower().replace("-", " ")
    assert tracking_key(typed) == tracking_key(f" {key} ") == key


@given(KEYS, st.integers(0, RANDOM), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(key: str, at: int, other: str) -> None:
    wrong = key[:at] + other + key[at + 1 :]
    assert (tracking_key(wrong) is None) == (wrong != key)


@given(KEYS, st.integers(0, RANDOM - 2))
def test_two_neighbours_that_changed_places_are_found(key: str, at: int) -> None:
    swapped = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    assert (tracking_key(swapped) is None) == (swapped != key)


def test_what_is_too_long_too_short_or_holds_a_vowel_is_no_key() -> None:
    key = new_tracking_key()
    assert [tracking_key(one) for one in ("", key[:-1], key + "B", "A" + key[1:])] == [None] * 4
