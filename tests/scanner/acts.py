"""What the tests of a real scanner do in the stores: a process that takes acts, one a line."""

import json
import sys

from recupera.commands.main import use_door


def put() -> None:
    from tests.files import hostile
    from tests.scanner import waiting

    waiting.put(hostile.pdf(), 1)
    waiting.put(hostile.jpeg_with_a_place(), 2)


def end_leases() -> None:
    """As if the lease's time had passed."""
    from django.db.models import F

    from recupera.cases.models import File
    from recupera.scanner.lease import LEASE

    File.objects.filter(state="taken").update(due_at=F("due_at") - LEASE)


def rows() -> list[list[object]]:
    """State, reason, whether the key is wiped, and whether the desk opens it, oldest first."""
    from recupera.cases.models import File
    from tests.scanner.waiting import at_the_desk

    found = File.objects.order_by("id")
    return [
        [row.state, row.reason, not row.key, row.body is not None and bool(at_the_desk(row))]
        for row in found
    ]


def empty() -> None:
    from recupera.cases.models import Case
    from recupera.letterbox.models import Upload

    Case.objects.all().delete()
    Upload.objects.all().delete()


ACTS = {"put": put, "end_leases": end_leases, "rows": rows, "empty": empty}

if __name__ == "__main__":
    use_door("owner")
    for line in sys.stdin:
        print(json.dumps(ACTS[line.strip()]()), flush=True)
