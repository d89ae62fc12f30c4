"""A worker that dies at any step of an order leaves it to the next, and nothing happens twice."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from recupera.directories import DirectoryUnavailable
from recupera.orders.models import Order, OrderState
from recupera.worker import ordering
from recupera.worker.ordering import LEASE, carry_out_due
from tests.orders.stage import CHANGE, NEW, OWNER, Stage, carry_out, found, later, told

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

OLD = OWNER.emails[0]


class Died(BaseException):
    """As a process dies: nothing after it is done, no handler takes it for an error."""


@pytest.fixture
def held() -> Iterator[Stage]:
    yield Stage().prove(*CHANGE).held()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "step", ["take", "move", "wanting", "_at_the_directory", "_finish", "tell_done", "tell_news"]
)
def test_the_next_worker_finishes_it_and_tells_once(
    held: Stage, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    owner: Any = ordering.FINISHING if step == "tell_done" else vars(ordering)
    name: Any = "change_email" if step == "tell_done" else step
    real = owner[name]

    def dying(*given: Any, **named: Any) -> None:
        if when == "after":
            real(*given, **named)
        raise Died

    with monkeypatch.context() as patched:
        patched.setitem(owner, name, dying)
        with pytest.raises(Died):
            carry_out(73)
    carry_out_due(later(73) + LEASE + LEASE)
    carry_out_due(later(73) + LEASE + LEASE + LEASE)
    assert held.order.state == OrderState.DONE
    assert found(NEW) == [replace(OWNER, emails=(NEW,))]
    assert len(told("order_done")) == 2
    assert len(told("case_news")) == 1


def test_a_directory_that_does_not_answer_is_asked_again(
    held: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*given: object) -> None:
        raise DirectoryUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(ordering, "_at_the_directory", down)
        carry_out(73)
    assert (held.order.state, found(OLD)) == (OrderState.APPROVED, [OWNER])
    carry_out(74)
    assert held.order.state == OrderState.DONE


def test_two_workers_do_it_once(held: Stage) -> None:
    first, second = Order.objects.get(), Order.objects.get()
    at = later(73)
    assert ordering.take(first, at + LEASE)
    assert not ordering.take(second, at + LEASE)
