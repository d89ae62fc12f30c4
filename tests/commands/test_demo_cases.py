"""The demo's cases: what they are for, once, and made as real ones are."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from recupera.cases.examples import ExampleCase
from recupera.cases.models import Case, CaseField, File, State
from recupera.cases.practice import PRACTICE
from recupera.commands import demo_cases, demo_staff
from recupera.commands.demo_papers import drawn
from recupera.directories.embedded.synthetic import synthetic_accounts
from recupera.files.findings import Verdict
from recupera.journal.models import Mention
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.letterbox.models import TakenReference
from recupera.messages.models import Message
from recupera.people.case_reference import reference
from recupera.people.tracking import tracking_key
from recupera.scanner.examine import examine
from tests.claimant import Claimant
from tests.enquirer import register

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])
ACCOUNTS = {one.username: one for one in synthetic_accounts()}


@pytest.fixture
def filled(settings: Any) -> datetime:
    # The real one takes a tenth of a second for each agent.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    register(*(ACCOUNTS[who] for who in sorted({one.who for one in demo_cases.every()})))
    at = now("vault")
    demo_staff.fill(at)
    assert demo_cases.fill(at) == len(demo_cases.every())
    return at


def test_numbers_and_keys_are_good_always_the_same_and_each_another() -> None:
    cases = demo_cases.every()
    assert len({one.number for one in cases}) == len(cases) >= 25
    for one in cases:
        assert reference(one.reference) == one.reference
        assert tracking_key(one.key) == one.key
    assert demo_cases.listed()[0]["case"] == "9000-0000-14"


def test_every_case_is_about_somebody_whom_the_directory_knows() -> None:
    assert {one.who for one in demo_cases.every()} <= set(ACCOUNTS)


def test_they_stand_in_every_state_and_on_every_side_of_the_clocks(filled: datetime) -> None:
    rows = Case.objects.all()
    today = calendar().day_of(filled)
    opened = [one for one in rows if one.state == State.OPEN and not one.joined_to]
    assert {one.state for one in rows} == set(State)
    assert {one.language for one in rows} == {"es", "en"}
    assert any(one.due_on and one.due_on < today for one in opened)
    assert any(one.due_on and today <= one.due_on < today + timedelta(days=7) for one in opened)
    assert any(one.next_at > filled for one in opened)
    assert sum(one.urgent for one in opened) == 2
    assert sum(bool(one.joined_to) for one in rows) == 1
    assert any(one.confirmed_at for one in opened) and any(not one.confirmed_at for one in opened)
    assert any(one.whose == "anonymous" for one in rows)
    assert any(one.assigned_to for one in opened) and any(not one.assigned_to for one in opened)
    assert max(one.received_at for one in rows) < filled


def test_they_are_written_as_real_ones_are(filled: datetime) -> None:
    assert not Case.objects.filter(marked=False).exists()
    assert not any(b"URGENTE" in bytes(one.body) for one in CaseField.objects.all())
    assert {one.case for one in Mention.objects.all()} >= set(
        Case.objects.values_list("reference", flat=True)
    )
    assert TakenReference.objects.count() == Case.objects.count()
    noted = Case.objects.filter(entries__kind="noted").values_list("reference", flat=True)
    assert list(noted) == [], "nothing about their forms is odd"


def test_what_was_said_days_ago_sends_nobody_a_message_now(filled: datetime) -> None:
    waiting = Message.objects.filter(expires_at__gt=filled)
    assert waiting.count() <= 12


def test_another_start_keeps_what_is_there(filled: datetime) -> None:
    Case.objects.filter(reference=PRACTICE[0].case.reference).update(urgent=True)
    before = Case.objects.count()
    assert demo_cases.fill(filled + timedelta(days=1)) == 0
    assert Case.objects.count() == before
    assert Case.objects.get(reference=PRACTICE[0].case.reference).urgent


def test_its_key_opens_a_case_for_whoever_plays_its_person(filled: datetime) -> None:
    one = PRACTICE[1].case
    person = Claimant()
    assert person.asked(key=one.key, reference=one.reference).value == "good"
    assert person.case.digits


def test_every_paper_waits_for_the_scanner_and_passes_it(filled: datetime) -> None:
    papers = [(one, paper) for one in demo_cases.every() for paper in one.papers]
    assert File.objects.filter(state="waiting").count() == len(papers) > 10
    one, paper = papers[0]
    found = examine(drawn(paper, ACCOUNTS[one.who], calendar().day_of(filled)))
    assert found.verdict is not Verdict.REFUSED and found.body


def test_the_attack_bears_the_marks_of_one() -> None:
    (attack,) = [one.case for one in PRACTICE if one.slug == "attack"]
    assert isinstance(attack, ExampleCase)
    said = " ".join((attack.text, *(step.text for step in attack.steps)))
    for mark in ("URGENTE", "por orden del alcalde", "No llamen", "ya lo autorizó", "Omitan"):
        assert mark in said
    owner = ACCOUNTS[attack.who]
    assert attack.fields["telefono"] not in owner.phones
    assert attack.fields["correo"] not in owner.emails
    (letter,) = [paper for paper in attack.papers if paper.document == "carta"]
    assert not any(nit in letter.lines[0] for nit in attack.fields["entidad"].split("NIT ")[1:])
