"""An objection code is read as people copy it, and nothing else is taken for one."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recupera.letterbox.remembered import REFERENCE_DIGITS, REFERENCE_LETTERS
from recupera.people.objection import (
    ALPHABET,
    LENGTH,
    grouped_objection_code,
    new_objection_code,
    objection_code,
)

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_it_is_written_with_the_letters_of_references_and_has_57_bits() -> None:
    assert ALPHABET == REFERENCE_LETTERS + REFERENCE_DIGITS
    assert 57 < log2(len(set(ALPHABET))) * LENGTH < 58


def test_a_new_one_is_in_normal_form_and_comes_once() -> None:
    made = {new_objection_code() for _ in range(200)}
    assert len(made) == 200
    assert all(objection_code(code) == code for code in made)
    assert set("".join(made)) == set(ALPHABET)


@given(CODES)
def test_as_it_is_shown_it_is_read_back(code: str) -> None:
    shown = grouped_objection_code(code)
    assert [len(group) for group in shown.split("-")] == [4, 4, 4]
    assert objection_code(shown) == objection_code(shown.lower()) == code


@pytest.mark.parametrize(
    "typed",
    [
        "k7q4-9mtx-4rwd",
        " K7Q4 9MTX 4RWD\n",
        "K7Q49MTX4RWD",
        "K7Q4\u20139MTX\u20114RWD",
        "K7Q4\xa09MTX\u202f4RWD.",
    ],
)
def test_every_usual_way_to_copy_it_is_read(typed: str) -> None:
    assert objection_code(typed) == "K7Q49MTX4RWD"


@pytest.mark.parametrize(
    "typed", ["", "K7Q4", "K7Q4-9MTX-4RW", "K7Q4-9MTX-4RWDD", "K7Q4-9MTX-4RWA", "K7Q4-9MTX-4RW1"]
)
def test_what_is_none_is_none(typed: str) -> None:
    assert objection_code(typed) is None


@given(st.text())
def test_whatever_is_typed_is_refused_or_is_its_own_normal_form(typed: str) -> None:
    found = objection_code(typed)
    assert found is None or objection_code(found) == found
