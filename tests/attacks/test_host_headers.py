"""No header about hosts changes what is sent or shown: the same mail and page, or a refusal.

FP, line 49 of docs/security.md. Real processes and real mail; the origin is a name of its own.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest

from tests.house.client import Client, Response
from tests.house.hours import SPOKEN
from tests.house.processes import House
from tests.journeys.post import Post, post
from tests.journeys.walk import invented

ORIGIN = "https://recupera.example"
EVIL = "evil.example"
TAKEN = {
    "none": {},
    "our name": {"Host": "recupera.example"},
    "our name and a port": {"Host": "recupera.example:443"},
    "our name in capitals": {"Host": "RECUPERA.EXAMPLE"},
    "forwarded host": {"X-Forwarded-Host": EVIL},
    "forwarded hosts": {"X-Forwarded-Host": f"recupera.example, {EVIL}"},
    "forwarded server": {"X-Forwarded-Server": EVIL, "X-Host": EVIL, "X-HTTP-Host-Override": EVIL},
    "forwarded proto": {"X-Forwarded-Proto": "http"},
    "forwarded port": {"X-Forwarded-Port": "8080", "X-Forwarded-Prefix": f"//{EVIL}"},
    "forwarded": {"Forwarded": f"for=192.0.2.1;host={EVIL};proto=http"},
    "original address": {"X-Original-URL": f"//{EVIL}/", "X-Rewrite-URL": f"//{EVIL}/"},
    "referer": {"Referer": f"https://{EVIL}/"},
}
REFUSED = {
    "another host": {"Host": EVIL},
    "another host's part": {"Host": f"recupera.example.{EVIL}"},
    "another host before": {"Host": f"{EVIL}.recupera.example"},
    "user part": {"Host": f"recupera.example@{EVIL}"},
    "two hosts": {"Host": f"recupera.example,{EVIL}"},
    "a port that is none": {"Host": f"recupera.example:@{EVIL}"},
    "another origin": {"Origin": f"https://{EVIL}"},
    "no origin": {"Origin": "null"},
    "our origin's part": {"Origin": f"https://recupera.example.{EVIL}"},
    "our origin on another port": {"Origin": "https://recupera.example:8443"},
}


@dataclass(frozen=True)
class Town:
    house: House
    post: Post


@pytest.fixture(scope="module")
def town(house_for_a_while: Callable[..., AbstractContextManager[House]]) -> Iterator[Town]:
    with post() as office, house_for_a_while(**office.options, origin=ORIGIN) as house:
        yield Town(house, office)


def visitor(town: Town, headers: dict[str, str]) -> Client:
    ours = {"Host": "recupera.example", "Origin": ORIGIN}
    return Client(town.house.portal, headers=ours | headers)


def bare(text: str, number: int) -> str:
    """What is the same for every person and every enquiry."""
    person = invented(number)
    for own in (*person.emails[:1], person.username):
        text = text.replace(own, "OWN")
    text = re.sub(r"\b[B-Z][2-9][B-Z][2-9]\b", "REFERENCE", text)
    text = re.sub(r'data-challenge="[^"]*"|value="[\w.]{20,}"|nonce="[^"]*"', "", text)
    text = re.sub(SPOKEN, "HOUR", text)
    return re.sub(r"\d{4} \d{4}|#\d{8}|\d{1,2}:\d\d", "CODE", text)


def page(response: Response, number: int) -> tuple[int, str, str]:
    where = response.header("location")
    return response.status, where, bare(response.body, number)


def asked(town: Town, headers: dict[str, str], number: int) -> tuple[object, ...]:
    """The answers and the mail of one enquiry under these headers."""
    client, before = visitor(town, headers), town.post.arrived()
    pages = [client.get("/"), client.ask("email", invented(number).emails[0])]
    pages.append(client.get("/codigo"))
    (mail,) = town.post.wait(pages[-1].hidden("reference"), 1, before)
    assert mail.to == invented(number).emails[0]
    told = mail.text + mail.html + "".join(one.body + str(one.headers) for one in pages)
    assert EVIL not in told
    # Where a line ends depends on how long the hour is.
    text = bare(" ".join(mail.text.split()), number)
    return *(page(one, number) for one in pages), text, bare(mail.html, number)


@pytest.fixture(scope="module")
def plain(town: Town) -> tuple[object, ...]:
    return asked(town, {}, 70)


@pytest.mark.parametrize("what", TAKEN)
def test_the_mail_and_the_pages_are_the_same_under_every_header(
    town: Town, plain: tuple[object, ...], what: str
) -> None:
    assert asked(town, TAKEN[what], 71 + list(TAKEN).index(what)) == plain


@pytest.mark.parametrize("what", REFUSED)
def test_a_host_or_origin_that_is_not_ours_is_refused_and_sends_nothing(
    town: Town, what: str
) -> None:
    number, before = 90 + list(REFUSED).index(what), town.post.arrived()
    client = visitor(town, {})
    form = client.payment(client.get("/")) | {"kind": "email", "email": invented(number).emails[0]}
    client.headers |= REFUSED[what]
    refused = client.post("/", **form)
    assert refused.status == (403 if "Origin" in REFUSED[what] else 400)
    assert EVIL not in refused.body + str(refused.headers)
    client.headers |= {"Host": "recupera.example", "Origin": ORIGIN}
    assert client.post("/", **form).status == 303, "the same form is taken from us"
    reference = client.get("/codigo").hidden("reference")
    assert town.post.wait(reference, 1, before)
    assert len(town.post.arrived()) == len(before) + 1


def test_every_address_in_a_text_message_or_mail_is_of_the_origin(town: Town) -> None:
    client, before = visitor(town, {"X-Forwarded-Host": EVIL}), town.post.arrived()
    client.ask("username", "aperez")
    both = town.post.wait(client.get("/codigo").hidden("reference"), 2, before)
    assert {one.to for one in both} == {"ana.perez@example.com", "+573104564050"}
    for message in both:
        named = re.findall(r"(?:https?://|@)([\w.-]+\.\w+)", message.text + message.html)
        assert set(named) <= {"recupera.example"}
