"""`recupera recovery`: the operator sees what is frozen, and says why it is lifted."""

import json
from collections.abc import Iterator

import pytest

from recupera.commands.main import Stop
from recupera.commands.recovery import lifted, listed
from recupera.journal.events import ABOUT, vault_ring
from recupera.journal.models import Entry
from recupera.keys import open_with
from recupera.people.case_reference import grouped, new_reference
from tests.acting import Actor, Platform, objected, objections, scripted
from tests.enquirer import ANA, register

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    yield from scripted(monkeypatch)


@pytest.fixture
def case(platform: Platform) -> str:
    register(ANA)
    Actor().proven().acted()
    return grouped(objected(objections()["ana@example.com"])[1].case)


def test_a_frozen_account_is_listed_with_its_case_and_who_objected(case: str) -> None:
    (line,) = listed()
    assert line.startswith(case)
    assert "aperez" in line
    assert "ana@example.com" in line


def test_a_freeze_is_lifted_with_a_reason_that_the_journal_keeps(case: str) -> None:
    assert case in lifted(case, "order 17")
    assert list(listed()) == []
    entry = Entry.objects.get(event="unfrozen")
    said = json.loads(open_with(vault_ring(), bytes(entry.body), about=ABOUT))
    assert said == {"case": case.replace("-", ""), "reason": "order 17"}


def test_without_a_reason_or_a_case_nothing_is_lifted(case: str) -> None:
    for typed, reason in (
        (case, ""),
        (case[:-1] + str((int(case[-1]) + 1) % 10), "order 17"),
        (new_reference(), "order 17"),
        (case, "x" * 200),
    ):
        with pytest.raises(Stop):
            lifted(typed, reason)
    assert len(list(listed())) == 1
