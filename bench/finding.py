"""Find POSTs per second and core, beside plain Django and beside Django's own password reset."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from bench import cores, interleaved
from bench.house import House, house, postgresql_family, wait_for
from bench.interleaved import Contender, ratio
from bench.load import post, send_all
from bench.paid import finds, source
from bench.rivals.fill import email
from bench.size import Size
from bench.table import table
from tests.house.processes import free_address

CSRF = "b" * 32
OURS = "recupera: find POST"
BARE = "Django: form, CSRF, one `objects.create`"
BAREST = "Django: no form, no CSRF, one raw INSERT"
RESET = "Django: password reset, known account"


def measure(size: Size, engine: str) -> str:
    """A table of contenders on one engine, and the two ratios."""
    with house(engine) as ours, house(engine, name="rivals") as theirs:
        portal = ours.open("portal", core=cores.MEASURED)
        with rivals(theirs, size.accounts) as (address, process):
            batches = _batches(ours, size)
            contenders = [
                Contender(
                    OURS,
                    size.requests,
                    portal.pid,
                    lambda number: send_all(ours.portal, batches[number], expect=303),
                ),
                *(
                    Contender(name, size.requests, process, _sending(address, path, size))
                    for name, path in ((BARE, "bare"), (BAREST, "barest"), (RESET, "reset"))
                ),
            ]
            interleaved.run(
                contenders, rounds=size.rounds, database=postgresql_family, seed=size.seed
            )
    return _told(contenders)


def _batches(ours: House, size: Size) -> list[list[bytes]]:
    """A batch per round: payments are good once, and no datum or source comes twice."""
    data = [f"person{number}@example.com" for number in range(size.requests * (size.rounds + 1))]
    paid = list(finds(ours.portal, data))
    return [paid[at : at + size.requests] for at in range(0, len(paid), size.requests)]


def _sending(address: str, path: str, size: Size) -> "Sending":
    return Sending(address, path, size)


class Sending:
    """One rival's rounds; every account is asked for once."""

    def __init__(self, address: str, path: str, size: Size) -> None:
        self.address, self.path, self.size = address, path, size

    def __call__(self, number: int) -> float:
        first = number * self.size.requests
        requests = [
            post(
                f"/{self.path}",
                {"csrfmiddlewaretoken": CSRF, "email": email(one % self.size.accounts)},
                source=source(),
                cookie=f"csrftoken={CSRF}",
            )
            for one in range(first, first + self.size.requests)
        ]
        return send_all(self.address, requests, expect=302)


@contextmanager
def rivals(built: House, accounts: int) -> Iterator[tuple[str, int]]:
    """The rivals' address and process."""
    address = free_address()
    filling = built.start("bench.rivals.fill", str(accounts), core=cores.LOAD, RIVALS_DOOR="owner")
    if filling.wait():
        raise RuntimeError("the rivals could not be filled")
    built.doors.remove(filling)
    process = built.start(
        "bench.rivals.serve",
        core=cores.MEASURED,
        RIVALS_DOOR="portal",
        RIVALS_ADDRESS=address,
        DJANGO_SETTINGS_MODULE="bench.rivals.settings",
    )
    wait_for(address, process)
    yield address, process.pid


def _told(contenders: list[Contender]) -> str:
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
    head = ("", "requests/s", "server ms", "a whole core would do", "database ms")
    ours, bare, _, reset = contenders
    return (
        table(head, rows)
        + f"\nA find costs {ratio(ours.costs, bare.costs):.2f} times the bare view "
        + f"(aim: at most 2) and {ratio(ours.costs, reset.costs):.2f} times the reset "
        + "(aim: at most 0.5) in processor time; by the clock it takes "
        + f"{ratio(bare.rates, ours.rates):.2f} and {ratio(reset.rates, ours.rates):.2f} times.\n"
    )
