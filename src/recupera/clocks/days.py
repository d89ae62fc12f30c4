"""The days on which the platform rests: public holidays, and further days that the preset names."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays

from recupera.options.service import Service


def rests(service: Service, day: date) -> bool:
    """Whether nobody works on `day`, whatever its weekday is."""
    return day in service.closed or day in _holidays(service.holidays, day.year)


# A year is computed once for the whole process: it costs more than a page.
@lru_cache(maxsize=8)
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(country_holidays(country, years=year))
