"""Whoever has not proven a case sees the same of every number: page, headers, cookie, statements.

In process, with what the worker says of a case that is not theirs: one verdict for all reasons.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.http import HttpResponse

from recupera.guard.models import Budget, Spent
from recupera.letterbox.models import Envelope, Slot
from recupera.letterbox.slot import Verdict
from tests.pages.case_person import KEY, ask, send
from tests.pages.fake_worker import FakeWorker
from tests.pages.person import Person

pytestmark = pytest.mark.django_db(databases=["letterbox"])
# Of one length: what is compared is the case behind it.
NUMBERS = ("2599729329", "1111111110", "2222222220")
# What the house says of itself is looked up now and then, whoever asks.
OF_THE_HOUSE = ("letterbox_delay", "letterbox_closedday")
CHANGING = (
    (r"nonce-[\w+/=]+|nonce=\"[\w+/=]+\"", "nonce"),
    (r'(csrfmiddlewaretoken" value=")\w+', r"\1"),
    (r'data-challenge="[^"]*"', "challenge"),
    (r'(name="ticket" value=")[^"]*', r"\1"),
    (r"\b[B-Z][2-9][B-Z][2-9]\b", "REFERENCE"),
    (r"\d{4}-\d{4}-\d\d", "NUMBER"),
)


@contextmanager
def noted() -> Iterator[list[str]]:
    """Every statement of the letterbox, without what was given to it."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, given: Any, many: bool, context: Any) -> Any:
        if not any(table in sql for table in OF_THE_HOUSE):
            seen.append(re.sub(r"s\d+_x\d+|'[^']*'", "", sql))
        return execute(sql, given, many, context)

    with connections["letterbox"].execute_wrapper(note):
        yield seen


def seen(response: HttpResponse) -> tuple[object, ...]:
    body, headers = response.content.decode(), str(list(response.headers.items()))
    length = len(body)
    for pattern, value in CHANGING:
        body, headers = re.sub(pattern, value, body), re.sub(pattern, value, headers)
    cookies = {name: len(one.value) for name, one in response.cookies.items()}
    return response.status_code, headers, cookies, body, length


def walked(number: str, key: str, verdict: Verdict, monkeypatch: pytest.MonkeyPatch) -> object:
    """Everything a stranger sees who asks for this number, and every statement behind it."""
    for model in (Envelope, Slot, Budget, Spent):
        model.objects.all().delete()
    person, pages = Person(FakeWorker()), []
    with time_machine.travel("2026-11-22T15:00:00Z", tick=False) as clock, noted() as statements:
        monkeypatch.setattr("recupera.letterbox.slot.time.sleep", clock.shift)
        pages.append(ask(person, number, key))
        pages += [person.open(f"/caso/{page}") for page in ("espera", "codigo", "estado")]
        if key:
            person.worker.follow(verdict)
        else:
            person.worker.follow(Verdict.DONE)
            person.open("/caso/codigo")
            pages.append(send(person, "codigo", code="48217736"))
            person.worker.follow(verdict)
        names = ("espera", "codigo", "estado", "agregar", "cerrar", "reabrir", "correo")
        pages += [person.open(f"/caso/{page}") for page in (*names, "confirmar")]
        pages.append(person.open("/caso"))
    assert settings.CASE_COOKIE in person.cookies
    return [seen(page) for page in pages], statements


@pytest.mark.parametrize("verdict", [Verdict.WRONG, Verdict.EXPIRED, Verdict.TOO_MANY])
@pytest.mark.parametrize("key", [KEY, ""])
def test_every_number_looks_the_same_to_who_has_not_proven_it(
    key: str, verdict: Verdict, monkeypatch: pytest.MonkeyPatch
) -> None:
    walks = [walked(number, key, verdict, monkeypatch) for number in NUMBERS]
    assert walks[0] == walks[1] == walks[2]
    assert len(walks[0][1]) > 10  # type: ignore[index]


def test_the_comparison_would_see_one_more_statement_or_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from recupera.portal.pages.case import case

    asked, plain = case.ask_case, walked(NUMBERS[0], KEY, Verdict.WRONG, monkeypatch)

    def curious(request: Any, flow: Any, *, reference: str, **given: str) -> Any:
        Slot.objects.filter(id=reference).exists()
        return asked(request, flow, reference=reference, **given)

    monkeypatch.setattr(case, "ask_case", curious)
    assert walked(NUMBERS[0], KEY, Verdict.WRONG, monkeypatch) != plain
