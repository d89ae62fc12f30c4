"""What an ask costs is paid once, cannot be forged, and is good for an hour."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import altcha
import pytest
import time_machine
from django.db import connections

from recupera.guard import work
from recupera.guard.source import Source, source
from recupera.letterbox.drop import accepting
from recupera.options import current
from recupera.people import DatumKind

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

HERE = source("192.0.2.7")


def solved(where: Source = HERE) -> str:
    challenge = altcha.Challenge.from_dict(work.challenge(where))
    solution = altcha.solve_challenge(challenge)
    assert solution
    return altcha.Payload(challenge, solution).to_base64()


def pay(spendable: work.Spendable, number: int = 0) -> bool:
    try:
        with accepting():
            work.spend(spendable, kind=DatumKind.EMAIL, value=f"a{number}@example.com", source=HERE)
    except work.WorkSpent:
        return False
    finally:
        connections.close_all()
    return True


def test_one_solution_sent_fifty_times_at_once_is_accepted_once() -> None:
    payment = work.verify(solved(), "")
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda number: pay(payment, number), range(50))) == 1


def test_the_same_solution_written_in_another_way_is_the_same_payment() -> None:
    payload = solved()
    rewritten = json.dumps(json.loads(base64.b64decode(payload)), indent=3)
    again = base64.b64encode(rewritten.encode()).decode()
    assert work.verify(payload, "").id == work.verify(again, "").id


@pytest.mark.parametrize("payload", ["", "x", "e30=", "bnVsbA==", "ñ", "A" * 5000])
def test_nonsense_is_missing_work(payload: str) -> None:
    with pytest.raises(work.WorkMissing):
        work.verify(payload, payload)


def test_a_cheaper_challenge_of_ones_own_is_missing_work() -> None:
    own = altcha.create_challenge("PBKDF2/SHA-256", 1, counter=1, hmac_secret="guess")
    solution = altcha.solve_challenge(own)
    assert solution
    with pytest.raises(work.WorkMissing):
        work.verify(altcha.Payload(own, solution).to_base64(), "")


def test_a_page_left_open_for_two_hours_is_told_so() -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=True) as clock:
        payload, ticket = solved(), work.ticket()
        clock.shift(timedelta(hours=2))
        with pytest.raises(work.WorkExpired):
            work.verify(payload, ticket)
        with pytest.raises(work.WorkExpired):
            work.verify("", ticket)


def test_a_ticket_has_to_wait_and_then_pays_once() -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        ticket = work.ticket()
        with pytest.raises(work.TooSoon) as soon:
            work.verify("", ticket)
        assert soon.value.seconds == 5
        clock.shift(timedelta(seconds=5))
        payment = work.verify("", ticket)
        assert [pay(payment), pay(payment, 1)] == [True, False]


def test_a_ticket_with_another_hour_is_not_ours() -> None:
    issued, _, rest = work.ticket().partition(".")
    with pytest.raises(work.WorkMissing):
        work.verify("", f"{int(issued) - 60}.{rest}")


def use_up(share: float) -> None:
    for number in range(int(current().budgets.source_host.burst * share)):
        pay(work.Spendable(f"{number:032x}", 4e9, 8), number)


def price_at(where: Source) -> int:
    return int(work.challenge(where)["parameters"]["data"]["price"])


def test_work_gets_dearer_with_what_its_address_has_used() -> None:
    assert price_at(HERE) == 1
    use_up(0.87)
    assert price_at(HERE) == 8
    assert price_at(source("198.51.100.1")) == 1


def test_a_payment_saved_up_while_it_was_cheap_is_not_enough_later() -> None:
    saved = work.verify(solved(), "")
    use_up(0.6)
    with pytest.raises(work.WorkExpired):
        pay(saved, 999)
    assert pay(work.verify(solved(), ""), 999), "at the price of now it is"


def test_a_page_one_step_behind_the_price_is_still_good() -> None:
    saved = work.verify(solved(), "")
    use_up(0.25)
    assert price_at(HERE) == 2
    assert pay(saved, 999)


def test_a_ticket_of_a_crowded_address_has_to_wait_longer_and_is_not_lost() -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        ticket = work.ticket()
        use_up(0.87)
        clock.shift(timedelta(seconds=5))
        with pytest.raises(work.TooSoon) as soon:
            pay(work.verify("", ticket), 999)
        clock.shift(timedelta(seconds=soon.value.seconds))
        assert 10 < soon.value.seconds <= 15
        assert pay(work.verify("", ticket), 999)


def test_an_alarm_raises_the_price_for_everybody_up_to_a_cap() -> None:
    made = work.challenge(HERE, raised=4)
    assert made["parameters"]["data"]["price"] == 4
    use_up(0.87)
    made = work.challenge(HERE, raised=4)
    assert made["parameters"]["data"]["price"] == work.MOST_PRICE == 16


def test_a_payment_from_before_the_alarm_is_not_enough_during_it() -> None:
    saved = work.verify(solved(), "")
    with pytest.raises(work.WorkExpired):
        work.spend(saved, kind=DatumKind.EMAIL, value="x", source=HERE, raised=4)


def test_a_ticket_waits_longer_during_an_alarm_and_is_not_lost() -> None:
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock:
        ticket = work.ticket()
        clock.shift(timedelta(seconds=5))
        with pytest.raises(work.TooSoon) as soon:
            work.spend(
                work.verify("", ticket), kind=DatumKind.EMAIL, value="x", source=HERE, raised=4
            )
        assert soon.value.seconds == 5
