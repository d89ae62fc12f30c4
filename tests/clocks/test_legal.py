"""The legal clock: the vectors of the guide, and what each due date says of itself."""

from datetime import datetime

import pytest

from recupera.clocks.legal import due, is_business_day, next_business_day
from tests.clocks.moments import SECOP2, at, closed, on, told

SUNDAY, THURSDAY = "2026-11-22", "2026-07-02"
IMMACULATE = "2026-12-08: La Inmaculada Concepción"


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        (SUNDAY, 5, "2026-11-27"),
        (SUNDAY, 8, "2026-12-02"),
        (SUNDAY, 10, "2026-12-04"),
        (SUNDAY, 15, "2026-12-14"),
        (SUNDAY, 30, "2027-01-06"),
        (THURSDAY, 5, "2026-07-09"),
        (THURSDAY, 8, "2026-07-15"),
        (THURSDAY, 10, "2026-07-17"),
        (THURSDAY, 15, "2026-07-27"),
        (THURSDAY, 30, "2026-08-19"),
    ],
)
def test_business_days_count_from_the_day_after_receipt(
    received: str, days: int, expected: str
) -> None:
    assert due(SECOP2, on(received), days).day == on(expected)


@pytest.mark.parametrize(
    ("received", "days", "reasons"),
    [
        (SUNDAY, 10, []),
        (SUNDAY, 15, [IMMACULATE]),
        (SUNDAY, 30, [IMMACULATE, "2026-12-25: Navidad", "2027-01-01: Año Nuevo"]),
        ("2026-11-13", 1, ["2026-11-16: Independencia de Cartagena"]),
        # What was received on the holiday itself is not waiting for it.
        ("2026-11-16", 1, []),
    ],
)
def test_what_is_due_names_the_days_of_rest_on_its_way(
    received: str, days: int, reasons: list[str]
) -> None:
    assert told(due(SECOP2, on(received), days).reasons) == reasons


def test_a_closed_day_is_no_business_day_and_says_why() -> None:
    found = due(closed("2026-12-24", "2026-12-26"), on("2026-12-23"), 1)
    assert found.day == on("2026-12-28")
    assert told(found.reasons) == ["2026-12-24: cierre de fin de año", "2026-12-25: Navidad"]


def test_what_comes_in_at_night_or_on_a_day_of_rest_counts_as_that_day() -> None:
    friday = SECOP2.day_of(at("2026-11-20 23:59"))
    assert due(SECOP2, friday, 1).day == on("2026-11-23")
    for resting in ("2026-11-21", "2026-11-22"):
        assert due(SECOP2, on(resting), 1).day == on("2026-11-23")
    assert due(SECOP2, on("2026-07-13"), 1).day == on("2026-07-14")


def test_a_saturday_with_service_is_no_business_day() -> None:
    assert not is_business_day(SECOP2, on("2026-11-21"))
    assert is_business_day(SECOP2, on("2026-11-20"))
    assert next_business_day(SECOP2, on("2026-11-20")) == on("2026-11-23")


def test_the_holiday_of_the_law_of_2026_counts() -> None:
    assert not is_business_day(SECOP2, on("2026-07-13"))


def test_a_term_without_days_and_an_instant_without_a_zone_s_day_are_refused() -> None:
    with pytest.raises(ValueError, match="one business day"):
        due(SECOP2, on(SUNDAY), 0)
    with pytest.raises(TypeError, match="day_of"):
        due(SECOP2, datetime.fromisoformat("2026-11-22T23:00:00+00:00"), 1)
