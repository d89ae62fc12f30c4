from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recupera.clocks import days
from recupera.clocks.service import due, standing
from recupera.options.preset import load_preset
from recupera.options.service import Opening, Service

BOGOTA = ZoneInfo("America/Bogota")
SECOP2 = load_preset("secop2").service


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BOGOTA)


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
    assert due(SECOP2, at(start), timedelta(hours=hours)) == at(expected)


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


def test_the_instant_counts_and_not_the_zone_it_is_told_in() -> None:
    assert standing(SECOP2, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)).open
    assert not standing(SECOP2, datetime(2026, 11, 23, 11, 59, tzinfo=UTC)).open


def test_the_guide_promises_sixty_four_hours_a_week() -> None:
    monday = at("2026-11-23 00:00")
    assert due(SECOP2, monday, timedelta(hours=64)) == at("2026-11-28 12:00")


def test_a_further_closed_day_of_the_preset_has_no_service() -> None:
    service = SECOP2.model_copy(update={"closed": (date(2026, 11, 23),)})
    assert standing(service, at("2026-11-23 10:00")).until == at("2026-11-24 07:00")


def test_a_pause_at_noon_is_no_service() -> None:
    hours = tuple(
        Opening.model_validate({"days": ["mon"], "opens": opens, "closes": closes})
        for opens, closes in (("14:00", "17:00"), ("08:00", "12:00"))
    )
    service = Service(zone="America/Bogota", holidays="CO", hours=hours)
    assert standing(service, at("2026-11-23 12:30")).until == at("2026-11-23 14:00")
    assert due(service, at("2026-11-23 11:00"), timedelta(hours=2)) == at("2026-11-23 15:00")


def test_an_hour_that_the_clocks_repeat_counts_twice() -> None:
    opening = Opening.model_validate({"days": ["sun"], "opens": "00:00", "closes": "12:00"})
    service = Service(zone="America/New_York", holidays="US", hours=(opening,))
    midnight = datetime(2026, 11, 1, tzinfo=ZoneInfo("America/New_York"))
    assert due(service, midnight, timedelta(hours=13)).hour == 12


def test_the_holidays_of_a_year_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(days, "country_holidays", lambda _, years: asked.append(years) or {})
    days._holidays.cache_clear()
    for _ in range(50):
        standing(SECOP2, at("2026-11-23 10:00"))
    days._holidays.cache_clear()
    assert asked == [2026]
