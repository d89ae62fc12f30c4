"""Second factors: each judged by the worker, each shown once, by whom it belongs to."""

import base64
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.db import connections, transaction

from recupera.agents import factors, locks, tally
from recupera.agents.factors import WrongFactor, enrol_passkey, enrol_totp, judge
from recupera.agents.models import Agent, Factor, FactorKind
from tests.desk.authenticator import Passkey
from tests.desk.staff import agent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])

KEY = b"twenty bytes of key!"
SECRET = base64.b32encode(KEY).decode()
NOW = datetime(2026, 11, 23, 15, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=30)


def code(at: datetime, key: bytes = KEY) -> str:
    return HOTP(key, 6, SHA1()).generate(int(at.timestamp()) // 30).decode()


def with_totp() -> Agent:
    luz = agent()
    enrol_totp(luz, SECRET, code(NOW), NOW)
    return luz


def shown(luz: Agent, typed: str, at: datetime) -> FactorKind:
    return judge(luz, {"totp": typed}, challenge=None, now=at)


@pytest.mark.parametrize("off", [0, -1, 1])
def test_a_code_is_good_one_step_early_or_late(off: int) -> None:
    luz, later = with_totp(), NOW + 4 * STEP
    assert shown(luz, code(later + off * STEP), later) is FactorKind.TOTP


@pytest.mark.parametrize("off", [-2, 2])
def test_a_code_is_not_good_two_steps_off(off: int) -> None:
    luz, later = with_totp(), NOW + 4 * STEP
    with pytest.raises(WrongFactor):
        shown(luz, code(later + off * STEP), later)


def test_a_code_is_good_once_and_so_is_every_step_before_it() -> None:
    luz, later = with_totp(), NOW + 4 * STEP
    assert shown(luz, f" {code(later)[:3]} {code(later)[3:]}", later)
    for again in (later, later - STEP):
        with pytest.raises(WrongFactor):
            shown(luz, code(again), later)


def test_the_code_that_enrolled_is_used() -> None:
    luz = with_totp()
    with pytest.raises(WrongFactor):
        shown(luz, code(NOW), NOW)


def test_a_code_of_another_agent_is_wrong_and_counts_for_whom_it_was_tried() -> None:
    luz, other, later = agent(), with_totp(), NOW + 4 * STEP
    with pytest.raises(WrongFactor) as wrong:
        shown(luz, code(later), later)
    assert (wrong.value.agent, wrong.value.counts) == (luz.id, True)
    assert shown(other, code(later), later)


def test_ten_wrong_in_a_day_and_nothing_is_judged_until_the_next_or_an_unlock() -> None:
    luz, key = with_totp(), Passkey()
    enrol_passkey(luz, key.register(), NOW)
    later = NOW + 4 * STEP
    for _ in range(locks.MOST_WRONG):
        with pytest.raises(WrongFactor) as wrong:
            shown(luz, "000000", later)
        factors.note_wrong(wrong.value, later)
    assert locks.locked(luz.id, later)
    for evidence in ({"totp": code(later)}, {"passkey": key.sign()}):
        with pytest.raises(WrongFactor, match="today"):
            judge(luz, evidence, challenge=None, now=later)
    assert shown(luz, code(later + timedelta(days=1)), later + timedelta(days=1))
    locks.unlock(luz.id, later)
    assert judge(luz, {"passkey": key.sign()}, challenge=None, now=later)
    assert tally.today(luz.id, locks.WRONG, later) == locks.MOST_WRONG


def test_a_secret_is_enrolled_only_with_its_own_code() -> None:
    luz = agent()
    for secret, typed in ((SECRET, "000000"), ("A" * 16, code(NOW)), ("no secret!", code(NOW))):
        with pytest.raises(WrongFactor):
            enrol_totp(luz, secret, typed, NOW)
    assert not luz.factors.exists()


def test_a_secret_lies_sealed_and_moves_to_nobody_else() -> None:
    luz, other = with_totp(), agent()
    row = Factor.objects.get(agent=luz)
    assert KEY not in bytes(row.body) and SECRET.encode() not in bytes(row.body)
    Factor.objects.filter(id=row.id).update(agent=other)
    later = NOW + 4 * STEP
    with pytest.raises(Exception, match="seal"):
        shown(other, code(later), later)


def test_a_passkey_is_good_over_its_challenge_and_once() -> None:
    luz, key, challenge = agent(), Passkey(), os.urandom(32)
    enrol_passkey(luz, key.register(), NOW)
    signed = key.sign(challenge)
    assert judge(luz, {"passkey": signed}, challenge=challenge, now=NOW) is FactorKind.PASSKEY
    with pytest.raises(WrongFactor, match="before"):
        judge(luz, {"passkey": signed}, challenge=challenge, now=NOW)
    with pytest.raises(WrongFactor, match="before"):
        judge(luz, {"passkey": signed}, challenge=None, now=NOW)


def test_one_challenge_is_one_approval() -> None:
    """Whoever asks twice for one thing puts something into it that differs: a nonce."""
    luz, key, challenge = agent(), Passkey(), os.urandom(32)
    enrol_passkey(luz, key.register(), NOW)
    assert judge(luz, {"passkey": key.sign(challenge)}, challenge=challenge, now=NOW)
    with pytest.raises(WrongFactor, match="before"):
        judge(luz, {"passkey": key.sign(challenge)}, challenge=challenge, now=NOW)


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "https://mesa.evil.example"},
        {"host": "evil.example"},
        {"challenge": b"another order's digest, 32 bytes"},
    ],
)
def test_what_was_signed_elsewhere_or_over_something_else_is_wrong(said: dict[str, str]) -> None:
    luz, key = agent(), Passkey()
    enrol_passkey(luz, key.register(), NOW)
    signed = key.sign(**{"challenge": b"this order's digest, 32 bytes ..", **said})
    with pytest.raises(WrongFactor):
        judge(luz, {"passkey": signed}, challenge=b"this order's digest, 32 bytes ..", now=NOW)


def test_whoever_holds_the_key_must_be_verified_by_it() -> None:
    luz, key = agent(), Passkey(verified=False)
    with pytest.raises(WrongFactor):
        enrol_passkey(luz, key.register(), NOW)
    key.verified = True
    enrol_passkey(luz, key.register(), NOW)
    key.verified = False
    with pytest.raises(WrongFactor):
        judge(luz, {"passkey": key.sign()}, challenge=None, now=NOW)


def test_a_passkey_belongs_to_one_agent() -> None:
    luz, other, key = agent(), agent(), Passkey()
    enrol_passkey(luz, key.register(), NOW)
    with pytest.raises(WrongFactor) as wrong:
        judge(other, {"passkey": key.sign()}, challenge=None, now=NOW)
    assert not wrong.value.counts
    with pytest.raises(WrongFactor, match="known"):
        enrol_passkey(other, key.register(), NOW)


@pytest.mark.parametrize(
    "evidence",
    [
        {},
        {"totp": 123456},
        {"totp": ""},
        {"totp": "ñ" * 6},
        {"passkey": {}},
        {"passkey": "x"},
        {"passkey": {"rawId": "AA", "response": {"clientDataJSON": "e30"}}},
    ],
)
def test_what_is_no_evidence_is_refused(evidence: dict[str, object]) -> None:
    with pytest.raises(WrongFactor):
        judge(with_totp(), evidence, challenge=None, now=NOW)


@pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)
@pytest.mark.parametrize("kind", ["totp", "passkey"])
def test_of_two_who_show_one_factor_at_once_one_is_let_in(kind: str) -> None:
    luz, key, later = with_totp(), Passkey(), NOW + 4 * STEP
    enrol_passkey(luz, key.register(), NOW)
    evidence = {"totp": code(later)} if kind == "totp" else {"passkey": key.sign()}
    gate, good = threading.Barrier(2), []

    def show() -> None:
        gate.wait()
        try:
            with transaction.atomic("vault"):
                good.append(judge(luz, evidence, challenge=None, now=later))
        except WrongFactor:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=show) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(good) == 1
