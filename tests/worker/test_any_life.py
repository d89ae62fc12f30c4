"""The whole life of cases in any order: whatever persons, desk, time and workers do, this holds."""

from contextlib import ExitStack, suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from recupera.cases.writing import NotNow
from recupera.letterbox.closed_days import calendar
from recupera.letterbox.models import Envelope
from recupera.letterbox.take import take
from recupera.people.tracking import new_tracking_key
from recupera.worker import case_desk, case_keeping, housekeeping, run
from tests.claimant import FIELDS, form, uploaded
from tests.enquirer import work
from tests.worker import crowd
from tests.worker.case_crowd import (
    Clock,
    Mail,
    Visitor,
    forget_everything,
    leases_end,
    of,
    opener,
)
from tests.worker.case_watch import Watch
from tests.worker.crowd import PLACE, at

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

MAILBOXES = ("ana@example.net", "ana@example.net", "mala@example.org")
WAITS = [timedelta(minutes=5), timedelta(minutes=29), timedelta(hours=23, minutes=45)]
LONG = [timedelta(days=1, hours=1), timedelta(days=30, hours=1), timedelta(days=33)]
DUTIES = {
    "close": case_keeping.close_lapsed,
    "hear": case_keeping.hear_scanner,
    "unsent": case_keeping.purge_unsent,
    "purge": housekeeping.purge,
    "empty": housekeeping.empty_shown,
}
ACTS = ["add", "add", "add", "close", "reopen", "correct_email", "send_again"]
ALPHABET = "BCDFGHJKMNPQRTVW"


class AnyLife(Watch, RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        forget_everything()
        self.clock, self.patched = Clock(), ExitStack()
        self.patched.enter_context(self.clock.everywhere())
        self.begin_watching()

    def under(self) -> str:
        return f"K7{ALPHABET[len(self.visitors)]}4"

    def put(self, visitor: Visitor, sealed_by: object) -> str:
        envelope = visitor.put(self.clock, sealed_by)
        if envelope:
            self.copies[envelope] = Envelope.objects.get(id=envelope)
        return envelope

    @rule(mailbox=st.sampled_from(MAILBOXES))
    @precondition(lambda self: len(self.cases) < 3)
    def open(self, mailbox: str) -> None:
        visitor = opener(self.clock, form(fields=FIELDS | {"correo": mailbox}), self.under())
        visitor.may.add(visitor.person.form.reference)
        visitor.acts.add(self.put(visitor, visitor.person.send))
        self.visitors.append(visitor)
        self.cases.append(visitor)

    @rule(place=PLACE, how=st.sampled_from(["key", "code", "stranger", "wrong key"]))
    @precondition(lambda self: self.cases and len(self.visitors) < 9)
    def come(self, place: int, how: str) -> None:
        there = at(place, self.cases).person.elsewhere()
        visitor = Visitor(how, there, self.under())
        self.visitors.append(visitor)
        self.ask(visitor)

    @rule(place=PLACE)
    @precondition(lambda self: self.cases)
    def ask_again(self, place: int) -> None:
        self.ask(at(place, self.visitors))

    def ask(self, visitor: Visitor) -> None:
        person = visitor.person
        right = visitor.how in ("key", "opener")
        key = person.form.key if right else new_tracking_key()
        key = "" if visitor.how in ("code", "stranger") else key
        if self.put(visitor, lambda: person.ask(key=key, message=visitor.under)) and right:
            visitor.may.add(person.form.reference)

    @rule(place=PLACE, letter=PLACE)
    @precondition(lambda self: self.cases)
    def type_a_code(self, place: int, letter: int) -> None:
        """An honest person types the newest of theirs; anybody else whatever was sent to others."""
        visitor = at(place, self.visitors)
        reference = visitor.person.form.reference
        codes = [one for one in self.mails if one.code]
        if visitor.reads_mail:
            codes = [one for one in codes if of(one, reference)][-3:]
        else:
            codes = [one for one in codes if one.under != visitor.under]
        if codes:
            self.type(visitor, at(letter, codes), reference)

    @rule(place=PLACE)
    @precondition(lambda self: self.cases)
    def confirm(self, place: int) -> None:
        """As most do: whoever opened it types the newest code, and the worker is there."""
        work()
        self.what_always_holds()
        visitor = at(place, self.cases)
        reference = visitor.person.form.reference
        codes = [one for one in self.mails if one.acknowledges and of(one, reference)]
        if codes:
            self.type(visitor, codes[-1], reference)
            work()

    @rule(place=PLACE)
    @precondition(lambda self: 0 < len(self.visitors) < 9)
    def send_once_more(self, place: int) -> None:
        """One draft in two windows: it is one case, and each window sees it."""
        first = at(place, self.cases)
        second = opener(self.clock, first.person.form, self.under())
        second.may.add(first.person.form.reference)
        second.acts.add(self.put(second, second.person.send))
        self.visitors.append(second)

    def type(self, visitor: Visitor, mail: Mail, reference: str) -> None:
        if envelope := self.put(visitor, lambda: visitor.person.prove(mail.code)):
            visitor.typed[envelope] = mail
            if mail.under == visitor.under:
                visitor.may.add(reference)

    @rule(
        place=PLACE,
        act=st.sampled_from(ACTS),
        to=st.sampled_from(MAILBOXES),
        with_file=st.booleans(),
    )
    @precondition(lambda self: self.cases)
    def act(self, place: int, act: str, to: str, *, with_file: bool) -> None:
        visitor, text = at(place, self.visitors), ""
        what: dict[str, object] = {}
        if act == "correct_email":
            what = {"email": to}
        elif act == "add":
            text = f"palabras {len(self.said)}"
            what = {"text": text}
            if with_file:
                what["files"] = (uploaded(visitor.person.flow.slot_id, document=""),)
        if envelope := self.put(visitor, lambda: visitor.person.act(act, **what)):
            visitor.acts.add(envelope)
            if text:
                self.said[envelope] = (text, visitor.person.form.reference)
            for file in what.get("files", ()):  # type: ignore[attr-defined]
                self.files[file.id] = envelope

    @rule(
        place=PLACE,
        step=st.sampled_from(["answer", "ask", "extend", "close"]),
        days=st.integers(1, 60),
    )
    def desk(self, place: int, step: str, days: int) -> None:
        if not self.revisions:
            return
        reference = at(place, self.revisions)
        text = f"respuesta {len(self.said)}"
        until = calendar().day_of(self.clock.now()) + timedelta(days=days)
        steps = {
            "answer": lambda: case_desk.answer(reference, text),
            "ask": lambda: case_desk.ask(reference, text),
            "extend": lambda: case_desk.extend(reference, until, "falta la entidad"),
            "close": lambda: case_desk.close(reference),
        }
        with suppress(NotNow):
            steps[step]()
            if step in ("answer", "ask"):
                self.said[text] = (text, reference)

    @rule(passed=st.sampled_from([*WAITS, *LONG]))
    def wait(self, passed: timedelta) -> None:
        self.clock.pass_time(passed)

    @rule(turns=st.integers(1, 6))
    def work(self, turns: int) -> None:
        [run.turn() for _ in range(turns)]

    @rule()
    def two_workers_have_the_same(self) -> None:
        slower = take((run.QUICK, run.MOST_QUICK), (run.IN_TURN, 1))
        leases_end()
        run.turn()
        run._handle_each(slower)

    @rule(place=PLACE)
    @precondition(lambda self: self.cases)
    def bring_again(self, place: int) -> None:
        crowd.again(at(place, self.copies.values()))

    @rule(duty=st.sampled_from(sorted(DUTIES)))
    def keep_house(self, duty: str) -> None:
        DUTIES[duty]()

    @invariant()
    def what_always_holds(self) -> None:
        if hasattr(self, "cases"):
            self.look_at_everything()

    def teardown(self) -> None:
        if not hasattr(self, "cases"):
            return
        for _ in range(3):
            leases_end()
            work()
            self.what_always_holds()
        assert Envelope.objects.count() == 0
        self.every_act_was_judged_and_every_word_stands_once()
        self.patched.close()


def test_in_any_life_nothing_is_seen_lost_sent_or_joined_that_should_not_be() -> None:
    run_state_machine_as_test(
        AnyLife,
        settings=settings(
            max_examples=60,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
