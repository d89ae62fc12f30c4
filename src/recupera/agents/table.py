"""The matrix of permissions as a table: `python -m recupera.agents.table` writes it into
docs/operate/permissions.md, between its marks.
"""

import sys
from pathlib import Path

from recupera.agents.policy import ANY, LIVE, MATRIX, UNSIGNED, Act, Role

PAGE = Path(__file__).parents[3] / "docs" / "operate" / "permissions.md"
BEGINS, ENDS = "<!-- written by python -m recupera.agents.table -->", "<!-- end -->"
STATES = ("open", "waiting", "answered", "closed")


def table() -> str:
    """One row per act: a cell per role, and the states of the case in which it can be done."""
    head = ["act", *(role.value for role in Role), "state of the case"]
    rows = [head, ["---"] * len(head), *(_row(act) for act in Act)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write(page: Path = PAGE) -> str:
    """The page with the table of now in it."""
    text = page.read_text("utf-8")
    before, rest = text.split(BEGINS)
    after = rest.split(ENDS)[1]
    return f"{before}{BEGINS}\n{table()}\n{ENDS}{after}"


def _row(act: Act) -> list[str]:
    if act in UNSIGNED:
        return [f"`{act.value}`", *("before signing in" for _ in Role), "–"]
    roles, states = MATRIX[act]
    return [f"`{act.value}`", *("yes" if role in roles else "–" for role in Role), _in(states)]


def _in(states: frozenset[str]) -> str:
    if not states:
        return "–"
    named = {ANY: "any", LIVE: "any but closed"}
    return named.get(states) or ", ".join(one for one in STATES if one in states)


if __name__ == "__main__":
    PAGE.write_text(write(), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
