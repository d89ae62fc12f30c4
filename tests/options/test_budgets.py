"""The page's own budget of a datum closes before the worker's allowance, whatever is configured."""

import pytest
from pydantic import ValidationError

from recupera.enquiries.allowance import GENERAL
from recupera.options.budgets import MOST_A_DAY, Budget, Budgets


@pytest.mark.parametrize(
    ("burst", "period", "most"),
    [(3, 43_200, 4), (4, 86_400, 4), (1, 28_800, 3), (1, 21_600, 4), (3, 43_199, 5)],
)
def test_the_most_of_a_day_is_counted_with_what_comes_after_the_burst(
    burst: int, period: float, most: int
) -> None:
    budget = Budget(burst=burst, period=period)
    assert budget.most(86_400) == most
    if most <= MOST_A_DAY:
        assert Budgets(datum_day=budget).datum_day == budget


@pytest.mark.parametrize(("burst", "period"), [(5, 86_400), (4, 86_399), (1, 17_280), (6, 14_400)])
def test_a_budget_wider_than_the_worker_allows_is_refused_with_what_to_do(
    burst: int, period: float
) -> None:
    with pytest.raises(ValidationError, match="smaller burst or a longer period"):
        Budgets(datum_day=Budget(burst=burst, period=period))


def test_the_page_closes_before_the_worker_does() -> None:
    assert MOST_A_DAY == GENERAL
