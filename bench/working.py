"""Enquiries per second of one worker, and what an enquiry leaves in the two stores."""

import json
import subprocess
import sys

from bench import cores
from bench.house import House, house
from bench.load import send_all
from bench.paid import finds
from bench.persons import email, write_file
from bench.size import Size

PERSONS = 10_000


def measure(size: Size, engine: str) -> str:
    """Every second datum is unknown; all were asked over HTTP before the worker begins."""
    with house(engine) as built:
        fill(built, PERSONS)
        empty = built.stores()
        _ask(built, size.enquiries)
        asked = built.stores()
        done = turns(built)
        answered = built.stores()
    each = {name: (asked[name] - empty[name]) / size.enquiries for name in empty}
    after = {name: (answered[name] - empty[name]) / size.enquiries for name in empty}
    return (
        f"One worker answers {done['handled'] / done['seconds']:,.0f} enquiries a second by the "
        f"clock; one takes {done['processor'] / done['handled'] * 1000:.2f} ms of its processor, "
        f"so a core of its own would do {done['handled'] / done['processor']:,.0f}.\n\n"
        f"While it waits, an enquiry takes {each['letterbox']:,.0f} bytes of the letterbox; once "
        f"answered, {after['letterbox']:,.0f} there for half an hour and "
        f"{after['vault']:,.0f} in the vault for a day (enquiry, messages, journal, indexes).\n"
    )


def fill(built: House, persons: int) -> None:
    path = built.data / "accounts.csv"
    write_file(path, range(persons))
    built.command("directory", "import", str(path))


def _ask(built: House, enquiries: int) -> None:
    data = [email(number // 2 if number % 2 else number + 10**8) for number in range(enquiries)]
    portal = built.open("portal", core=cores.MEASURED)
    send_all(built.portal, list(finds(built.portal, data)), expect=303)
    built.close(portal)


def turns(built: House) -> dict[str, float]:
    done = subprocess.run(
        ["taskset", "-c", str(cores.MEASURED), sys.executable, "-m", "bench.turns"],
        env=built.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found
