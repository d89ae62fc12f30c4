"""Whoever has a case sees the same page, byte for byte, whatever the desk does for it, whether its
data are an account's or nobody's: until an order is done, which takes everything to be proven."""

import re
from dataclasses import replace

import pytest
import time_machine

from recupera.agents.policy import Act
from recupera.options import forget
from tests.attacks.attempt import Attempt
from tests.attacks.test_content import CHANGING
from tests.orders.stage import CHANGE, OWNER, REASON, carry_out
from tests.pages import case_person
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
NOBODY = replace(
    OWNER,
    id="404",
    username="aparez",
    document_number="52344051",
    emails=("ano@example.com",),
    phones=("+573005550109",),
)


@pytest.fixture(autouse=True)
def sms(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("RECUPERA_SMS_OFFERED", "1")
    forget()
    yield
    monkeypatch.undo()
    forget()


def page(of: Attempt) -> str:
    """The page of the case in a browser that asks now; what is drawn for each case is made one."""
    shown = of.person.elsewhere_by_key().case
    entries = tuple(replace(one, at=case_person.RECEIVED.at) for one in shown.entries)
    bare = {"digits": shown.digits and "47", "reference": case_person.NUMBER, "entries": entries}
    dates = {"received_at": case_person.OPEN.received_at, "answer_by": case_person.OPEN.answer_by}
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False):
        response = case_person.follow(Person(FakeWorker()), replace(shown, **bare | dates))
    text = response.content.decode()
    for pattern, instead in CHANGING:
        text = re.sub(pattern, instead, text)
    return text


def served(of: Attempt) -> list[str]:
    """The page after each thing that agents can do for a case without more proof than a thief has;
    what they are told may differ, and they are told not to say it."""
    seen = [page(of)]
    for act, content in (
        (Act.VIEW_MASKED, {}),
        (Act.VIEW_CLEAR, {"account": of.mark, "reason": REASON}),
        (Act.SEND_CODE, {"channel": "sms"}),
        (Act.SEND_CODE, {"channel": "email"}),
        (Act.SEND_NEW_CODE, {}),
        (Act.CALL, {}),
        (Act.MATCH, {"digits": "00"}),
        (Act.NOTE, {"text": "Parece otra persona."}),
        (Act.TAKE, {"had_by": ""}),
        (Act.ASK, {"text": "Necesitamos la carta."}),
    ):
        of.ask(act, **content)
        seen.append(page(of))
    of.person.elsewhere_by_key().acted("show_code", code="00000000")
    of.paper("letter")
    of.paper("identity")
    of.propose("change_email")
    return [*seen, page(of)]


def test_whatever_the_desk_does_the_page_says_nothing_of_an_account() -> None:
    unknown = served(Attempt(account=NOBODY, registered=False))
    known = served(Attempt())
    assert [len(one) for one in known] == [len(one) for one in unknown]
    assert known == unknown
    assert len(set(known)) > 2, "what the desk asked for is seen"


def test_an_order_that_waits_shows_nowhere_and_one_that_is_done_does() -> None:
    unknown, known = Attempt(account=NOBODY, registered=False), Attempt()
    known.prove(*CHANGE).held()
    assert page(known) == page(unknown)
    carry_out(73)
    assert page(known) != page(unknown)


def test_nor_does_one_that_was_refused() -> None:
    unknown, known = Attempt(account=NOBODY, registered=False), Attempt()
    known.prove(*CHANGE).propose("change_email")
    order = known.order
    naming = {"order": order.id, "digest": order.digest, "reason": REASON}
    assert known.ask(Act.REFUSE, by=known.ben, **naming)["state"] == "refused"
    assert page(known) == page(unknown)
