"""Cases sent per second and core, with and without a file, beside a plain Django form."""

import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from statistics import median

from bench import cores, interleaved
from bench.drafts import FIELDS
from bench.finding import CSRF, rivals
from bench.house import House, house, postgresql_family
from bench.interleaved import Contender, ratio
from bench.load import Connection, get, post, send_all, upload
from bench.paid import cookie_of, found, solved, source
from bench.persons import document, email
from bench.size import Size
from bench.table import table
from bench.working import turns

FORM = "/soporte/formulario"
# The first bytes of a picture of one pixel; the portal looks no further.
HEAD = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")
FILE = HEAD + os.urandom(2_000_000 - len(HEAD))
# A file is as much work as many forms; so many times fewer of them make a round as long.
FEWER = 15


@dataclass(frozen=True)
class Ready:
    """A form that only has to be sent, by its own browser from its own network."""

    source: str
    cookie: str
    form: dict[str, str]

    def send(self) -> bytes:
        return post(f"{FORM}/revisar", self.form, source=self.source, cookie=self.cookie)

    def attach(self) -> bytes:
        token = {"csrfmiddlewaretoken": self.form["csrfmiddlewaretoken"]}
        place, kept = self.source, self.cookie
        return upload(f"{FORM}/archivos", token, ("otro", FILE), source=place, cookie=kept)


def measure(size: Size, engine: str) -> str:
    """A table of contenders on one engine, their ratios, and what the worker then opens."""
    files = max(4, size.requests // FEWER)
    with (
        house(engine, uploads_mb="50000") as ours,
        house(engine, name="rivals") as theirs,
    ):
        portal = ours.open("portal", core=cores.MEASURED)
        with rivals(theirs, 0) as (address, plain):
            forms = _batches(ours, size.requests, size.rounds)
            filed = _batches(ours, files, size.rounds)
            contenders = [
                Contender(
                    "recupera: [Enviar]",
                    size.requests,
                    portal.pid,
                    lambda number: _send(ours.portal, forms[number]),
                ),
                Contender("Django: ModelForm", size.requests, plain, Plain(address, size.requests)),
                Contender(
                    "recupera: a 2 MB file, and [Enviar]",
                    files,
                    portal.pid,
                    lambda number: _attach_and_send(ours.portal, filed[number]),
                ),
                Contender(
                    "Django: ModelForm with a 2 MB FileField",
                    files,
                    plain,
                    Plain(address, files, file=True),
                ),
            ]
            interleaved.run(
                contenders, rounds=size.rounds, database=postgresql_family, seed=size.seed
            )
        ours.close(portal)
        opened = turns(ours)
    return _told(contenders) + _told_of(opened)


def _batches(ours: House, each: int, rounds: int) -> list[list[Ready]]:
    made = subprocess.run(
        [sys.executable, "-m", "bench.drafts", str(each * (rounds + 1))],
        env=ours.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    cookies = iter(made.stdout.split())
    connection = Connection(ours.portal)
    ready = (_ready(connection, one) for one in cookies)
    batches = [list(islice(ready, each)) for _ in range(rounds + 1)]
    connection.close()
    return batches


def _ready(connection: Connection, draft: str) -> Ready:
    place = source()
    _, head, page = connection.exchange(get(f"{FORM}/revisar", source=place, cookie=draft))
    form = {
        "csrfmiddlewaretoken": found(r'name="csrfmiddlewaretoken" value="([^"]*)"', page),
        "notice": found(r'name="notice" value="([^"]*)"', page),
        "ticket": "",
        "altcha": solved(page),
    }
    return Ready(place, f"{draft}; {cookie_of(head)}", form)


def _send(address: str, batch: list[Ready]) -> float:
    return send_all(address, [one.send() for one in batch], expect=303)


def _attach_and_send(address: str, batch: list[Ready]) -> float:
    took = send_all(address, [one.attach() for one in batch], expect=303)
    return took + _send(address, batch)


class Plain:
    """The rival's rounds: the same form, by the same browsers."""

    def __init__(self, address: str, requests: int, *, file: bool = False) -> None:
        self.address, self.requests, self.file = address, requests, file

    def __call__(self, number: int) -> float:
        first = number * self.requests
        requests = [self._request(one) for one in range(first, first + self.requests)]
        return send_all(self.address, requests, expect=302)

    def _request(self, number: int) -> bytes:
        form = {
            "csrfmiddlewaretoken": CSRF,
            "name": FIELDS["nombre"],
            "document_type": FIELDS["tipo-documento"],
            "document": document(number),
            "role": FIELDS["tipo-usuario"],
            "organisation": FIELDS["entidad"],
            "email": email(number),
            "phone": FIELDS["telefono"],
            "text": FIELDS["descripcion"],
        }
        place, cookie = source(), f"csrftoken={CSRF}"
        if self.file:
            return upload("/case", form, ("file", FILE), source=place, cookie=cookie)
        return post("/case", form, source=place, cookie=cookie)


def _told(contenders: list[Contender]) -> str:
    head = ("", "cases/s", "server ms", "a whole core would do", "database ms")
    rows = [
        (
            one.name,
            f"{one.per_second:,.0f}",
            f"{one.milliseconds:.2f}",
            f"{1000 / one.milliseconds:,.0f}",
            f"{median(one.database):.2f}",
        )
        for one in contenders
    ]
    ours, plain, filed, plain_filed = contenders
    return (
        table(head, rows)
        + f"\nA case costs {ratio(ours.costs, plain.costs):.2f} times the plain form, and with a "
        + f"file {ratio(filed.costs, plain_filed.costs):.2f} times, in processor time; by the "
        + f"clock it takes {ratio(plain.rates, ours.rates):.2f} and "
        + f"{ratio(plain_filed.rates, filed.rates):.2f} times.\n"
    )


def _told_of(opened: dict[str, float]) -> str:
    return (
        f"\nOne worker then opens {opened['handled'] / opened['seconds']:,.0f} of these cases a "
        f"second by the clock; one takes {opened['processor'] / opened['handled'] * 1000:.2f} ms "
        f"of its processor ({opened['handled']:,.0f} cases, with and without files).\n"
    )
