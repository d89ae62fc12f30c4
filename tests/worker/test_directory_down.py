"""A directory that does not answer: asked again, then told truthfully, and in the end known."""

from collections.abc import Iterator

import pytest

from recupera.directories import Refusal
from recupera.letterbox.sealing import Sealed
from recupera.letterbox.slot import Verdict
from recupera.recoveries.models import Recovery, State
from recupera.recoveries.policy import PATIENCE
from recupera.worker.following import follow_up
from tests.acting import (
    OTHER,
    PASSWORD,
    Actor,
    Platform,
    down,
    notices,
    pass_by,
    refusing,
    scripted,
)
from tests.enquirer import ANA, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

FOR_EVER = 100
STEPS = ["find", "set_password", "unlock", "end_sessions"]


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    yield from scripted(monkeypatch)


@pytest.fixture
def person(platform: Platform) -> Actor:
    register(ANA)
    return Actor().proven()


def waited_out(sealed: Sealed, person: Actor) -> Verdict:
    """Until the worker's patience is over."""
    work()
    assert sealed.id not in person.published.verdicts, "it is asked again, and nobody is told yet"
    pass_by(PATIENCE.total_seconds() / 60 + 0.1)
    work()
    return person.published.verdicts[sealed.id]


@pytest.mark.parametrize("when", ["fails", "late"])
@pytest.mark.parametrize("step", STEPS)
def test_what_fails_once_is_done_at_the_next_try_and_told_once(
    person: Actor, platform: Platform, step: str, when: str
) -> None:
    getattr(platform, when)[step] = down(1)
    sealed = person.set()
    work()
    pass_by(0.1)
    work()
    assert person.published.verdicts[sealed.id] == Verdict.DONE
    assert platform.password() == PASSWORD
    assert platform.sessions["1"] == 0
    assert len(notices()) == 1


def test_a_directory_that_never_answered_changed_nothing(person: Actor, platform: Platform) -> None:
    platform.fails["find"] = down(FOR_EVER)
    sealed = person.set()
    shown = person.published.accounts
    assert waited_out(sealed, person) == Verdict.TRY_AGAIN
    assert person.published.accounts == shown, "what was on screen stays"
    assert (platform.asked(), Recovery.objects.count()) == ([], 0)


def test_what_was_not_carried_out_is_told_and_never_will_be(
    person: Actor, platform: Platform
) -> None:
    platform.fails["set_password"] = down(FOR_EVER)
    sealed = person.set()
    assert waited_out(sealed, person) == Verdict.TRY_AGAIN
    assert sealed.id in platform.known, "it was made void, should it still be on its way"
    assert Recovery.objects.count() == 0
    platform.fails.clear()
    assert person.acted(OTHER) == Verdict.DONE


def test_what_was_carried_out_without_an_answer_is_finished(
    person: Actor, platform: Platform
) -> None:
    platform.late["set_password"] = down(1)
    sealed = person.set()
    work()
    platform.fails["set_password"] = down(FOR_EVER)
    pass_by(PATIENCE.total_seconds() / 60 + 0.1)
    work()
    assert person.published.verdicts[sealed.id] == Verdict.DONE
    assert len(notices()) == 1
    assert not notices()[0].context["sessions"], "nobody has ended any yet"
    assert follow_up() == 1
    assert platform.sessions["1"] == 0


def unsure(person: Actor, platform: Platform, *, applied: bool) -> Sealed:
    """Nothing answers any more, whether or not the password was set before."""
    (platform.late if applied else platform.fails)["set_password"] = down(1)
    sealed = person.set()
    work()
    for step in (*STEPS, "has_set", "void_password"):
        platform.fails[step] = down(FOR_EVER)
    pass_by(PATIENCE.total_seconds() / 60 + 0.1)
    work()
    assert person.published.verdicts[sealed.id] == Verdict.UNSURE
    return sealed


@pytest.mark.parametrize("applied", [True, False])
def test_while_nobody_knows_nobody_else_may_change_it(
    person: Actor, platform: Platform, applied: bool
) -> None:
    unsure(person, platform, applied=applied)
    assert person.published.accounts, "what was on screen stays"
    assert notices() == []
    assert follow_up() == 0
    platform.fails["find"].clear()
    assert Actor().proven().acted(OTHER) == Verdict.ANOTHER_FIRST


def test_what_turns_out_to_be_set_is_told_to_every_channel(
    person: Actor, platform: Platform
) -> None:
    unsure(person, platform, applied=True)
    platform.fails.clear()
    assert follow_up() == 1
    assert len(notices()) == 1
    assert notices()[0].context["sessions"]
    assert platform.password() == PASSWORD
    assert Recovery.objects.get().state == State.TOLD
    assert follow_up() == 0


def test_what_turns_out_not_to_be_set_frees_the_account_and_never_will_be(
    person: Actor, platform: Platform
) -> None:
    sealed = unsure(person, platform, applied=False)
    platform.fails.clear()
    assert follow_up() == 1
    assert (notices(), Recovery.objects.count()) == ([], 0)
    assert sealed.id in platform.known
    assert person.acted(OTHER) == Verdict.DONE


@pytest.mark.parametrize("step", ["unlock", "end_sessions"])
def test_what_could_not_be_tidied_is_told_as_it_is_and_done_later(
    person: Actor, platform: Platform, step: str
) -> None:
    platform.fails[step] = down(FOR_EVER)
    platform.locked.add("1")
    sealed = person.set()
    assert waited_out(sealed, person) == Verdict.DONE
    assert not notices()[0].context["sessions"]
    assert Recovery.objects.get().due_at is not None
    platform.fails.clear()
    assert follow_up() == 1
    assert (platform.sessions["1"], platform.locked) == (0, set())
    assert Recovery.objects.get().due_at is None
    assert len(notices()) == 1


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        (Refusal.HISTORY, Verdict.USED_BEFORE),
        (Refusal.POLICY, Verdict.AGAINST_POLICY),
        (Refusal.UNKNOWN_ACCOUNT, Verdict.NOT_PROVEN),
        (Refusal.NOT_OFFERED, Verdict.TRY_AGAIN),
        (Refusal.OTHER, Verdict.TRY_AGAIN),
    ],
)
def test_a_refusal_is_told_as_what_it_is_and_another_can_be_tried_at_once(
    person: Actor, platform: Platform, reason: Refusal, verdict: Verdict
) -> None:
    platform.fails["set_password"] = [refusing(reason)]
    assert person.acted() == verdict
    assert notices() == []
    assert person.acted(OTHER) == Verdict.DONE
    assert platform.password() == OTHER
