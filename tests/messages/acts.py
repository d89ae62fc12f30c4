"""What the tests of real processes do in the stores: a process that takes acts, one a line.

A process is one door for life, and the tests' own is none of those that they start.
"""

import json
import sys

from recupera.commands.main import use_door


def put() -> None:
    from tests.messages.letters import one_and_three_null, put_now

    put_now(*one_and_three_null())


def end_leases() -> None:
    """As if the lease's time had passed."""
    from recupera.messages.models import Message, State
    from tests.messages.letters import now

    Message.objects.filter(state=State.TAKEN).update(lease_until=now())


def rows() -> list[list[object]]:
    """State, tries, repeats and whether it is wiped, row by row."""
    from recupera.messages.models import WIPED, Message

    found = Message.objects.order_by("repeats", "state")
    return [[row.state, row.tries, row.repeats, bytes(row.body) == WIPED] for row in found]


def empty() -> None:
    from recupera.messages.models import Message

    Message.objects.all().delete()


ACTS = {"put": put, "end_leases": end_leases, "rows": rows, "empty": empty}

if __name__ == "__main__":
    use_door("owner")
    for line in sys.stdin:
        print(json.dumps(ACTS[line.strip()]()), flush=True)
