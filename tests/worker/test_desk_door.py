"""Agents as the worker knows them: invited, enrolled, let in, changed; and who may not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from recupera.agents import challenge, factors, invites, locks
from recupera.agents.factors import enrol_passkey
from recupera.agents.models import Agent, Factor, Tally
from recupera.agents.policy import Act, Role
from recupera.hatch import ask
from recupera.messages.letters import Template, open_letter
from recupera.messages.models import Message
from recupera.people import AgentAddress
from recupera.worker.serving import serve
from tests.desk import staff
from tests.desk.authenticator import Passkey
from tests.desk.door import SECRET, totp, wrong_totp
from tests.desk.staff import agent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])


def asked(act: Act, by: str = "", **content: Any) -> dict[str, Any]:
    request = ask.ask(act.value, agent=by, content=content)
    serve.turn()
    found = ask.reply(request)
    assert found is not None
    return found


def signed(act: Act, by: Agent, key: Passkey, **content: Any) -> dict[str, Any]:
    """Asked with a fresh passkey over the content."""
    evidence = {"passkey": key.sign(challenge.over(act.value, by.id, content))}
    return asked(act, by.id, **content, evidence=evidence)


def supervisor() -> tuple[Agent, Passkey]:
    found, key = agent(Role.SUPERVISOR), Passkey()
    enrol_passkey(found, key.register(), datetime.now(UTC))
    return found, key


def invited(role: Role = Role.AGENT) -> tuple[Agent, str]:
    now = datetime.now(UTC)
    new = invites.new_agent("ana@mesa.example", "Ana", role, "es", now)
    return new, invites.invite(new, invites.OPERATOR, now)


def test_an_invitation_tells_whom_it_is_for_and_lets_in_once() -> None:
    new, invitation = invited()
    assert asked(Act.CHECK_INVITE, code=invitation.lower())["email"] == "ana@mesa.example"
    made = asked(Act.ENROL, invite=invitation, totp={"secret": SECRET, "code": totp()})
    assert made == {"agent": new.id, "kind": "totp"}
    new.refresh_from_db()
    assert new.joined_at and new.shift_until
    again = asked(Act.ENROL, invite=invitation, passkey=Passkey().register())
    assert again == {"refused": "wrong"}
    assert asked(Act.CHECK_INVITE, code=invitation) == {"refused": "wrong"}


def test_a_wrong_code_at_enrolment_leaves_the_invitation_good() -> None:
    _, invitation = invited()
    wrong = asked(Act.ENROL, invite=invitation, totp={"secret": SECRET, "code": wrong_totp()})
    assert wrong == {"refused": "wrong_factor"}
    assert asked(Act.ENROL, invite=invitation, totp={"secret": SECRET, "code": totp()})["agent"]


def test_an_invitation_ends_after_three_days_and_with_the_next_one() -> None:
    new, first = invited()
    second = invites.invite(new, invites.OPERATOR, datetime.now(UTC))
    assert asked(Act.CHECK_INVITE, code=first) == {"refused": "wrong"}
    new.invites.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert asked(Act.CHECK_INVITE, code=second) == {"refused": "wrong"}


def test_a_code_begins_a_shift_and_no_code_does_twice() -> None:
    _, invitation = invited()
    new = asked(Act.ENROL, invite=invitation, totp={"secret": SECRET, "code": totp()})["agent"]
    # As if a while ago: no code is good twice, and one of a step before may be too old by then.
    Factor.objects.update(last_step=0)
    staff.change(shift_until=None)
    shown = {"agent": new, "evidence": {"totp": totp()}}
    assert asked(Act.SIGN_IN, **shown)["agent"] == new
    assert Agent.objects.get(id=new).shift_until
    assert asked(Act.SIGN_IN, **shown) == {"refused": "wrong_factor"}
    assert Tally.objects.get(agent=new, what=locks.WRONG).count == 1


@pytest.mark.parametrize("named", ["", "0123456789abcdef", None, 7])
def test_nobody_signs_in_as_nobody(named: object) -> None:
    assert "refused" in asked(Act.SIGN_IN, agent=named, evidence={"totp": "123456"})


def test_another_factor_needs_one_that_is_there() -> None:
    luz, key, more = agent(), Passkey(), Passkey()
    enrol_passkey(luz, key.register(), datetime.now(UTC))
    content = {"agent": luz.id, "passkey": more.register()}
    assert asked(Act.ENROL, **content) == {"refused": "wrong_factor"}
    elsewhere = {"passkey": key.sign(b"a challenge over something else.")}
    assert asked(Act.ENROL, **content, evidence=elsewhere) == {"refused": "wrong_factor"}
    evidence = {"passkey": key.sign(challenge.over(Act.ENROL.value, luz.id, content))}
    assert asked(Act.ENROL, **content, evidence=evidence) == {"agent": luz.id, "kind": "passkey"}
    assert luz.factors.count() == 2


def test_a_supervisor_invites_and_the_code_goes_to_the_new_agent_alone() -> None:
    boss, key = supervisor()
    content = {"email": "Ana@Mesa.example", "name": "Ana", "role": "senior", "language": "es"}
    new = Agent.objects.get(id=signed(Act.INVITE, boss, key, **content, nonce="1")["agent"])
    assert (new.email, new.role, new.shift_until) == ("ana@mesa.example", "senior", None)
    letter = _letter()
    assert letter.template is Template.INVITE_BY_EMAIL
    assert letter.recipient == AgentAddress("ana@mesa.example")
    assert asked(Act.CHECK_INVITE, code=letter.context["invitation"])["agent"] == new.id
    again = signed(Act.INVITE, boss, key, **content, nonce="2")
    assert again == {"refused": "wrong", "field": "email"}


def test_a_signature_over_another_invitation_invites_nobody() -> None:
    boss, key = supervisor()
    content = {"email": "ana@mesa.example", "name": "Ana", "role": "agent", "language": "es"}
    evidence = {"passkey": key.sign(challenge.over(Act.INVITE.value, boss.id, content))}
    forged = {**content, "role": "supervisor", "evidence": evidence}
    assert asked(Act.INVITE, boss.id, **forged) == {"refused": "wrong_factor"}
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", [Role.AGENT, Role.SENIOR, Role.AUDITOR])
def test_nobody_but_a_supervisor_invites_or_changes(role: Role) -> None:
    one, key, other = agent(role), Passkey(), agent()
    enrol_passkey(one, key.register(), datetime.now(UTC))
    content = {"email": "ana@mesa.example", "name": "Ana", "role": "agent", "language": "es"}
    assert signed(Act.INVITE, one, key, **content) == {"refused": "not_allowed"}
    left = signed(Act.CHANGE_AGENT, one, key, who=other.id, what="leave")
    assert left == {"refused": "not_allowed"}


def test_who_leaves_has_neither_factor_nor_shift() -> None:
    boss, key = supervisor()
    luz, hers = agent(), Passkey()
    enrol_passkey(luz, hers.register(), datetime.now(UTC))
    assert signed(Act.CHANGE_AGENT, boss, key, who=luz.id, what="leave")["agent"] == luz.id
    luz.refresh_from_db()
    assert luz.left_at and luz.shift_until is None and not luz.factors.exists()
    entry = asked(Act.SIGN_IN, agent=luz.id, evidence={"passkey": hers.sign()})
    assert entry == {"refused": "wrong_factor"}
    gone = signed(Act.CHANGE_AGENT, boss, key, who=luz.id, what="role", role="senior")
    assert gone == {"refused": "overtaken"}


def test_an_invitation_anew_ends_what_was_lost() -> None:
    boss, key = supervisor()
    luz, lost = agent(), Passkey()
    enrol_passkey(luz, lost.register(), datetime.now(UTC))
    assert signed(Act.CHANGE_AGENT, boss, key, who=luz.id, what="invite")["agent"] == luz.id
    assert not Factor.objects.filter(agent=luz).exists()
    luz.refresh_from_db()
    assert luz.shift_until is None
    invitation = _letter().context["invitation"]
    assert asked(Act.ENROL, invite=invitation, passkey=Passkey().register())["agent"] == luz.id


def test_a_role_is_changed_and_a_lock_is_lifted() -> None:
    boss, key = supervisor()
    luz = agent()
    assert signed(Act.CHANGE_AGENT, boss, key, who=luz.id, what="role", role="auditor")["agent"]
    luz.refresh_from_db()
    assert luz.role == "auditor"
    now = datetime.now(UTC)
    for _ in range(locks.MOST_WRONG):
        factors.note_wrong(factors.WrongFactor(luz.id, "", counts=True), now)
    assert locks.locked(luz.id, now)
    assert signed(Act.CHANGE_AGENT, boss, key, who=luz.id, what="unlock")["agent"]
    assert not locks.locked(luz.id, now)


def test_nobody_changes_themselves() -> None:
    boss, key = supervisor()
    own = signed(Act.CHANGE_AGENT, boss, key, who=boss.id, what="leave")
    assert own == {"refused": "own"}


def test_a_dismissed_supervisor_dismisses_nobody() -> None:
    """Also where the request came before: it is judged when it is carried out."""
    boss, key = supervisor()
    other, _ = supervisor()
    staff.change(boss, role=Role.AGENT.value)
    left = signed(Act.CHANGE_AGENT, boss, key, who=other.id, what="leave")
    assert left == {"refused": "not_allowed"}


def test_a_shift_ends_after_twelve_hours() -> None:
    _, invitation = invited(Role.SUPERVISOR)
    new = asked(Act.ENROL, invite=invitation, totp={"secret": SECRET, "code": totp()})["agent"]
    until = Agent.objects.get(id=new).shift_until
    assert until is not None
    assert timedelta(hours=11) < until - datetime.now(UTC) <= timedelta(hours=12)
    with time_machine.travel(until + timedelta(minutes=1)):
        staff.change(shift_until=datetime.now(UTC) - timedelta(hours=13))
        assert asked(Act.CHANGE_AGENT, new, who="x", what="leave") == {"refused": "not_signed_in"}


def _letter() -> Any:
    from recupera.keys import ring
    from recupera.options import current

    row = Message.objects.get()
    private = ring(current().data, "sender", "outbox").get(row.key_id)
    return open_letter(bytes(row.body), row=row.id, private=private)
