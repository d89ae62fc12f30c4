"""Weak passwords are refused with the reason, and nobody's good one is."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recupera import options
from recupera.passwords import LONGEST, Reason, check, prepared
from recupera.passwords.blocklist import phrases, table
from recupera.passwords.table import Table, content
from tests.passwords.examples import ANA, FINE, REFUSED

BREACHED = (Path(__file__).parent / "breached.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("reason", "password"),
    [(reason, one) for reason, several in REFUSED.items() for one in several],
)
def test_a_password_that_is_long_and_weak_is_refused_with_its_reason(
    reason: Reason, password: str
) -> None:
    assert len(password) >= 15
    assert reason in check(password, context=ANA)


@pytest.mark.parametrize("password", FINE)
def test_a_good_password_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert check(password, context=ANA) == []


def test_fourteen_characters_are_too_short_and_fifteen_are_not() -> None:
    assert check("nube sobre río") == [Reason.TOO_SHORT]
    assert check("nube sobre ríos") == []


def test_characters_are_counted_after_normalising_and_not_as_bytes() -> None:
    apart = unicodedata.normalize("NFD", "ñu ágil y dócil")
    assert len(apart) > 15 == len(prepared(apart))
    assert check(apart) == []
    assert Reason.TOO_SHORT in check(apart[:-2])
    assert Reason.TOO_SHORT in check("🦤🐢🐍🦎🐊🐸🦜🦩🦚🦉🦅🦆")


@pytest.mark.parametrize("length", [64, LONGEST])
def test_long_passwords_are_taken(length: int) -> None:
    assert check(_long(length)) == []


def test_one_character_more_than_the_longest_is_refused() -> None:
    assert check(_long(LONGEST + 1)) == [Reason.TOO_LONG]


def test_what_is_longer_than_the_longest_is_refused_and_never_cut() -> None:
    assert check(FINE[0] * 40) == [Reason.TOO_LONG]
    assert prepared("x" * 5_000) == "x" * 5_000


@pytest.mark.parametrize("sign", ["\0", "\n", "\t", "\x7f", "\u2028", "\ud800"])
def test_what_nobody_types_is_refused_with_its_reason(sign: str) -> None:
    assert check(f"cinco lluvias{sign} sobre el mar") == [Reason.CHARACTERS]


def test_spaces_count_and_stay() -> None:
    assert prepared("  dos  espacios  ") == "  dos  espacios  "


def test_the_two_ways_to_write_an_accent_are_one_password() -> None:
    assert prepared("pa\u0301ramo") == prepared("páramo")


def test_the_length_is_the_operators_and_never_below_eight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECUPERA_PASSWORD_LENGTH", "8")
    options.forget()
    try:
        assert check("ñu ágil7") == []
        assert check("iloveyou") == [Reason.COMMON]
        assert Reason.TOO_SHORT in check("ñu ágil")
        monkeypatch.setenv("RECUPERA_PASSWORD_LENGTH", "7")
        options.forget()
        with pytest.raises(options.Mistakes):
            check("ñu ágil7")
    finally:
        monkeypatch.undo()
        options.forget()


def test_three_thousand_stolen_passwords_that_satisfy_the_length_are_refused() -> None:
    assert len(set(BREACHED)) >= 3_000
    assert min(len(one) for one in BREACHED) >= 15
    assert [one for one in BREACHED if Reason.COMMON not in check(one)] == []
    assert [one for one in BREACHED[:500] if Reason.COMMON not in check(one.swapcase())] == []


def test_a_stolen_password_with_more_in_front_is_another_password() -> None:
    others = [one for one in BREACHED if Reason.COMMON not in check(f"ñ;{one};ñ")]
    assert len(others) > 0.95 * len(BREACHED)


def test_the_tables_are_as_large_as_is_said_and_refuse_nothing_by_chance() -> None:
    assert len(table("long")) > 330_000
    assert len(table("short")) > 15_000
    assert not any(f"nobody's {number} password" in table("long") for number in range(5_000))


def test_the_first_and_the_last_of_a_table_are_found_and_neighbours_are_not(
    tmp_path: Path,
) -> None:
    held = [f"text {number}" for number in range(100)]
    (tmp_path / "t.bin").write_bytes(content(held))
    table = Table(tmp_path / "t.bin")
    assert len(table) == 100
    assert all(one in table for one in held)
    assert not any(f"{one}." in table for one in held)


def test_every_phrase_is_refused_as_it_stands_and_with_a_year() -> None:
    assert len(phrases()) > 300
    for phrase in phrases():
        assert Reason.COMMON in check(f"{phrase}{2026}"), phrase


def test_without_context_a_name_is_only_a_word() -> None:
    password = "pachamama-rubiela-pachamama"
    assert Reason.CONTEXT not in check(password)
    assert Reason.CONTEXT in check(password, context=["Rubiela Pachamama"])


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=4))
def test_whatever_is_typed_gets_an_answer(password: str, context: list[str]) -> None:
    assert check(password, context=context) == check(prepared(password), context=context)


def _long(length: int) -> str:
    text = (FINE[0] + FINE[1] + FINE[5] + FINE[6] * 20 + FINE[7] * 20)[:length]
    assert len(text) == length
    return text
