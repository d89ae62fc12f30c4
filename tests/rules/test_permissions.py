"""The table of permissions that operators read is the one that the worker goes by."""

import re

from recupera.agents.policy import MATRIX, UNSIGNED, Act, Role
from recupera.agents.table import PAGE, write


def test_the_page_shows_the_table_of_now() -> None:
    assert PAGE.read_text("utf-8") == write(), "run python -m recupera.agents.table"


def test_every_act_stands_in_the_matrix_or_comes_before_signing_in() -> None:
    assert set(MATRIX) | UNSIGNED == set(Act)
    assert not set(MATRIX) & UNSIGNED


def test_a_cell_that_changes_changes_the_page() -> None:
    row = next(line for line in write().splitlines() if "`approve_as_senior`" in line)
    assert re.split(r"\s*\|\s*", row.strip("| ")) == [
        "`approve_as_senior`",
        "–",
        "yes",
        "–",
        "–",
        "any but closed",
    ]
    assert len(Role) == 4
