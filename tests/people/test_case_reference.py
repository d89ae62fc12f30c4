"""A case's reference catches the slips that people make when they copy digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recupera.people.case_reference import DAMM, grouped, new_reference, reference

BODIES = st.text("0123456789", min_size=9, max_size=9)


def checked(body: str) -> str:
    (found,) = (body + digit for digit in "0123456789" if reference(body + digit))
    return found


def test_the_table_is_a_quasigroup_that_tells_the_order() -> None:
    digits = set(range(10))
    assert all(set(row) == digits for row in DAMM)
    assert all({row[column] for row in DAMM} == digits for column in digits)
    assert all(DAMM[digit][digit] == 0 for digit in digits)


def test_the_authors_own_example_holds() -> None:
    found = 0
    for digit in "5724":
        found = DAMM[found][int(digit)]
    assert found == 0, "572 has the check digit 4"


def test_new_ones_are_in_normal_form_and_come_in_no_order() -> None:
    made = [new_reference() for _ in range(200)]
    assert all(reference(one) == one for one in made)
    # Of a thousand million; two are the same by chance once in 50,000 times.
    assert len(set(made)) >= 199
    assert made != sorted(made)


@given(BODIES)
def test_as_it_is_shown_it_is_read_back(body: str) -> None:
    whole = checked(body)
    assert [len(part) for part in grouped(whole).split("-")] == [4, 4, 2]
    assert reference(grouped(whole)) == reference(f" {grouped(whole)} ") == whole


@given(BODIES, st.integers(0, 9), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(body: str, place: int, digit: str) -> None:
    whole = checked(body)
    changed = whole[:place] + digit + whole[place + 1 :]
    assert (reference(changed) is None) == (changed != whole)


@given(BODIES, st.integers(0, 8))
def test_two_neighbours_that_changed_places_are_noticed(body: str, place: int) -> None:
    whole = checked(body)
    changed = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert (reference(changed) is None) == (changed != whole)


@pytest.mark.parametrize("typed", ["", "2599-7293", "25997293270", "2599-7293-2x", "٢٥٩٩٧٢٩٣٢٧"])
def test_what_is_none_is_none(typed: str) -> None:
    assert reference(typed) is None
