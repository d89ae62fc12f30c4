from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from recupera.portal import hours

BOGOTA = ZoneInfo("America/Bogota")


def at(hour: int, minute: int, second: int = 0, day: int = 22) -> float:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=BOGOTA).timestamp()


@pytest.mark.parametrize(
    ("when", "spanish", "english"),
    [
        (at(15, 52), "las 3:52 p. m.", "3:52 PM"),
        (at(13, 5), "la 1:05 p. m.", "1:05 PM"),
        (at(1, 0), "la 1:00 a. m.", "1:00 AM"),
        (at(0, 0), "las 12:00 a. m.", "12:00 AM"),
        (at(12, 30), "las 12:30 p. m.", "12:30 PM"),
    ],
)
def test_an_hour_is_said_as_people_say_it(when: float, spanish: str, english: str) -> None:
    with override("es"):
        assert hours.until(when).replace("\u00a0", " ") == spanish
    with override("en"):
        assert hours.until(when).replace("\u00a0", " ") == english


def test_an_end_is_never_said_too_late_nor_a_beginning_too_early() -> None:
    with override("en"):
        assert hours.until(at(9, 59, 59)).startswith("9:59")
        assert hours.since(at(9, 59, 1)).startswith("10:00")
        assert hours.since(at(9, 59)).startswith("9:59")


def test_an_hour_of_another_day_says_the_day() -> None:
    with override("es"):
        said = hours.day_and_hour(at(8, 0, day=23), now=at(15, 0)).replace("\u00a0", " ")
        assert said == "las 8:00 a. m. del 23 de noviembre"
        today = hours.day_and_hour(at(16, 0), now=at(15, 0)).replace("\u00a0", " ")
        assert today == "las 4:00 p. m."


def test_a_day_is_said_with_its_weekday_and_with_its_year_where_that_is_another() -> None:
    day, now = date(2027, 1, 6), date(2026, 11, 22)
    with override("es"):
        assert hours.weekday_and_day(day) == "miércoles 6 de enero"
        assert hours.weekday_and_day(day, now=now) == "miércoles 6 de enero de 2027"
        assert hours.weekday_and_day(day, now=day) == "miércoles 6 de enero"
    with override("en"):
        assert hours.weekday_and_day(day) == "Wednesday, January 6"
        assert hours.weekday_and_day(day, now=now) == "Wednesday, January 6, 2027"


def test_an_hour_of_any_day_is_said_without_an_article() -> None:
    with override("es"):
        assert hours.clock(time(7)).replace("\u00a0", " ") == "7:00 a. m."
    with override("en"):
        assert hours.clock(time(19)).replace("\u00a0", " ") == "7:00 PM"
