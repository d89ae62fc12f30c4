"""What a ledger holds: one size whatever it holds, failures that end, nothing kept too long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from recupera.enquiries.allowance import DAY, Asking, Sending, Share
from recupera.enquiries.ledgers import SIZE
from recupera.enquiries.tally import FAILURES_LIVE, MOST_FAILURES, MOST_PASSES, Tally
from recupera.people import DatumKind

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
ASKING = Asking(DatumKind.NATIONAL_ID, frozenset({"0" * 16, "f" * 16}), NOON)


def full() -> Tally:
    passes = ("0123456789abcdef",) * MOST_PASSES
    tally = Tally(failures=123_456, failed_at=NOON)
    for share in (Share.GENERAL,) * 6 + (Share.PASSED,) * 9:
        tally = tally.with_sending(ASKING, share, passes)
    return tally


def test_the_fullest_tally_fits_into_the_one_size() -> None:
    assert len(full().sent) == 8
    assert len(full().encode()) + 4 <= SIZE


def test_what_was_encoded_is_what_is_decoded() -> None:
    assert Tally.decode(full().encode()) == full()
    assert Tally.decode(Tally().encode()) == Tally()


def test_of_messages_sent_for_messages_the_latest_stay_and_no_other_goes() -> None:
    tally = Tally(
        sent=tuple(
            Sending(DatumKind.EMAIL, frozenset(), NOON, Share.KEPT, ("a",) * 1) for _ in range(2)
        )
    )
    for number in range(5):
        tally = tally.with_sending(ASKING, Share.PASSED, (f"{number}",))
    assert [one.passes for one in tally.sent] == [("a",), ("a",), ("3",), ("4",)]


def test_the_hundredth_failure_in_a_row_guards_and_a_success_ends_the_row() -> None:
    tally = Tally(failures=MOST_FAILURES - 1, failed_at=NOON)
    assert not tally.guarded
    assert tally.failed(NOON).guarded
    assert tally.failed(NOON).succeeded() == Tally()


def test_failures_are_forgotten_thirty_days_after_the_last_and_sendings_after_a_day() -> None:
    tally = replace(full(), sent=full().sent[:1])
    assert tally.at(NOON + DAY - timedelta(seconds=1)) == tally
    assert tally.at(NOON + DAY) == replace(tally, sent=())
    assert tally.at(NOON + FAILURES_LIVE - timedelta(seconds=1)).failures == 123_456
    assert tally.at(NOON + FAILURES_LIVE) == Tally()


def test_a_ledger_may_go_a_day_after_it_was_touched_or_thirty_after_its_last_failure() -> None:
    assert Tally().until(NOON) == NOON + DAY
    failed = Tally().failed(NOON)
    assert failed.until(NOON) == NOON + FAILURES_LIVE
    assert failed.until(NOON + FAILURES_LIVE) == NOON + FAILURES_LIVE + DAY
