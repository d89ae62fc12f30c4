"""The public holidays of a country, by their names in both languages."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays import country_holidays

from recupera.options.words import Text

# A holiday that the law moves to a Monday is that day, and nobody calls it "observed".
MOVED = re.compile(r" \((?:observado|observed)\)")


# A year is computed once for the whole process: it costs more than a page.
@lru_cache(maxsize=16)
def holidays_of(country: str, year: int) -> Mapping[date, Text]:
    """The holidays of one year; none where the package knows no law (Colombia: after 2100)."""
    spanish, english = _named(country, year, "es"), _named(country, year, "en_US")
    return MappingProxyType(
        {day: Text(es=name, en=english[day]) for day, name in sorted(spanish.items())}
    )


def _named(country: str, year: int, language: str) -> dict[date, str]:
    """The package falls back to a country's own language where it lacks this one."""
    found = country_holidays(country, years=year, language=language)
    return {day: MOVED.sub("", name) for day, name in found.items()}
