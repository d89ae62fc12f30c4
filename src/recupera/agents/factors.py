"""Second factors, enrolled and judged by the worker, in the caller's vault transaction.

The desk keeps none of what these need: a TOTP secret lies sealed for the worker alone.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.db import IntegrityError, transaction

from recupera.agents import passkeys, tally
from recupera.agents.locks import WRONG, locked
from recupera.agents.models import Agent, Factor, FactorKind, UsedAssertion
from recupera.agents.passkeys import WrongPasskey
from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current

STORE = "vault"
SIZE = 2048
STEP = 30
# A phone's clock may be one step off, either way.
STEPS = (0, -1, 1)
MOST_FACTORS = 10


class WrongFactor(Exception):
    """Not a second factor of this agent, used before, or too many were wrong today.

    `counts` is true where somebody may have been guessing: then `note_wrong` after the transaction.
    """

    def __init__(self, agent: str, why: str, *, counts: bool = False) -> None:
        super().__init__(why)
        self.agent, self.counts = agent, counts


def judge(
    agent: Agent, evidence: Mapping[str, Any], *, challenge: bytes | None, now: datetime
) -> FactorKind:
    """Which factor of this agent was shown: {"totp": "123456"} or {"passkey": {…}}, each once.

    A passkey must have signed `challenge` where one is given. Raises WrongFactor.
    """
    if locked(agent.id, now):
        raise WrongFactor(agent.id, "too many were wrong today")
    if isinstance(evidence.get("totp"), str):
        return _judge_totp(agent, evidence["totp"], now)
    if isinstance(evidence.get("passkey"), Mapping):
        return _judge_passkey(agent, evidence["passkey"], challenge, now)
    raise WrongFactor(agent.id, "no factor")


def enrol_totp(agent: Agent, secret: str, code: str, now: datetime) -> Factor:
    """A secret in base32, 20 bytes or more, and a code that it makes now. Raises WrongFactor.

    An agent has one: a new secret takes the place of the old one.
    """
    try:
        key = base64.b32decode(secret, casefold=True)
    except ValueError as wrong:
        raise WrongFactor(agent.id, "no secret") from wrong
    step = _step(key, code, now) if 20 <= len(key) <= 64 else None
    if step is None:
        raise WrongFactor(agent.id, "the code is not this secret's", counts=True)
    agent.factors.filter(kind=FactorKind.TOTP).delete()
    return _add(agent, FactorKind.TOTP, key, now, last_step=step)


def enrol_passkey(
    agent: Agent, credential: Mapping[str, Any], now: datetime, challenge: bytes | None = None
) -> Factor:
    """A registration as a browser makes it, `toJSON()`. Raises WrongFactor."""
    try:
        known = passkeys.registered(credential, challenge)
    except WrongPasskey as wrong:
        raise WrongFactor(agent.id, str(wrong)) from wrong
    mark = passkeys.mark(passkeys.id_of(known))
    if Factor.objects.filter(mark=mark).exists():
        raise WrongFactor(agent.id, "known already")
    return _add(agent, FactorKind.PASSKEY, known, now, mark=mark)


def note_wrong(wrong: WrongFactor, now: datetime) -> None:
    """Counts it, in a transaction of its own: the one that met it was taken back."""
    if wrong.counts:
        tally.count(wrong.agent, WRONG, now)


def _judge_totp(agent: Agent, code: str, now: datetime) -> FactorKind:
    factor = agent.factors.filter(kind=FactorKind.TOTP).first()
    step = _step(_open(factor), code, now) if factor else None
    # In one statement: of two who show one code at once, one is first.
    if factor is None or step is None or not _use_step(factor, step, now):
        raise WrongFactor(agent.id, "wrong, or used before", counts=True)
    return FactorKind.TOTP


def _use_step(factor: Factor, step: int, now: datetime) -> bool:
    unused = Factor.objects.filter(id=factor.id, last_step__lt=step)
    return bool(unused.update(last_step=step, used_at=now))


def _step(key: bytes, code: str, now: datetime) -> int | None:
    """The step whose code this is; None where it is none's."""
    typed = "".join(code.split())
    current_step = int(now.timestamp()) // STEP
    # RFC 6238 as every authenticator app has it.
    maker = HOTP(key, 6, SHA1())  # noqa: S303
    for step in (current_step + off for off in STEPS):
        if hmac.compare_digest(maker.generate(step), typed.encode()):
            return step
    return None


def _judge_passkey(
    agent: Agent, credential: Mapping[str, Any], challenge: bytes | None, now: datetime
) -> FactorKind:
    try:
        factor = agent.factors.filter(mark=passkeys.mark_of(credential)).first()
        if factor is None:
            raise WrongPasskey("not this agent's")
        signed = passkeys.asserted(credential, _open(factor), challenge)
    except WrongPasskey as wrong:
        raise WrongFactor(agent.id, str(wrong)) from wrong
    _use_once(agent, hashlib.sha256(f"{factor.id} {signed}".encode()).hexdigest(), now)
    Factor.objects.filter(id=factor.id).update(used_at=now)
    return FactorKind.PASSKEY


def _use_once(agent: Agent, used: str, now: datetime) -> None:
    try:
        with transaction.atomic(STORE):
            UsedAssertion(id=used, at=now).save(force_insert=True)
    except IntegrityError as again:
        raise WrongFactor(agent.id, "used before") from again


def _add(agent: Agent, kind: FactorKind, content: bytes, now: datetime, **more: Any) -> Factor:
    if agent.factors.count() >= MOST_FACTORS:
        raise WrongFactor(agent.id, "too many factors")
    made = Factor(id=token_hex(16), agent=agent, kind=kind, added_at=now, **more)
    made.body = seal_with(_ring(), content, about=_about(made), size=SIZE)
    made.save(force_insert=True)
    return made


def _open(factor: Factor) -> bytes:
    return open_with(_ring(), bytes(factor.body), about=_about(factor))


def _about(factor: Factor) -> bytes:
    return f"factor {factor.id} {factor.kind} {factor.agent_id}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
