"""What may be done with a case in which state, drawn and as the code allows it."""

import re

import pytest

from recupera.cases import models
from recupera.cases.models import State
from recupera.cases.policy import MOVES, Act, after

# The words of the diagram, and the acts that they stand for.
SAID = {
    "the desk asks the person": [Act.ASK],
    "the desk answers": [Act.ANSWER],
    "the person adds": [Act.ADD],
    "the person adds or reopens": [Act.ADD, Act.REOPEN],
    "the person reopens within thirty days": [Act.REOPEN],
    "a month without an answer": [Act.LAPSE],
    "thirty days": [Act.LAPSE],
    "the person or the desk closes": [Act.CLOSE],
}


def test_the_drawn_diagram_is_what_the_code_allows() -> None:
    drawn = re.findall(r"^(\w+) --(.*)--> (\w+)$", models.__doc__ or "", re.MULTILINE)
    arrows = {(old, act): new for old, words, new in drawn for act in SAID[words]}
    moving = {(old, act): new for (old, act), new in MOVES.items() if old != new}
    assert arrows == moving
    assert {
        state
        for old, new in ((old, new) for (old, _), new in MOVES.items())
        for state in (old, new)
    } == {one.value for one in State}


def test_only_adding_leaves_a_case_as_it_is() -> None:
    assert [key for key, new in MOVES.items() if key[0] == new] == [("open", Act.ADD)]


@pytest.mark.parametrize("act", [act for act in Act if act is not Act.REOPEN])
def test_a_closed_case_can_only_be_reopened(act: Act) -> None:
    assert after("closed", act) is None
