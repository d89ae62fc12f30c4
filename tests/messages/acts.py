"""What the tests of real processes do in the stores: run as `python -m tests.messages.acts ACT`.

A process is one door for life, so these acts, which belong to the worker and to the owner, have
processes of their own.
"""

import json
import sys

from recupera.commands.main import use_door


def put() -> None:
    use_door("worker")
    from tests.messages.letters import one_and_three_null, put_now

    put_now(*one_and_three_null())


def end_leases() -> None:
    """As if the lease's time had passed."""
    use_door("owner")
    from recupera.messages.models import Message, State
    from tests.messages.letters import now

    Message.objects.filter(state=State.TAKEN).update(lease_until=now())


def rows() -> None:
    """Prints state, tries, repeats and whether it is wiped, row by row."""
    use_door("owner")
    from recupera.messages.models import WIPED, Message

    found = Message.objects.order_by("repeats", "state")
    print(
        json.dumps([[row.state, row.tries, row.repeats, bytes(row.body) == WIPED] for row in found])
    )


if __name__ == "__main__":
    {"put": put, "end_leases": end_leases, "rows": rows}[sys.argv[1]]()
