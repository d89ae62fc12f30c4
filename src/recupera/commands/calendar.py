"""Shows the days on which nobody is there, closes a day, and opens one again."""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime

from recupera.clocks.calendar import Calendar, Rest
from recupera.commands.main import Stop
from recupera.commands.opening import open_door
from recupera.options.words import Text

LONGEST = 80
EXAMPLE = "recupera calendar close 2026-12-24 --because 'Cierre de fin de año'"

SEEN = "Pages say so within two minutes; dates that were told stay."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", default="show", choices=("show", "close", "open"), help="show is default"
    )
    parser.add_argument("when", nargs="?", help="with show a year, else a day, such as 2026-12-24")
    parser.add_argument("--because", default="", help="with close: why, as people read it")
    parser.add_argument("--because-en", default="", help="the same in English")


def run(given: argparse.Namespace) -> None:
    open_door("worker", ("letterbox",))
    from recupera.letterbox.closed_days import calendar

    if given.what == "show":
        print(*listed(calendar(), given.when), sep="\n")
    elif given.what == "close":
        print(closed(given.when or "", given.because.strip(), given.because_en.strip()))
    else:
        print(opened(given.when or ""))


def listed(calendar: Calendar, year: str | None) -> Iterator[str]:
    """A line for each day of rest of a year, this one if none is named. Raises Stop."""
    this = calendar.day_of(datetime.now(UTC)).year
    try:
        found = calendar.rests_of(int(year or this))
    except ValueError:
        raise Stop(f"{year!r} is no year") from None
    for rest in found:
        says = f"{rest.reason.es} / {rest.reason.en}"
        yield f"{rest.day:%Y-%m-%d %a}  {_kind(calendar, rest):7}  {says}"


def closed(typed: str, spanish: str, english: str) -> str:
    """Raises Stop."""
    from recupera.letterbox.closed_days import calendar, close

    day = _day(typed)
    if not spanish:
        raise Stop(f"say why, in words that people may read: {EXAMPLE}")
    if max(len(spanish), len(english)) > LONGEST:
        raise Stop(f"the reason is too long: {LONGEST} letters must do")
    rest = calendar().rest(day)
    if rest and rest.holiday:
        raise Stop(f"{day} is a public holiday already: {rest.reason.es}")
    close(day, Text(es=spanish, en=english or spanish))
    return f"{day} is closed: {spanish}. {SEEN}"


def opened(typed: str) -> str:
    """Raises Stop."""
    from recupera.letterbox.closed_days import calendar, reopen

    day = _day(typed)
    was_closed = reopen(day)
    rest = calendar().rest(day)
    if rest:
        why = "a public holiday" if rest.holiday else "closed by the preset"
        raise Stop(f"{day} is {why}; that is not opened here")
    if not was_closed:
        raise Stop(f"{day} is not closed")
    return f"{day} is open again. {SEEN}"


def _kind(calendar: Calendar, rest: Rest) -> str:
    if rest.holiday:
        return "holiday"
    return "closed" if rest.day in calendar.closed else "preset"


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Stop(f"{typed!r} is no day; write it as in: {EXAMPLE}") from None
