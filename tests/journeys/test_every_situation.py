"""Every example person by every datum, over real mail and a real SMPP server, in both languages.

What arrives where, that nothing else arrives anywhere, and what each code shows.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from html import unescape

import pytest

from recupera.people import EXAMPLES
from tests.house.client import Client, Response
from tests.house.processes import House
from tests.journeys.post import Arrived, Post, post
from tests.journeys.situations import ROWS, Row
from tests.journeys.walk import invented

pytestmark = pytest.mark.journey
IDS = [row.id for row in ROWS]
PREFIX = {"es": "", "en": "/en"}


@dataclass(frozen=True)
class Town:
    """A house, its post, and one language."""

    house: House
    post: Post
    language: str

    @property
    def prefix(self) -> str:
        return PREFIX[self.language]


@dataclass
class Told:
    """One person's enquiry: the reference on their page and what was shown after each code."""

    row: Row
    client: Client
    reference: str


@dataclass(frozen=True)
class Asked:
    """A town in which everybody has asked, and after them somebody else."""

    town: Town
    everybody: list[Told]
    last: Told


@pytest.fixture(params=PREFIX)
def asked(
    request: pytest.FixtureRequest, house_for_a_while: Callable[..., AbstractContextManager[House]]
) -> Iterator[Asked]:
    """Messages are told apart by four characters, which two enquiries may have in common: then
    everybody asks again in another town."""
    while True:
        with post() as office, house_for_a_while(**office.options) as house:
            there = _all_ask(Town(house, office, request.param))
            if len({one.reference for one in (*there.everybody, there.last)}) == len(ROWS) + 1:
                yield there
                return


def _all_ask(town: Town) -> Asked:
    with ThreadPoolExecutor(6) as pool:
        everybody = list(pool.map(partial(_ask, town), ROWS))
    # Whoever gets nothing had their turn before this one.
    return Asked(town, everybody, _ask(town, Row("", "email", invented(60).emails[0])))


def _ask(town: Town, row: Row) -> Told:
    client = Client(town.house.portal)
    sent = client.ask(row.kind, row.typed, f"{town.prefix}/")
    assert sent.status == 303, (row.id, sent.body)
    page = client.get(f"{town.prefix}/codigo")
    assert unescape(page.body).count(row.typed) == 1, "the page says what was typed"
    return Told(row, client, page.hidden("reference"))


def usernames(answer: Response) -> tuple[str, ...]:
    """The user names of an answer, in its order."""
    found = re.findall(r'<dt>(?:Usuario|User name)</dt> <dd class="main">(.*?)</dd>', answer.body)
    return tuple(unescape(re.sub(r"<wbr>|\u200b", "", one)) for one in found)


def shown(town: Town, told: Told, message: Arrived) -> tuple[str, ...]:
    """Types the code of a message in a browser that has typed no other."""
    answer = told.client.prove(message.code, f"{town.prefix}/codigo")
    assert answer.status == 200, answer
    return usernames(answer)


def test_what_arrives_and_what_it_opens_is_what_the_table_says(asked: Asked) -> None:
    town, everybody = asked.town, asked.everybody
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: town.post.wait(one.reference, len(one.row.opens)), everybody))
        assert town.post.wait(asked.last.reference, 1)
        came = [town.post.of(one.reference) for one in everybody]
        arrived = [sorted(message.to for message in sent) for sent in came]
        assert dict(zip(IDS, arrived, strict=True)) == {row.id: sorted(row.opens) for row in ROWS}
        assert len(town.post.arrived()) == sum(map(len, came)) + 1, "nothing came for nobody"
        list(map(check_messages, ROWS, came))
        list(pool.map(partial(check_answers, town), everybody, came))


def check_messages(row: Row, sent: list[Arrived]) -> None:
    for message in sent:
        mine, others = set(row.opens[message.to]), set().union(*row.opens.values())
        words = set(re.findall(r"[\w.]+", message.text))
        assert words & others == (mine if row.named else set()), (row.id, message.text)
    assert len({one.code for one in sent}) == len(sent), "each channel has its own code"


def check_answers(town: Town, told: Told, sent: list[Arrived]) -> None:
    """A first wrong code shows nothing; then each code adds what its channel registered."""
    seen: set[str] = set()
    wrong = told.client.prove("0000 0000", f"{town.prefix}/codigo")
    assert usernames(wrong) == ()
    assert "4" in re.sub(r"<[^>]+>", "", wrong.body)
    for message in sent:
        seen |= set(told.row.opens[message.to])
        answer = shown(town, told, message)
        assert set(answer) == seen, told.row.id


def test_every_situation_of_the_demo_stands_in_the_table() -> None:
    assert {one.situation for one in EXAMPLES} == {row.situation for row in ROWS}
    for example in EXAMPLES:
        typed = {row.kind for row in ROWS if row.situation == example.situation}
        assert {kind.value for kind, _ in example.typed()} <= typed
