"""From the press of the button to the mail server: finds at 20 a second through every process."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from bench import cores
from bench.house import House, house
from bench.load import Connection
from bench.paid import finds
from bench.persons import email
from bench.size import Size
from bench.working import PERSONS, fill
from tests.house.processes import free_address

RATE = 20
WARM_UP = 3 * RATE
# What comes later than this is counted as lost.
PATIENCE = 30.0


def measure(size: Size, engine: str) -> str:
    """p50, p99 and the longest; nothing may be lost."""
    sink = free_address()
    with house(engine, smtp_url=f"smtp://{sink}") as built:
        fill(built, PERSONS)
        arrivals = built.data / "arrivals"
        built.start("bench.sink", sink, str(arrivals), core=cores.LOAD)
        for door in ("portal", "worker", "sender"):
            built.open(door, core=cores.MEASURED)
        posted = _post(built, RATE * size.seconds + WARM_UP)
        arrived = _arrived(arrivals, len(posted))
    took = [
        arrived[email(number)] - at
        for number, at in posted.items()
        if number >= WARM_UP and email(number) in arrived
    ]
    lost = len([number for number in posted if email(number) not in arrived])
    return (
        f"At {RATE} finds a second for {size.seconds} s, one core "
        f"shared by portal, worker and sender: p50 {median(took) * 1000:.0f} ms, "
        f"p99 {quantiles(took, n=100)[98] * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms; "
        f"{len(posted)} asked, {lost} lost. "
        "The sender's tick of 250 ms is part of every figure.\n"
    )


def _post(built: House, number: int) -> dict[int, float]:
    """Each at its own moment, however long those before it take; returns when each was sent."""
    requests = list(finds(built.portal, [email(one) for one in range(number)]))
    began = time.time() + 0.5
    posted: dict[int, float] = {}

    def send(one: int) -> None:
        moment = began + one / RATE
        time.sleep(max(0.0, moment - time.time()))
        connection = Connection(built.portal)
        posted[one] = time.time()
        status, head, _ = connection.exchange(requests[one])
        connection.close()
        assert status == 303, head

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(send, range(number)))
    return posted


def _arrived(path: Path, wanted: int) -> dict[str, float]:
    deadline = time.monotonic() + PATIENCE
    lines: list[str] = []
    while len(lines) < wanted and time.monotonic() < deadline:
        time.sleep(0.5)
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {line.split()[1]: float(line.split()[0]) for line in lines}
