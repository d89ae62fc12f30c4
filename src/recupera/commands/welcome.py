"""What `recupera run` prints once the portal answers: addresses and, in the demo, whom to try."""

import json
from typing import Any

from recupera.agents.demo import PASSWORD, STAFF
from recupera.commands.children import say, spawn
from recupera.options import Options
from recupera.people import EXAMPLE_PASSWORD

EXAMPLES_SHOWN = 8


def welcome(options: Options) -> None:
    say("")
    say(f"Portal:   {options.origin}/")
    say(f"Desk:     {options.desk_origin}/{_staff(options)}")
    if options.demo:
        say(f"Mailbox:  http://{options.mailbox_address}/   (every message of the demo)")
        say(f"Platform: http://{options.platform_address}/   (sign in with: {EXAMPLE_PASSWORD})")
        say(f"Practice: {options.desk_origin}/guia   (an agent's guide with eight cases to solve)")
        for line in example_lines(_examples()):
            say(line)
    say("Press Ctrl-C to stop. Data stay in the folder " + str(options.data))
    say("")


def _staff(options: Options) -> str:
    """Whom the demo's desk lets in; the codes of their second factor stand in the mailbox."""
    if not options.demo:
        return ""
    names = ", ".join(one.email.partition("@")[0] for one in STAFF)
    domain = STAFF[0].email.partition("@")[2]
    return f"   ({names} @{domain}; password: {PASSWORD}; codes on the mailbox's page)"


def example_lines(examples: list[dict[str, Any]]) -> list[str]:
    """A small table of example data; none when there is nothing to show."""
    if not examples:
        return []
    rows = [("Example", "Cédula", "Correo", "Usuario")]
    for example in examples[:EXAMPLES_SHOWN]:
        row = (example.get(name) for name in ("situation", "national_id", "email"))
        first = next((one["username"] for one in example.get("accounts", ())), None)
        rows.append(tuple(str(value or "–") for value in (*row, first)))  # type: ignore[arg-type]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    return [
        "  ".join(f"{value:<{width}}" for value, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _examples() -> list[dict[str, Any]]:
    process = spawn("directory", "demo", "--json")
    assert process.stdout is not None
    output = process.stdout.read()
    if process.wait():
        say("the example data could not be read; `recupera directory demo --json` says why")
        return []
    found = json.loads(output)
    assert isinstance(found, list)
    return found
