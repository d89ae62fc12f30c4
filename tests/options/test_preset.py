"""The preset as data: what it may say, and how its mistakes are told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from recupera.options.notice import Notice
from recupera.options.preset import SHIPPED, load_preset

SECOP2 = load_preset("secop2")


def notice(first: Any, last: Any) -> Notice:
    text = {"es": "Aviso", "en": "Notice"}
    return Notice.model_validate({"text": text, "first": first, "last": last})


@pytest.mark.parametrize(
    ("first", "last", "day", "shown"),
    [
        ("01-01", "01-31", date(2026, 12, 31), False),
        ("01-01", "01-31", date(2027, 1, 1), True),
        ("01-01", "01-31", date(2031, 1, 31), True),
        ("01-01", "01-31", date(2027, 2, 1), False),
        ("12-15", "01-10", date(2027, 1, 10), True),
        ("12-15", "01-10", date(2027, 1, 11), False),
        ("12-15", "01-10", date(2026, 12, 14), False),
        (date(2027, 1, 5), date(2027, 1, 6), date(2027, 1, 6), True),
        (date(2027, 1, 5), date(2027, 1, 6), date(2028, 1, 6), False),
        (date(2027, 1, 5), date(2027, 1, 6), date(2027, 1, 4), False),
    ],
)
def test_a_notice_is_shown_from_its_first_day_to_its_last(
    first: Any, last: Any, day: date, shown: bool
) -> None:
    assert notice(first, last).shows_on(day) == shown


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("02-30", "03-01"),
        ("13-01", "13-02"),
        ("1-1", "01-31"),
        (date(2027, 1, 6), date(2027, 1, 5)),
        ("01-01", date(2027, 1, 5)),
    ],
)
def test_days_that_make_no_sense_are_refused(first: Any, last: Any) -> None:
    with pytest.raises(ValidationError):
        notice(first, last)


def test_the_annual_plan_is_announced_each_january_with_its_link() -> None:
    (plan,) = SECOP2.notices
    assert [plan.shows_on(date(2027, month, 31)) for month in (1, 3, 12)] == [True, False, False]
    assert "Plan Anual de Adquisiciones en el SECOP." in plan.text.es
    assert plan.link
    assert plan.link.es == "Revisa la actualización de la guía y formato aquí"


def test_the_header_and_the_footer_carry_the_words_of_the_guide() -> None:
    assert [link.es for link in SECOP2.header] == [
        "Quiénes somos",
        "SECOP",
        "Tienda Virtual",
        "Relatoría",
        "Normativa",
        "Transparencia",
        "Comunicaciones",
    ]
    assert [link.es for link in SECOP2.footer] == ["Datos abiertos", "PQRSD", "Calendario"]
    assert [link.page for link in SECOP2.footer] == [None, None, "calendar"]


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('"America/Bogota"', '"Bogota"', "America/Bogota"),
        ('holidays = "CO"', 'holidays = "XX"', "two letters"),
        ("opens = 07:00:00", "opens = 20:00:00", "opens must come before closes"),
        ('["sat"]', '["fri"]', "the hours of fri overlap"),
        ('page = "calendar"', 'page = "diary"', "Input should be 'calendar'"),
        (', page = "calendar"', "", "a url, or one of our pages"),
        ('page = "calendar"', 'page = "help", url = "https://a.example"', "and not both"),
        ('last = "01-31"', "last = 2027-01-31", "both days of a notice"),
    ],
)
def test_a_mistake_in_a_preset_is_told_in_words(
    tmp_path: Path, written: str, instead: str, told: str
) -> None:
    text = (SHIPPED / "secop2.toml").read_text("utf-8")
    assert written in text
    path = tmp_path / "other.toml"
    path.write_text(text.replace(written, instead, 1), "utf-8")
    with pytest.raises(ValueError, match=told):
        load_preset(str(path))
