"""How a case stands before the law: running, suspended, extended, forwarded, over."""

from datetime import date

import pytest

from recupera.cases.catalogue import Term, load_catalogue
from recupera.cases.terms import (
    Event,
    History,
    Standing,
    State,
    What,
    latest_extension,
    may_ask,
    may_extend,
    may_forward,
    standing,
)
from recupera.clocks import legal
from tests.cases.terms import PETITION, term_of
from tests.clocks.moments import SECOP2, closed, on, told

SUNDAY = on("2026-11-22")


def shipped(slug: str) -> Term:
    catalogue = load_catalogue("secop2")
    term = catalogue.term(slug) if catalogue else None
    assert term
    return term


def asked(day: str) -> Event:
    return Event(What.ASKED, on(day))


def completed(day: str) -> Event:
    return Event(What.COMPLETED, on(day))


def extended(day: str, to: str, reason: str = "pedimos un concepto a otra entidad") -> Event:
    return Event(What.EXTENDED, on(day), on(to), reason)


def forwarded(day: str) -> Event:
    return Event(What.FORWARDED, on(day))


def history(*events: Event, term: Term = PETITION, received: date = SUNDAY) -> History:
    return History(received, term, events)


def stands(today: str, *events: Event, term: Term = PETITION) -> Standing:
    return standing(SECOP2, history(*events, term=term), today=on(today))


def test_a_petition_runs_for_fifteen_business_days_and_says_why() -> None:
    found = stands("2026-12-14")
    assert (found.state, found.due, found.person_until) == (State.RUNNING, on("2026-12-14"), None)
    assert told(found.reasons) == ["2026-12-08: La Inmaculada Concepción"]


def test_the_day_after_its_last_it_is_over_and_still_says_when_it_was_due() -> None:
    found = stands("2026-12-15")
    assert (found.state, found.due) == (State.OVER, on("2026-12-14"))


def test_it_is_suspended_while_the_person_is_asked_and_they_have_a_month() -> None:
    found = stands("2026-12-28", asked("2026-11-27"))
    assert found == Standing(State.SUSPENDED, person_until=on("2026-12-28"))
    assert stands("2026-12-29", asked("2026-11-27")).state is State.OVER


@pytest.mark.parametrize(
    ("received", "day", "until"),
    [
        ("2026-11-22", "2026-11-24", "2026-12-24"),
        # Christmas, and the weekend behind it.
        ("2026-11-22", "2026-11-25", "2026-12-28"),
        # No 31st of February, and the 28th is a Sunday.
        ("2027-01-28", "2027-01-29", "2027-03-01"),
        ("2027-12-28", "2027-12-31", "2028-01-31"),
        ("2028-01-28", "2028-01-31", "2028-02-29"),
    ],
)
def test_a_month_is_one_of_the_calendar_and_ends_on_a_business_day(
    received: str, day: str, until: str
) -> None:
    given = history(asked(day), received=on(received))
    assert standing(SECOP2, given, today=on(day)).person_until == on(until)


def test_a_day_that_is_closed_gives_the_person_until_the_next() -> None:
    given = history(asked("2026-11-24"))
    found = standing(closed("2026-12-24"), given, today=on("2026-12-01"))
    assert found.person_until == on("2026-12-28")


def test_the_term_begins_anew_in_full_the_business_day_after_completion() -> None:
    found = stands("2026-12-20", asked("2026-11-27"), completed("2026-12-19"))
    assert (found.state, found.due) == (State.RUNNING, on("2027-01-13"))
    assert told(found.reasons) == [
        "2026-12-25: Navidad",
        "2027-01-01: Año Nuevo",
        "2027-01-11: Día de los Reyes Magos",
    ]


def test_what_is_added_after_the_month_starts_nothing() -> None:
    late = stands("2026-12-30", asked("2026-11-27"), completed("2026-12-29"))
    assert (late.state, late.due, late.person_until) == (State.OVER, None, on("2026-12-28"))
    last = stands("2026-12-30", asked("2026-11-27"), completed("2026-12-28"))
    assert last.state is State.RUNNING


def test_what_nobody_asked_for_starts_nothing_either() -> None:
    assert stands("2026-12-01", completed("2026-11-30")) == stands("2026-12-01")


def test_the_person_may_be_asked_for_ten_business_days_and_no_longer() -> None:
    assert may_ask(SECOP2, history(), on=on("2026-12-04"))
    assert not may_ask(SECOP2, history(), on=on("2026-12-05"))
    assert not may_ask(SECOP2, history(), on=on("2026-11-21"))
    assert stands("2026-12-07", asked("2026-12-05")) == stands("2026-12-07")


def test_nobody_is_asked_once_a_shorter_term_has_ended() -> None:
    short = history(term=term_of(3))
    assert may_ask(SECOP2, short, on=on("2026-11-25"))
    assert not may_ask(SECOP2, short, on=on("2026-11-26"))


def test_who_is_being_asked_is_not_asked_again_and_who_added_may_be() -> None:
    waiting = history(asked("2026-11-24"))
    assert not may_ask(SECOP2, waiting, on=on("2026-11-25"))
    added = history(asked("2026-11-24"), completed("2026-11-25"))
    assert may_ask(SECOP2, added, on=on("2026-12-04"))
    # Still ten days from receipt, and not from what was added.
    assert not may_ask(SECOP2, added, on=on("2026-12-05"))


def test_an_extension_moves_the_last_day_and_names_every_day_of_rest() -> None:
    found = stands("2026-12-15", extended("2026-12-14", "2026-12-28"))
    assert (found.state, found.due) == (State.EXTENDED, on("2026-12-28"))
    assert told(found.reasons) == ["2026-12-08: La Inmaculada Concepción", "2026-12-25: Navidad"]
    assert stands("2026-12-29", extended("2026-12-14", "2026-12-28")).state is State.OVER


@pytest.mark.parametrize(
    ("term", "latest"),
    [("peticion", "2027-01-06"), ("documentos", "2026-12-21"), ("reclamo-datos", "2026-12-24")],
)
def test_an_extension_ends_at_double_or_where_its_rule_says(term: str, latest: str) -> None:
    given = history(term=shipped(term))
    assert latest_extension(SECOP2, given) == on(latest)
    last = dict(on=on("2026-12-04"), reason="x")
    assert may_extend(SECOP2, given, to=on(latest), **last)
    after = legal.next_business_day(SECOP2, on(latest))
    assert not may_extend(SECOP2, given, to=after, **last)


@pytest.mark.parametrize(
    ("day", "to", "reason"),
    [
        ("2026-12-15", "2026-12-28", "too late"),
        ("2026-11-21", "2026-12-28", "before it came"),
        ("2026-12-10", "2026-12-14", "no later than it was"),
        ("2026-12-10", "2027-01-07", "beyond double"),
        ("2026-12-10", "2026-12-25", "a day of rest"),
        ("2026-12-10", "2026-12-28", " "),
    ],
)
def test_an_extension_that_the_law_does_not_allow_moves_nothing(
    day: str, to: str, reason: str
) -> None:
    assert not may_extend(SECOP2, history(), on=on(day), to=on(to), reason=reason)
    assert stands("2026-12-16", extended(day, to, reason)).due == on("2026-12-14")


def test_a_term_is_extended_once_and_not_while_the_person_is_asked() -> None:
    for before in (extended("2026-12-01", "2026-12-15"), asked("2026-11-27")):
        again = history(before)
        assert not may_extend(SECOP2, again, on=on("2026-12-02"), to=on("2026-12-28"), reason="x")


def test_after_completion_double_counts_from_there() -> None:
    given = history(asked("2026-11-24"), completed("2026-11-29"))
    assert latest_extension(SECOP2, given) == legal.due(SECOP2, on("2026-11-29"), 30).day


def test_an_extension_without_its_day_moves_nothing() -> None:
    nowhere = Event(What.EXTENDED, on("2026-12-01"), None, "x")
    assert stands("2026-12-01", nowhere) == stands("2026-12-01")


def test_it_is_forwarded_within_five_business_days_and_then_is_another_s() -> None:
    assert may_forward(SECOP2, history(), on=on("2026-11-27"))
    assert not may_forward(SECOP2, history(), on=on("2026-11-28"))
    assert stands("2027-06-01", forwarded("2026-11-27")) == Standing(State.FORWARDED)
    gone = history(forwarded("2026-11-24"))
    assert not may_forward(SECOP2, gone, on=on("2026-11-24"))
    assert not may_ask(SECOP2, gone, on=on("2026-11-24"))


def test_what_is_forwarded_too_late_stays_ours() -> None:
    assert stands("2026-12-01", forwarded("2026-11-30")).state is State.RUNNING


def test_a_rule_of_its_own_has_its_own_days() -> None:
    claim = shipped("reclamo-datos")
    given = history(asked("2026-11-27"), term=claim)
    assert not may_ask(SECOP2, history(term=claim), on=on("2026-11-28"))
    assert standing(SECOP2, given, today=on("2026-12-01")).person_until == on("2027-01-27")
    assert not may_forward(SECOP2, history(term=claim), on=on("2026-11-25"))
