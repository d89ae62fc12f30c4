"""The service clock: the vectors of the guide, and what it says of itself."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recupera.clocks.calendar import Calendar
from recupera.clocks.service import due, next_opening, standing
from recupera.options.service import Opening, Service
from tests.clocks.moments import BOGOTA, SECOP2, at, closed, told

HOUR = timedelta(hours=1)
CARTAGENA = "2026-11-16: Independencia de Cartagena"


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-11-14 11:30", 4, "2026-11-17 10:30"),
        ("2026-12-04 18:00", 8, "2026-12-07 10:00"),
        ("2026-12-07 18:30", 2, "2026-12-09 08:30"),
        ("2026-07-11 11:00", 2, "2026-07-14 08:00"),
        ("2026-11-22 15:00", 1, "2026-11-23 08:00"),
        ("2026-04-01 18:00", 24, "2026-04-07 14:00"),
    ],
)
def test_hours_of_service_pass_only_while_somebody_is_there(
    start: str, hours: int, expected: str
) -> None:
    assert due(SECOP2, at(start), hours * HOUR).at == at(expected)


@pytest.mark.parametrize(
    ("start", "hours", "opens", "reasons"),
    [
        ("2026-11-23 09:00", 2, None, []),
        ("2026-11-22 15:00", 1, "2026-11-23 07:00", []),
        ("2026-11-14 11:30", 4, None, [CARTAGENA]),
        ("2026-11-14 12:00", 4, "2026-11-17 07:00", [CARTAGENA]),
        ("2026-11-16 10:00", 1, "2026-11-17 07:00", [CARTAGENA]),
        # By seven in the evening that holiday is over for everybody.
        ("2026-11-16 19:00", 1, "2026-11-17 07:00", []),
        ("2026-11-13 18:00", 1, None, []),
    ],
)
def test_what_is_due_says_why_it_is_not_due_sooner(
    start: str, hours: int, opens: str | None, reasons: list[str]
) -> None:
    found = due(SECOP2, at(start), hours * HOUR)
    assert found.opens == (at(opens) if opens else None)
    assert told(found.reasons) == reasons


def test_a_closed_saturday_is_a_reason_and_a_sunday_never_is() -> None:
    found = due(closed("2026-11-21", "2026-11-22"), at("2026-11-20 18:30"), HOUR)
    assert found.at == at("2026-11-23 07:30")
    assert told(found.reasons) == ["2026-11-21: cierre de fin de año"]


@pytest.mark.parametrize(
    ("now", "is_open", "until"),
    [
        ("2026-11-23 06:59", False, "2026-11-23 07:00"),
        ("2026-11-23 07:00", True, "2026-11-23 19:00"),
        ("2026-11-23 18:59", True, "2026-11-23 19:00"),
        ("2026-11-23 19:00", False, "2026-11-24 07:00"),
        ("2026-11-21 08:00", True, "2026-11-21 12:00"),
        ("2026-11-21 12:00", False, "2026-11-23 07:00"),
        ("2026-11-14 12:00", False, "2026-11-17 07:00"),
        ("2026-07-13 10:00", False, "2026-07-14 07:00"),
        ("2026-12-31 20:00", False, "2027-01-02 08:00"),
    ],
)
def test_it_is_open_in_its_hours_and_says_until_when_or_from_when(
    now: str, is_open: bool, until: str
) -> None:
    stands = standing(SECOP2, at(now))
    assert (stands.open, stands.until) == (is_open, at(until))
    assert stands.until.tzinfo == BOGOTA


def test_why_it_stays_closed_is_told_and_an_open_house_has_no_reason() -> None:
    assert told(standing(SECOP2, at("2026-11-14 12:00")).reasons) == [CARTAGENA]
    assert standing(SECOP2, at("2026-11-22 12:00")).reasons == ()
    assert standing(SECOP2, at("2026-11-14 11:00")).reasons == ()


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-20 10:00", "2026-11-21 08:00"),
        ("2026-11-14 11:00", "2026-11-17 07:00"),
        ("2026-11-22 15:00", "2026-11-23 07:00"),
        ("2026-11-23 07:00", "2026-11-24 07:00"),
    ],
)
def test_the_next_opening_comes_after_now_whether_it_is_open_or_not(now: str, opens: str) -> None:
    assert next_opening(SECOP2, at(now)) == at(opens)


def test_the_instant_counts_and_not_the_zone_it_is_told_in() -> None:
    assert standing(SECOP2, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)).open
    assert not standing(SECOP2, datetime(2026, 11, 23, 11, 59, tzinfo=UTC)).open


def test_the_guide_promises_sixty_four_hours_a_week() -> None:
    assert due(SECOP2, at("2026-11-23 00:00"), 64 * HOUR).at == at("2026-11-28 12:00")


def test_work_that_takes_no_time_is_refused() -> None:
    for work in (timedelta(0), -HOUR):
        with pytest.raises(ValueError, match="some time"):
            due(SECOP2, at("2026-11-23 10:00"), work)


def test_a_further_closed_day_has_no_service() -> None:
    calendar = closed("2026-11-23")
    assert standing(calendar, at("2026-11-23 10:00")).until == at("2026-11-24 07:00")


def test_a_pause_at_noon_is_no_service() -> None:
    hours = tuple(
        Opening.model_validate({"days": ["mon"], "opens": opens, "closes": closes})
        for opens, closes in (("14:00", "17:00"), ("08:00", "12:00"))
    )
    calendar = Calendar(Service(zone="America/Bogota", holidays="CO", hours=hours))
    assert standing(calendar, at("2026-11-23 12:30")).until == at("2026-11-23 14:00")
    assert due(calendar, at("2026-11-23 11:00"), 2 * HOUR).at == at("2026-11-23 15:00")


def test_an_hour_that_the_clocks_repeat_counts_twice() -> None:
    opening = Opening.model_validate({"days": ["sun"], "opens": "00:00", "closes": "12:00"})
    calendar = Calendar(Service(zone="America/New_York", holidays="US", hours=(opening,)))
    midnight = datetime(2026, 11, 1, tzinfo=ZoneInfo("America/New_York"))
    assert due(calendar, midnight, 13 * HOUR).at.hour == 12
