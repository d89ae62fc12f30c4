"""Budgets are exact, also under parallel requests, and take all or nothing."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connections
from hypothesis import given, settings
from hypothesis import strategies as st

from recupera.guard import limits
from recupera.guard.limits import Closed, spend_budgets
from recupera.guard.source import source
from recupera.keys import KINDS, rotate
from recupera.letterbox.drop import accepting
from recupera.options import current
from recupera.people import DatumKind

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

NOON = 1_795_348_800.0
HERE = source("192.0.2.7")
HOUR = 3600.0
DAY_BEGINS = NOON // 86_400 * 86_400


def spend(value: str = "ana@example.com", *, at: float = NOON, where: str = "192.0.2.7") -> str:
    try:
        with accepting():
            spend_budgets(kind=DatumKind.EMAIL, value=value, source=source(where), now=at)
    except Closed as closed:
        return closed.budget
    return "accepted"


def in_parallel(times: int, action: Callable[[int], str]) -> list[str]:
    def one(number: int) -> str:
        try:
            return action(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(one, range(times)))


def test_of_160_requests_at_once_for_one_datum_exactly_one_passes() -> None:
    assert in_parallel(160, lambda _: spend()).count("accepted") == 1


def test_of_400_requests_at_once_from_one_address_exactly_its_budget_passes() -> None:
    results = in_parallel(400, lambda number: spend(f"a{number}@example.com"))
    assert results.count("accepted") == current().budgets.source_host.burst
    assert set(results) == {"accepted", "source"}


def test_three_codes_at_half_minute_steps_and_then_the_hour_is_said() -> None:
    assert [spend(at=NOON + step) for step in (0, 30, 60)] == ["accepted"] * 3
    with pytest.raises(Closed) as closed, accepting():
        spend_budgets(kind=DatumKind.EMAIL, value="ana@example.com", source=HERE, now=NOON + 100)
    assert closed.value.until.timestamp() == pytest.approx(NOON + 12 * HOUR)
    assert spend(at=NOON + 12 * HOUR - 1) == "datum"
    assert spend(at=NOON + 12 * HOUR) == "accepted"


@given(st.lists(st.integers(30, 10 * 3600), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_four_codes_in_any_24_hours_are_all_that_one_datum_gets(waits: list[int]) -> None:
    with connections["letterbox"].cursor() as cursor:
        cursor.execute("DELETE FROM guard_budget")
    asked = [NOON + sum(waits[:number]) for number in range(len(waits))]
    passed = [at for at in asked if spend(at=at) == "accepted"]
    assert max(sum(start <= at < start + 24 * HOUR for at in passed) for start in passed) <= 4


def test_without_the_datums_budgets_only_the_source_pays() -> None:
    assert [spend(), spend()] == ["accepted", "datum"]
    used = limits.use_of(HERE, now=NOON)
    for _ in range(3):
        with accepting():
            spend_budgets(kind=None, value="", source=HERE, now=NOON)
    assert limits.use_of(HERE, now=NOON) == pytest.approx(4 * used)
    assert spend(at=NOON + 30) == "accepted"


def test_a_network_is_marked_alike_for_two_days_and_for_all_its_addresses() -> None:
    morning, night = DAY_BEGINS + 60, DAY_BEGINS + 24 * HOUR - 60
    marks = [limits.network_marks(source("192.0.2.9"), now=at) for at in (morning, night)]
    assert marks[0] == marks[1] == limits.network_marks(source("192.0.2.200"), now=morning)
    tomorrow = limits.network_marks(source("192.0.2.9"), now=night + 24 * HOUR)
    assert tomorrow[1] == marks[0][0]
    other = limits.network_marks(source("198.51.100.9"), now=morning)
    assert not {*other} & {*marks[0]}


def test_pressing_again_while_closed_does_not_push_the_hour_away() -> None:
    spend()
    assert [spend(at=NOON + second) for second in (1, 5, 10, 20, 29)] == ["datum"] * 5
    assert spend(at=NOON + 30) == "accepted"
    assert spend(at=NOON + 60) == "accepted"


def test_a_refused_datum_takes_nothing_from_its_address() -> None:
    spend()
    before = limits.use_of(HERE, now=NOON)
    assert spend() == "datum"
    assert limits.use_of(HERE, now=NOON) == before


def test_the_change_of_the_daily_key_forgets_nothing() -> None:
    midnight = (NOON // 86_400 + 1) * 86_400
    assert spend(at=midnight - 5) == "accepted"
    assert spend(at=midnight + 5) == "datum"


def test_a_rotation_of_the_key_forgets_nothing_either() -> None:
    kind = next(kind for kind in KINDS if kind.name == "limiter")
    day = (time.time() // 86_400 + 1) * 86_400
    assert [spend(at=day + hour * HOUR) for hour in (21, 22, 23)] == ["accepted"] * 3
    with time_machine.travel(day + 23.6 * HOUR, tick=False):
        rotate(current().data, kind)
    assert [spend(at=day + hour * HOUR) for hour in (23.7, 32.9, 33)] == [
        "datum",
        "datum",
        "accepted",
    ]


def test_the_change_of_the_daily_key_does_not_make_work_cheap_again() -> None:
    midnight = (NOON // 86_400 + 1) * 86_400
    for number in range(100):
        spend(f"a{number}@example.com", at=midnight - 2)
    assert limits.use_of(HERE, now=midnight + 1) == pytest.approx(1 / 3, abs=0.01)


def test_another_kind_another_value_and_another_address_have_their_own_budget() -> None:
    spend()
    assert spend("otra@example.com") == "accepted"
    assert spend("ana@example.com", where="198.51.100.1") == "datum"


def test_the_counters_do_not_say_what_was_typed_or_where() -> None:
    spend()
    with connections["letterbox"].cursor() as cursor:
        cursor.execute("SELECT key FROM guard_budget")
        keys = [row[0] for row in cursor.fetchall()]
    assert len(set(keys)) == len(keys) == 8
    # The dot: three digits alone stand in one hash out of fourteen by chance.
    assert not any("ana" in key or "192." in key for key in keys)


def test_what_says_nothing_any_more_is_purged() -> None:
    spend()
    assert limits.purge(NOON) == 0
    assert limits.purge(NOON + 86_400) == 8
