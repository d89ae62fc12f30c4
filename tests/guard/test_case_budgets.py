"""Cases have budgets of their own, in units, which the budgets of enquiries leave alone."""

import pytest

from recupera.guard.limits import Closed, spend_budgets, spend_case_budgets
from recupera.guard.source import source
from recupera.letterbox.drop import accepting
from recupera.options import current
from recupera.people import DatumKind

pytestmark = pytest.mark.django_db(databases=["letterbox"])
NOON = 1_795_348_800.0
HERE = source("192.0.2.7")


def spend(
    what: str, *, units: int = 1, data: tuple[str, ...] = (), where: str = "192.0.2.7"
) -> str:
    try:
        with accepting():
            spend_case_budgets(what, source=source(where), data=data, units=units, now=NOON)
    except Closed as closed:
        return closed.budget
    return "accepted"


def test_an_address_gets_as_many_megabytes_at_once_as_its_budget_says() -> None:
    most = current().budgets.upload_host.burst
    assert spend("upload", units=most - 10) == "accepted"
    assert spend("upload", units=11) == "source"
    assert spend("upload", units=10) == "accepted"
    assert spend("upload", units=1) == "source"
    assert spend("upload", units=1, where="192.0.2.8") == "accepted"


def test_more_than_a_whole_budget_takes_all_of_it() -> None:
    for expected in ("accepted", "source"):
        assert spend("upload", units=current().budgets.upload_host.burst + 1) == expected
    assert spend("upload", units=1) == "source"


def test_a_datum_is_counted_wherever_it_comes_from() -> None:
    most = current().budgets.case_datum.burst
    for number in range(most):
        assert spend("case", data=("email:a@b.co",), where=f"192.0.{number}.7") == "accepted"
    assert spend("case", data=("email:a@b.co",), where="192.0.200.7") == "datum"
    assert spend("case", data=("email:c@b.co",), where="192.0.200.7") == "accepted"


def test_what_is_refused_takes_nothing_from_the_other_budgets() -> None:
    for _ in range(current().budgets.case_datum.burst):
        spend("case", data=("email:a@b.co",))
    for _ in range(current().budgets.case_host.burst):
        assert spend("case", data=("email:a@b.co",)) == "datum"
    assert spend("case", data=("email:c@b.co",)) == "accepted"


def test_cases_and_enquiries_use_up_nothing_of_each_other() -> None:
    for _ in range(current().budgets.case_host.burst):
        assert spend("case") == "accepted"
    assert spend("case") == "source"
    with accepting():
        used = spend_budgets(kind=DatumKind.EMAIL, value="a@b.co", source=HERE, now=NOON)
    assert used < 0.1
