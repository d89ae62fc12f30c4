"""The ladder: nothing but a proof of its own lowers what an order asks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recupera.orders.ladder import (
    Approvals,
    Facts,
    Given,
    Lack,
    OrderKind,
    ProofKind,
    Rung,
    approvals,
    asked,
    hold,
    lacking,
    rung,
    unheard,
)

NOW = datetime(2026, 11, 22, 15, 42, tzinfo=UTC)
MINE, OTHERS, NEW, OLD = "mine", "others", "new@example.com", "old@example.com"
LUZ = "luz"
CHANNEL, DOCUMENTS = Lack.CHANNEL, {Lack.LETTER, Lack.IDENTITY}

kinds = st.sampled_from(OrderKind)
facts = st.builds(
    Facts,
    at=st.just(NOW),
    marks=st.just(frozenset({MINE})),
    takers=st.just(frozenset({LUZ})),
    new_address=st.sampled_from(["", NEW]),
    objected_by=st.sampled_from(["", OLD]),
    suspected=st.sets(st.sampled_from([OLD, NEW])).map(frozenset),
    stoppers=st.sets(st.sampled_from([OLD, NEW])).map(frozenset),
    **{
        name: st.booleans()
        for name in (
            "offered",
            "confirmed",
            "active",
            "frozen",
            "administrator",
            "has_phone",
            "has_channel",
            "has_second",
        )
    },
)
proofs = st.lists(
    st.builds(
        Given,
        kind=st.sampled_from(ProofKind),
        account=st.sampled_from([MINE, OTHERS, ""]),
        good_until=st.sampled_from([NOW - timedelta(1), NOW, NOW + timedelta(1)]),
        taker=st.sampled_from([LUZ, "nobody"]),
        address=st.sampled_from(["", NEW, OLD, "+573005550101"]),
        by_phone=st.booleans(),
    ),
    max_size=6,
)


def known(**others: Any) -> Facts:
    return replace(Facts(NOW, frozenset({MINE}), frozenset({LUZ})), **others)


def shown(kind: ProofKind, address: str = "") -> Given:
    return Given(kind, MINE, NOW + timedelta(days=1), LUZ, address, by_phone="@" not in address)


@pytest.mark.parametrize(
    ("kind", "about", "step", "needs", "agreed"),
    [
        ("send_username", {}, "R2", {Lack.CONFIRMED, Lack.IDENTITY}, Approvals(0)),
        ("start_reset", {}, "R2", {Lack.CONFIRMED, Lack.IDENTITY}, Approvals(0)),
        ("change_email", {}, "R3", {*DOCUMENTS, CHANNEL, Lack.NEW_ADDRESS}, Approvals(1)),
        (
            "change_email",
            {"administrator": True},
            "R4",
            {*DOCUMENTS, CHANNEL, Lack.NEW_ADDRESS, Lack.AUTHORITY},
            Approvals(1, senior=True),
        ),
        (
            "change_email",
            {"has_phone": False},
            "R4",
            {*DOCUMENTS, Lack.NEW_ADDRESS, Lack.AUTHORITY},
            Approvals(1, senior=True),
        ),
        ("unfreeze", {}, "R3", {*DOCUMENTS, Lack.OTHER_CHANNEL}, Approvals(1, senior=True)),
        ("deactivate", {}, "R5", DOCUMENTS, Approvals(1)),
        (
            "deactivate",
            {"administrator": True},
            "R5",
            {*DOCUMENTS, Lack.AUTHORITY},
            Approvals(1),
        ),
        ("merge", {}, "R5", {Lack.LETTER, Lack.AUTHORITY, Lack.CONTRACTS}, Approvals(1)),
    ],
)
def test_the_table(
    kind: str, about: dict[str, bool], step: str, needs: set[Lack], agreed: Approvals
) -> None:
    one, at_hand = OrderKind(kind), known(**about)
    assert rung(one, at_hand) == Rung(step)
    assert asked(one, at_hand) == needs
    assert approvals(one, at_hand) == agreed
    assert hold(one) == (step != "R2")


@given(kinds, facts, proofs, st.randoms(use_true_random=False))
def test_the_order_of_proofs_changes_nothing(
    kind: OrderKind, about: Facts, found: list[Given], chance: Any
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)
    assert lacking(kind, about, mixed) == lacking(kind, about, found)


@given(kinds, facts, proofs, proofs)
def test_a_proof_more_lacks_no_more_and_a_proof_less_no_less(
    kind: OrderKind, about: Facts, found: list[Given], more: list[Given]
) -> None:
    assert set(lacking(kind, about, [*found, *more])) <= set(lacking(kind, about, found))


@given(kinds, facts, proofs)
def test_what_is_over_or_of_another_account_or_agent_counts_for_nothing(
    kind: OrderKind, about: Facts, found: list[Given]
) -> None:
    counting = [
        one
        for one in found
        if one.good_until > NOW
        and one.taker == LUZ
        and (one.account == MINE or one.kind is ProofKind.NEW_ADDRESS)
    ]
    assert lacking(kind, about, found) == lacking(kind, about, counting)


@given(kinds, facts)
def test_without_a_proof_everything_that_is_asked_lacks(kind: OrderKind, about: Facts) -> None:
    shown_otherwise = {Lack.CONFIRMED} if about.confirmed else set()
    assert asked(kind, about) - shown_otherwise <= set(lacking(kind, about, ()))


@given(kinds, facts)
def test_an_administrators_account_never_asks_less(kind: OrderKind, about: Facts) -> None:
    usual, above = replace(about, administrator=False), replace(about, administrator=True)
    assert asked(kind, usual) <= asked(kind, above)
    before, after = approvals(kind, usual), approvals(kind, above)
    assert (before.others, before.senior) <= (after.others, after.senior)


@given(facts)
def test_where_nobody_can_be_called_a_senior_and_a_certificate_stand_in(about: Facts) -> None:
    kind = OrderKind.CHANGE_EMAIL
    without = replace(about, has_phone=False)
    assert asked(kind, without) >= asked(kind, replace(about, has_phone=True)) - {CHANNEL}
    assert Lack.AUTHORITY in asked(kind, without)
    assert approvals(kind, without).senior


@given(kinds, facts)
def test_whatever_waits_has_somebody_else_who_agrees(kind: OrderKind, about: Facts) -> None:
    assert hold(kind) == (approvals(kind, about).others >= 1)


def test_the_channel_that_objected_does_not_unfreeze() -> None:
    about = known(frozen=True, objected_by=OLD)
    papers = [shown(ProofKind.LETTER), shown(ProofKind.IDENTITY)]
    code = ProofKind.CHANNEL_CODE
    assert lacking(OrderKind.UNFREEZE, about, [*papers, shown(code, OLD)]) == (Lack.OTHER_CHANNEL,)
    assert lacking(OrderKind.UNFREEZE, about, [*papers, shown(code, "+57300")]) == ()
    assert lacking(OrderKind.UNFREEZE, about, [*papers, shown(code)]) == (Lack.OTHER_CHANNEL,)


@given(kinds, facts, proofs)
def test_an_objection_goes_unheard_only_as_the_rule_says(
    kind: OrderKind, about: Facts, found: list[Given]
) -> None:
    silent = unheard(kind, about, found)
    assert silent <= about.suspected & about.stoppers
    certified = [one for one in found if one.kind is ProofKind.AUTHORITY and one.account == MINE]
    good = [one for one in certified if one.good_until > NOW and one.taker == LUZ]
    if kind is not OrderKind.UNFREEZE or not good:
        assert not silent


def test_another_new_address_than_the_one_that_was_shown_is_none() -> None:
    about = known(new_address=NEW)
    papers = [shown(ProofKind.LETTER), shown(ProofKind.IDENTITY), shown(ProofKind.CALL_BACK)]
    wrong = [*papers, shown(ProofKind.NEW_ADDRESS, OLD)]
    assert lacking(OrderKind.CHANGE_EMAIL, about, wrong) == (Lack.NEW_ADDRESS,)
    right = [*papers, shown(ProofKind.NEW_ADDRESS, NEW)]
    assert lacking(OrderKind.CHANGE_EMAIL, about, right) == ()


@pytest.mark.parametrize("kind", [one for one in OrderKind if one is not OrderKind.UNFREEZE])
def test_of_a_frozen_account_nothing_is_ordered_but_to_lift_it(kind: OrderKind) -> None:
    assert Lack.FROZEN in lacking(kind, known(frozen=True), ())
    assert Lack.NOT_FROZEN in lacking(OrderKind.UNFREEZE, known(frozen=False), ())


def test_a_code_to_the_registered_mailbox_does_not_change_it() -> None:
    about = known(new_address=NEW)
    papers = [shown(ProofKind.LETTER), shown(ProofKind.IDENTITY), shown(ProofKind.NEW_ADDRESS, NEW)]
    by_mail = [*papers, shown(ProofKind.CHANNEL_CODE, OLD)]
    assert lacking(OrderKind.CHANGE_EMAIL, about, by_mail) == (Lack.CHANNEL,)
