"""Our check of a solved challenge says what the ALTCHA library says, of good ones and of others."""

import base64
import json
from collections.abc import Callable
from typing import Any

import altcha
import pytest

from recupera.guard import solution

CHALLENGE, SOLUTION = b"c" * 32, b"s" * 32


def solved() -> dict[str, Any]:
    challenge = altcha.create_challenge(
        "PBKDF2/SHA-256",
        1000,
        counter=3,
        expires_at=4_000_000_000,
        hmac_secret=CHALLENGE,
        hmac_key_secret=SOLUTION,
    )
    found = altcha.solve_challenge(challenge)
    assert found
    return altcha.Payload(challenge, found).to_dict()


def ours(payload: str) -> bool:
    read = solution.read(payload)
    return bool(read and read.is_ours(challenge_secret=CHALLENGE, solution_secret=SOLUTION))


def theirs(payload: str) -> bool:
    return altcha.verify_solution(payload, CHALLENGE, hmac_key_secret=SOLUTION).verified


def written(given: object) -> str:
    return base64.b64encode(json.dumps(given).encode()).decode()


def test_a_solution_of_our_challenge_is_ours() -> None:
    payload = written(solved())
    assert theirs(payload)
    assert ours(payload)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "cheaper": lambda one: one["challenge"]["parameters"].update(cost=1),
    "later": lambda one: one["challenge"]["parameters"].update(expiresAt=5_000_000_000),
    "whole number as a fraction": lambda one: one["challenge"]["parameters"].update(cost="1000"),
    "a parameter more": lambda one: one["challenge"]["parameters"].update(data={"a": 1}),
    "a null more": lambda one: one["challenge"]["parameters"].update(data=None),
    "key signature of one's own": lambda one: one["challenge"]["parameters"].update(
        keySignature="0" * 64
    ),
    "no key signature": lambda one: one["challenge"]["parameters"].pop("keySignature"),
    "no signature": lambda one: one["challenge"].pop("signature"),
    "signature null": lambda one: one["challenge"].update(signature=None),
    "signature in capitals": lambda one: one["challenge"].update(
        signature=one["challenge"]["signature"].upper()
    ),
    "another key": lambda one: one["solution"].update(derivedKey="00" * 32),
    "no key": lambda one: one["solution"].update(derivedKey=""),
    "a key that is none": lambda one: one["solution"].update(derivedKey="ñ"),
    "a key that is a number": lambda one: one["solution"].update(derivedKey=7),
    "no solution": lambda one: one.pop("solution"),
    "parameters as a list": lambda one: one["challenge"].update(parameters=[1]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_one_is_neither_ours_nor_the_librarys(change: str) -> None:
    payload = solved()
    CHANGES[change](payload)
    assert not theirs(written(payload))
    assert not ours(written(payload))


@pytest.mark.parametrize("depth", [*range(50, 1000, 50), 40_000])
def test_a_tower_of_brackets_is_never_ours(depth: int) -> None:
    start, _, end = json.dumps(solved()).partition('"cost"')
    tower = f'{start}"data": {"[" * depth}{"]" * depth}, "cost"{end}'
    assert not ours(base64.b64encode(tower.encode()).decode())
