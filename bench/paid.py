"""Find forms that are paid for: every payload solves a challenge of its own beforehand."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from itertools import count

from altcha import Challenge, Payload, solve_challenge

from bench.load import Connection, get, post

_sources = count(1)


def source() -> str:
    """An address that nobody used before, so that no budget is ever met."""
    number = next(_sources)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def finds(address: str, data: Sequence[str], *, kind: str = "email") -> Iterator[bytes]:
    """One whole find POST per datum; each may be sent once."""
    connection, cookie, token = Connection(address), "", ""
    for datum in data:
        place = source()
        _, head, page = connection.exchange(get("/", source=place, cookie=cookie))
        if not cookie:
            cookie = cookie_of(head)
            token = found(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
        form = {"csrfmiddlewaretoken": token, "ticket": "", "altcha": solved(page)}
        yield post("/", form | {"kind": kind, kind: datum}, source=place, cookie=cookie)
    connection.close()


def solved(page: str) -> str:
    given = json.loads(html.unescape(found(r'data-challenge="([^"]*)"', page)))
    challenge = Challenge.from_dict(given)
    solution = solve_challenge(challenge)
    assert solution
    return Payload(challenge, solution).to_base64()


def cookie_of(head: str) -> str:
    return found(r"(?i)set-cookie: ([^;\r]*)", head)


def found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found, text[:2000]
    return found[1]
