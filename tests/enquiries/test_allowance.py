"""The day's six messages of an owner: who may take which of them, as pure arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recupera.enquiries.allowance import (
    DAY,
    Asking,
    Sending,
    Share,
    is_last,
    share_for,
    with_sending,
)
from recupera.people import DatumKind

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MAIL, DOCUMENT, PHONE, NAME = (
    DatumKind.EMAIL,
    DatumKind.NATIONAL_ID,
    DatumKind.PHONE,
    DatumKind.USERNAME,
)


def asking(
    kind: DatumKind = MAIL, network: str = "home", at: datetime = NOON, passing: str = ""
) -> Asking:
    return Asking(kind, frozenset({network}), at, passing)


def after(*asks: Asking) -> tuple[Sending, ...]:
    """What was sent once these have asked, one after the other."""
    sent: tuple[Sending, ...] = ()
    for number, one in enumerate(asks):
        share = share_for(sent, one)
        if share:
            sent = with_sending(sent, one, share, (f"pass{number}",))
    return sent


def shares(*asks: Asking) -> list[str]:
    return [one.share for one in after(*asks)]


FOUR = [asking()] * 4


def test_one_network_gets_four_whatever_it_asks_by() -> None:
    assert (
        shares(*(asking(kind) for kind in (MAIL, DOCUMENT, PHONE, NAME, MAIL, DOCUMENT)))
        == ["general"] * 4
    )


def test_two_more_are_kept_for_fresh_networks_asking_by_different_kinds() -> None:
    fresh = [asking(DOCUMENT, "a"), asking(DOCUMENT, "b"), asking(MAIL, "c"), asking(PHONE, "d")]
    assert shares(*FOUR, *fresh) == ["general"] * 4 + ["kept"] * 2
    assert [one.kind for one in after(*FOUR, *fresh)[4:]] == [DOCUMENT, MAIL]


def test_whoever_has_a_thousand_networks_and_one_kind_leaves_one_for_another_kind() -> None:
    flood = [asking(MAIL, f"n{number}") for number in range(1000)]
    sent = after(*flood)
    assert len(sent) == 5
    assert share_for(sent, asking(DOCUMENT, "owner")) is Share.KEPT


def test_a_network_is_known_again_by_yesterdays_mark() -> None:
    def marked(*marks: str) -> Asking:
        return Asking(DOCUMENT, frozenset(marks), NOON)

    sent = after(*[marked("monday", "sunday")] * 4)
    assert share_for(sent, marked("tuesday", "monday")) is None
    assert share_for(sent, marked("tuesday", "other")) is Share.KEPT


def test_after_exactly_24_hours_a_message_no_longer_counts() -> None:
    sent = after(*FOUR)
    assert share_for(sent, asking(at=NOON + DAY - timedelta(seconds=1))) is None
    assert share_for(sent, asking(at=NOON + DAY)) is Share.GENERAL


def test_the_last_for_this_network_and_kind_says_so() -> None:
    sent = after(*FOUR[:2])
    assert not is_last(sent, asking(), Share.GENERAL)
    sent = after(*FOUR[:3])
    assert is_last(sent, asking(), Share.GENERAL)
    assert is_last(after(*FOUR), asking(DOCUMENT, "a"), Share.KEPT)


def test_a_message_in_hand_is_worth_one_more_and_only_once() -> None:
    sent = after(*FOUR)
    shown = asking(passing="pass0")
    assert share_for(sent, shown) is Share.PASSED
    sent = with_sending(sent, shown, Share.PASSED, ("new",))
    assert share_for(sent, shown) is None
    assert share_for(sent, asking(passing="new")) is Share.PASSED
    assert share_for(sent, asking(passing="guess")) is None


def test_a_message_of_yesterday_is_worth_nothing() -> None:
    sent = after(asking(), *(asking(at=NOON + HOUR),) * 4)
    assert share_for(sent, asking(at=NOON + DAY, passing="pass0")) is Share.GENERAL
    assert share_for(after(*FOUR), asking(at=NOON + DAY, passing="pass0")) is Share.GENERAL


def test_a_message_that_was_passed_leaves_the_days_messages_alone() -> None:
    sent = after(*FOUR[:3])
    sent = with_sending(sent, asking(passing="pass0"), Share.PASSED, ())
    assert share_for(sent, asking()) is Share.GENERAL


ASKS = st.lists(
    st.builds(
        lambda minutes, kind, network: (minutes, kind, network),
        st.integers(0, 9 * 60),
        st.sampled_from(list(DatumKind)),
        st.integers(0, 12),
    ),
    max_size=60,
)


@given(ASKS)
@pytest.mark.parametrize("most", [6])
def test_whoever_asks_no_more_than_six_go_out_in_any_24_hours(
    most: int, asks: list[tuple[int, DatumKind, int]]
) -> None:
    at, asked = NOON, []
    for minutes, kind, network in asks:
        at += timedelta(minutes=minutes)
        asked.append(asking(kind, f"n{network}", at))
    sent: tuple[Sending, ...] = ()
    times, kept = [], []
    for one in asked:
        share = share_for(sent, one)
        if share:
            sent = with_sending(sent, one, share)
            times.append(one.at)
            kept += [one] if share is Share.KEPT else []
    for start in times:
        assert sum(start <= one < start + DAY for one in times) <= most
        in_window = [one.kind for one in kept if start <= one.at < start + DAY]
        assert len(in_window) == len(set(in_window)) <= 2
