import re

import pytest
from django.db import IntegrityError, transaction

from recupera.messages.lease import MOVES
from recupera.messages.models import Message, State
from tests.messages.letters import put_now


def test_the_drawn_diagram_is_what_the_code_allows():
    drawn = re.findall(r"^ +(\w+) -> (\w+) ", State.__doc__ or "", re.MULTILINE)
    assert len(drawn) == len(MOVES)
    assert {(State(old), State(new)) for old, new in drawn} == MOVES


def test_nothing_leaves_an_end():
    assert not [old for old, _ in MOVES if old in (State.SENT, State.GONE)]


@pytest.mark.django_db(databases=["vault"])
def test_the_database_refuses_a_state_that_is_not_drawn():
    put_now(None)
    with pytest.raises(IntegrityError), transaction.atomic("vault"):
        Message.objects.update(state="lost")
