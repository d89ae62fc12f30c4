"""The hatch: what the desk asks is answered once, for whoever asked, by whoever may."""

from datetime import UTC, datetime, timedelta

import pytest

from recupera.agents.models import Tally
from recupera.agents.policy import Act, Role
from recupera.hatch import ask, take
from recupera.hatch.models import Reply, Request
from recupera.hatch.sealing import open_request
from recupera.keys import CannotOpen
from recupera.worker.serving import serve
from recupera.worker.serving.asking import Asking
from recupera.worker.serving.table import SERVING
from tests.desk.staff import agent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])


class Echo:
    """An act that says back what it was asked."""

    @staticmethod
    def settle(asking: Asking, found: object) -> dict[str, object]:
        return {"by": asking.by.name, "said": asking.text("said")}


@pytest.fixture(autouse=True)
def echoing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SERVING, Act.SEARCH, Echo)  # type: ignore[arg-type]


def test_a_request_is_answered_once_and_for_whoever_asked() -> None:
    luz = agent()
    asked = ask.ask(Act.SEARCH.value, agent=luz.id, content={"said": "hola"})
    assert ask.reply(asked) is None
    assert serve.turn() == 1
    assert ask.reply(asked) == {"by": "Luz Agente", "said": "hola"}
    assert serve.turn() == 0
    assert Tally.objects.get(agent=luz.id, what="search").count == 1


def test_nobody_who_is_not_on_shift_is_served() -> None:
    idle = agent(on_shift=False)
    asked = ask.ask(Act.SEARCH.value, agent=idle.id, content={"said": "hola"})
    serve.turn()
    assert ask.reply(asked) == {"refused": "not_signed_in"}


def test_a_role_that_may_not_is_refused_and_counted() -> None:
    auditor = agent(Role.AUDITOR)
    asked = ask.ask(Act.SEARCH.value, agent=auditor.id, content={"said": "hola"})
    serve.turn()
    assert ask.reply(asked) == {"refused": "not_allowed"}
    assert Tally.objects.get(agent=auditor.id, what="search!refused").count == 1


def test_a_request_whose_outside_was_changed_is_not_opened() -> None:
    luz, other = agent(), agent()
    ask.ask(Act.SEARCH.value, agent=luz.id, content={"said": "hola"})
    row = Request.objects.get()
    with pytest.raises(CannotOpen):
        open_request(row.id, row.kind, other.id, row.key_id, bytes(row.body))
    Request.objects.update(agent=other.id)
    assert serve.turn() == 1
    assert not Request.objects.exists() and not Reply.objects.exists()


def test_a_worker_that_dies_leaves_its_request_to_the_next() -> None:
    luz = agent()
    asked = ask.ask(Act.SEARCH.value, agent=luz.id, content={"said": "hola"})
    assert len(take.take(4)) == 1
    assert serve.turn() == 0
    Request.objects.update(due_at=datetime.now(UTC) - timedelta(seconds=1))
    assert serve.turn() == 1
    assert ask.reply(asked)


def test_replies_go_after_their_time() -> None:
    luz = agent()
    asked = ask.ask(Act.SEARCH.value, agent=luz.id, content={"said": "hola"})
    serve.turn()
    take.purge()
    assert ask.reply(asked)
    Reply.objects.update(at=datetime.now(UTC) - take.REPLY_LIVES - timedelta(seconds=1))
    take.purge()
    assert ask.reply(asked) is None
