"""The days of rest: holidays by name in both languages, and what the operator closes besides."""

from datetime import UTC, date, datetime

import pytest

from recupera.clocks import days
from recupera.clocks.calendar import SCHEDULED, Calendar, Rest
from recupera.clocks.service import standing
from recupera.options.words import Text
from tests.clocks.moments import SECOP2, at, closed, on


@pytest.mark.parametrize(
    ("day", "es", "en"),
    [
        ("2026-11-16", "Independencia de Cartagena", "Independence of Cartagena"),
        ("2026-12-08", "La Inmaculada Concepción", "Immaculate Conception"),
        # Added by Ley 2578 of 2026; older releases of the package do not know it.
        (
            "2026-07-13",
            "Día de Nuestra Señora del Rosario de Chiquinquirá",
            "Day of Our Lady of the Rosary of Chiquinquirá",
        ),
        ("2035-01-01", "Año Nuevo", "New Year's Day"),
        ("2099-12-25", "Navidad", "Christmas Day"),
    ],
)
def test_a_holiday_rests_and_has_its_name_in_both_languages(day: str, es: str, en: str) -> None:
    assert SECOP2.rest(on(day)) == Rest(on(day), Text(es=es, en=en), holiday=True)


def test_a_plain_day_does_not_rest_and_neither_does_a_sunday_of_itself() -> None:
    assert SECOP2.rest(on("2026-11-23")) is None
    assert SECOP2.rest(on("2026-11-22")) is None


def test_two_holidays_of_one_day_are_both_named() -> None:
    found = SECOP2.rest(on("2014-06-30"))
    assert found
    assert found.reason.es == "Sagrado Corazón; San Pedro y San Pablo"


def test_a_closed_day_has_its_reason_and_a_holiday_keeps_its_name() -> None:
    calendar = closed("2026-12-24", "2026-12-25")
    assert calendar.rest(on("2026-12-24")) == Rest(
        on("2026-12-24"), Text(es="cierre de fin de año", en="end of year"), holiday=False
    )
    christmas = calendar.rest(on("2026-12-25"))
    assert christmas
    assert (christmas.reason.es, christmas.holiday) == ("Navidad", True)


def test_a_closed_day_of_the_preset_rests_and_the_table_says_why() -> None:
    service = SECOP2.service.model_copy(update={"closed": (date(2026, 11, 23),)})
    silent = Calendar(service)
    assert silent.rest(on("2026-11-23")) == Rest(on("2026-11-23"), SCHEDULED, holiday=False)
    said = Calendar(service, {date(2026, 11, 23): Text(es="mudanza", en="moving")})
    found = said.rest(on("2026-11-23"))
    assert found
    assert found.reason.es == "mudanza"
    assert silent.rest(on("2026-11-23")) in silent.rests_of(2026)
    assert [rest for rest in said.rests_of(2026) if not rest.holiday] == [found]


def test_the_days_of_a_year_come_in_their_order_and_no_day_of_another_year() -> None:
    found = closed("2026-12-24", "2027-01-04").rests_of(2026)
    assert [rest.day for rest in found] == sorted(rest.day for rest in found)
    assert len(found) == 20
    assert str(found[-2].day) == "2026-12-24"
    assert {rest.day.year for rest in found} == {2026}


def test_the_day_of_an_instant_is_that_of_the_platform() -> None:
    assert SECOP2.day_of(datetime(2026, 11, 23, 4, 59, tzinfo=UTC)) == on("2026-11-22")
    assert SECOP2.day_of(datetime(2026, 11, 23, 5, 0, tzinfo=UTC)) == on("2026-11-23")


def test_a_country_without_names_in_spanish_has_names_all_the_same() -> None:
    german = days.holidays_of("DE", 2026)
    assert german[on("2026-12-25")].es
    assert german[on("2026-12-25")].en == "Christmas Day"


def test_the_holidays_of_a_year_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(
        days, "country_holidays", lambda _, years, language: asked.append((years, language)) or {}
    )
    days.holidays_of.cache_clear()
    for _ in range(50):
        standing(SECOP2, at("2026-11-23 10:00"))
    days.holidays_of.cache_clear()
    assert asked == [(2026, "es"), (2026, "en_US")]
