"""Any order of asking, typing, waiting, dying and repeating: what holds in every one of them."""

from collections import Counter

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

from recupera.enquiries.models import Enquiry
from recupera.letterbox.drop import LetterboxFull
from recupera.letterbox.models import Envelope
from recupera.letterbox.remembered import new_reference
from recupera.letterbox.slot import Verdict, read
from recupera.people import DatumKind
from recupera.worker.run import turn
from tests.enquirer import (
    OTHER_MAILBOX,
    TWO_OF_ONE_EMAIL,
    WITHOUT_CHANNEL,
    Enquirer,
    register,
    work,
)
from tests.worker import crowd
from tests.worker.crowd import PLACE, Browser, Sent, Typed, at

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

# What each address registered, and so what a code that went there may open.
OPENS = {
    "ana@example.com": {"aperez", "aperez.compras"},
    "vieja@example.com": {"ana.vieja"},
}
DATA = {
    (DatumKind.NATIONAL_ID, "52344050"): ("ana@example.com", "vieja@example.com"),
    (DatumKind.EMAIL, "ana@example.com"): ("ana@example.com",),
    (DatumKind.EMAIL, "nadie@example.com"): (),
    (DatumKind.NATIONAL_ID, "80123456"): (),
}
GOOD_FOR, PROOF_LIFE, MOST_VERDICTS, GENERAL = 10, 20, 16, 4
# Multiples of 1.7, none of which comes near a limit from below: what a machine takes is added.
WAITS = [1.7, 5.1, 8.5, 11.9]
STEPS = [(step, when) for step in ("_settle", "publish") for when in ("before", "after")]


class AnyOrder(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        crowd.forget_everything()
        self.browsers: list[Browser] = []
        self.minutes = 0.0
        self.known: set[str] = set()
        self.copies: list[Envelope] = []

    def put(self, browser: Browser, sealed_by: object) -> str | None:
        try:
            sealed = sealed_by()  # type: ignore[operator]
        except LetterboxFull:
            return None
        self.copies.append(Envelope.objects.get(id=sealed.id))
        return str(sealed.id)

    @rule(datum=st.sampled_from(sorted(DATA)))
    @precondition(lambda self: len(self.browsers) < 3)
    def ask(self, datum: tuple[DatumKind, str]) -> None:
        taken = {one.person.reference for one in self.browsers}
        reference = next(one for one in iter(new_reference, "") if one not in taken)
        browser = Browser(Enquirer(*datum, reference=reference))
        self.browsers.append(browser)
        browser.asks.add(self.put(browser, browser.person.ask) or "")

    def pick(self, place: int) -> Browser:
        return at(place, (one for one in self.browsers if not one.lost))

    def some(self) -> bool:
        return any(not one.lost for one in self.browsers)

    @rule(place=PLACE)
    @precondition(some)
    def ask_again(self, place: int) -> None:
        browser = self.pick(place)
        envelope = self.put(browser, browser.person.ask)
        if envelope:
            browser.asks.add(envelope)

    @rule(place=PLACE, letter=PLACE, tabs=st.integers(1, 2), late=st.sampled_from([0, 0, *WAITS]))
    @precondition(some)
    def type_a_code_of_ones_own(self, place: int, letter: int, tabs: int, late: float) -> None:
        browser = self.pick(place)
        self.wait(late)
        if browser.sent:
            code = at(letter, browser.sent).code
            for _ in range(tabs):
                self.type(browser, code)

    @rule(place=PLACE, times=st.integers(1, 7))
    @precondition(some)
    def guess(self, place: int, times: int) -> None:
        browser = self.pick(place)
        # One in a hundred million is a code that was sent.
        [self.type(browser, "00000000") for _ in range(times)]

    @rule(place=PLACE, letter=PLACE)
    @precondition(some)
    def type_a_code_of_another_enquiry(self, place: int, letter: int) -> None:
        browser = self.pick(place)
        mine = {one.code for one in browser.sent}
        others = {sent.code for one in self.browsers for sent in one.sent} - mine
        if others:
            self.type(browser, at(letter, sorted(others)))

    def type(self, browser: Browser, code: str) -> None:
        envelope = self.put(browser, lambda: browser.person.prove(code))
        if envelope:
            browser.typed[envelope] = Typed(code, self.minutes)

    @rule(minutes=st.sampled_from(WAITS))
    def wait(self, minutes: float) -> None:
        if minutes:
            crowd.pass_time(minutes)
            self.minutes += minutes

    @rule(turns=st.integers(1, 4))
    def work(self, turns: int) -> None:
        [turn() for _ in range(turns)]
        self.read_mail()

    @rule(step=st.sampled_from(STEPS))
    def die(self, step: tuple[str, str]) -> None:
        with crowd.dying(*step):
            turn()
        self.read_mail()

    @rule(place=PLACE)
    @precondition(lambda self: self.copies)
    def bring_again(self, place: int) -> None:
        crowd.again(at(place, self.copies))

    @rule(place=PLACE)
    @precondition(lambda self: sum(not one.lost for one in self.browsers) > 1)
    def lose_the_cookie(self, place: int) -> None:
        self.pick(place).lost = True

    def read_mail(self) -> None:
        by_reference = {one.person.reference: one for one in self.browsers}
        for reference, address, code in crowd.new_letters(self.known):
            by_reference[reference].sent.append(Sent(code, address, self.minutes))

    @invariant()
    def no_verdict_regresses(self) -> None:
        for browser in getattr(self, "browsers", ()):
            published = read(browser.person.flow)
            now = dict(published.verdicts) if published else {}
            kept = {key: one for key, one in browser.seen.items() if key in now}
            assert len(kept) == len(browser.seen) or len(now) == MOST_VERDICTS
            assert kept == {key: now[key] for key in kept}
            browser.seen |= now

    @invariant()
    def five_tries_are_judged_at_most(self) -> None:
        for tries, state in Enquiry.objects.values_list("tries", "state"):
            assert tries <= 5
            assert (tries == 5) <= (state in ("closed", "proven"))
        for browser in getattr(self, "browsers", ()):
            assert Counter(browser.seen.values())[Verdict.WRONG] <= 5

    @invariant()
    def only_a_good_code_opens_and_only_what_its_channel_registered(self) -> None:
        for browser in getattr(self, "browsers", ()):
            good = [
                browser.typed[key]
                for key, verdict in browser.seen.items()
                if verdict == Verdict.GOOD and key in browser.typed
            ]
            codes = [one.code for one in good]
            assert len(codes) == len(set(codes)), "a code is good once"
            sent = {one.code: one for one in browser.sent}
            assert all(typed.at - sent[typed.code].at <= GOOD_FOR for typed in good)
            opened = set().union(*(OPENS[sent[code].address] for code in codes))
            published = read(browser.person.flow)
            shown = {one.username for one in published.accounts} if published else set()
            assert shown <= opened
            assert shown == opened or self.minutes >= PROOF_LIFE

    def teardown(self) -> None:
        if not hasattr(self, "browsers"):
            return
        for _ in range(3):
            crowd.leases_end()
            work()
        self.read_mail()
        self.no_verdict_regresses()
        self.only_a_good_code_opens_and_only_what_its_channel_registered()
        assert Envelope.objects.count() == 0, "nothing accepted is lost"
        for browser in self.browsers:
            self.all_was_judged(browser)
        self.every_answered_question_sent_its_codes()

    def every_answered_question_sent_its_codes(self) -> None:
        """Each to its addresses, as long as the day's messages for one network last."""
        sent = Counter(one.address for browser in self.browsers for one in browser.sent)
        due: Counter[str] = Counter()
        for browser in self.browsers:
            answered = sum(browser.seen.get(ask) == Verdict.GOOD for ask in browser.asks)
            due += Counter(dict.fromkeys(self.addresses(browser), answered))
        assert sent == Counter({to: min(number, GENERAL) for to, number in due.items()})

    def addresses(self, browser: Browser) -> tuple[str, ...]:
        return DATA[browser.person.kind, browser.person.value]

    def all_was_judged(self, browser: Browser) -> None:
        judged = browser.seen
        assert browser.accepted <= set(judged) or len(judged) >= MOST_VERDICTS
        assert {one.address for one in browser.sent} <= set(self.addresses(browser))
        for key, typed in browser.typed.items():
            assert judged.get(key) in self.may_be(browser, typed), (typed, browser)

    def may_be(self, browser: Browser, typed: Typed) -> set[Verdict | None]:
        """What an honest judge may have said of these digits."""
        flooded = {None} if len(browser.seen) >= MOST_VERDICTS else set()
        sent = next((one for one in browser.sent if one.code == typed.code), None)
        if sent is None:
            return flooded | {Verdict.WRONG, Verdict.EXPIRED, Verdict.TOO_MANY}
        if typed.at - sent.at > GOOD_FOR:
            return flooded | {Verdict.EXPIRED, Verdict.SPENT, Verdict.TOO_MANY}
        closed = (
            {Verdict.TOO_MANY} if list(browser.seen.values()).count(Verdict.WRONG) >= 5 else set()
        )
        return flooded | closed | {Verdict.GOOD, Verdict.SPENT}


def test_in_any_order_nothing_is_lost_opened_or_judged_that_should_not_be() -> None:
    register(*TWO_OF_ONE_EMAIL, OTHER_MAILBOX, WITHOUT_CHANNEL)
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
