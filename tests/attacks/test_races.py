"""What many hands at once cannot do: spend a code twice, guess a sixth time, be lost."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections

from recupera.enquiries.models import Enquiry
from recupera.journal.events import ABOUT, vault_ring
from recupera.journal.models import Entry
from recupera.keys import open_with
from recupera.letterbox import drop as dropping
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict
from recupera.messages.models import Message
from recupera.worker.run import turn
from tests.enquirer import ANA, Enquirer, codes, letters, network, register, tally, wrong

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def at_once(times: int, action: Callable[[int], object]) -> None:
    def one(number: int) -> None:
        try:
            action(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(times)))


def four_workers() -> None:
    """Four workers at once until the letterbox is empty."""

    def until_empty(_: int) -> None:
        while Envelope.objects.exists():
            turn()

    at_once(4, until_empty)


def judgements() -> list[str]:
    """How every typed code was judged, from the journal."""
    entries = Entry.objects.filter(event="judged").order_by("id")
    opened = (open_with(vault_ring(), bytes(one.body), about=ABOUT) for one in entries)
    return [json.loads(facts)["judgement"] for facts in opened]


@pytest.fixture(autouse=True)
def _no_limit_of_waiting_envelopes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal would hold most of these back; the worker must not depend on that."""
    monkeypatch.setattr(dropping, "MOST_WAITING", 1000)


def test_fifty_correct_codes_at_once_succeed_exactly_once() -> None:
    register(ANA)
    person = Enquirer().asked()
    (code,) = codes()
    at_once(50, lambda _: person.prove(code))
    four_workers()
    assert sorted(judgements()) == ["good"] + ["spent"] * 49
    assert person.published.accounts


def test_of_two_hundred_guesses_at_once_five_are_judged() -> None:
    register(ANA)
    person = Enquirer().asked()
    (code,) = codes()
    at_once(200, lambda number: person.prove(wrong(code) if number else wrong(wrong(code))))
    four_workers()
    enquiry = Enquiry.objects.get()
    assert (enquiry.tries, enquiry.state) == (5, "closed")
    assert sorted(judgements()) == ["too_many"] * 195 + ["wrong"] * 5
    assert person.published.accounts == ()


def test_four_workers_send_one_message_for_one_question() -> None:
    owners = [f"a{number}@example.com" for number in range(10)]
    register(*(replace(ANA, id=one, username=one, emails=(one,)) for one in owners))
    people = [Enquirer(value=owner) for owner in owners]
    for person in people:
        person.ask()
    four_workers()
    assert len(letters()) == 10
    assert Message.objects.count() == 40
    assert all(person.published.tries_left == 5 for person in people)


def test_of_twenty_questions_at_once_for_one_owner_the_allowance_is_answered() -> None:
    register(ANA)
    people = [Enquirer() for _ in range(20)]
    for person in people:
        person.ask()
    four_workers()
    assert len(letters()) == 4
    assert Message.objects.count() == 80


def test_of_forty_guesses_at_once_in_eight_enquiries_every_one_is_a_failure_of_its_owner() -> None:
    register(ANA)
    people = [Enquirer(networks=network(number)).asked() for number in range(8)]
    at_once(40, lambda number: people[number % 8].prove("00000000"))
    four_workers()
    assert judgements() == ["wrong"] * 40
    assert tally(ANA).failures == 25, "four general codes and one that was kept, five tries each"


def test_two_tabs_with_one_cookie_each_get_their_own_verdict() -> None:
    register(ANA)
    person = Enquirer().asked()
    (code,) = codes()
    one, other = person.prove(wrong(code)), person.prove(code)
    four_workers()
    verdicts = person.published.verdicts
    assert (verdicts[one.id], verdicts[other.id]) == (Verdict.WRONG, Verdict.GOOD)
