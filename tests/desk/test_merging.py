"""Two cases made one by an agent: whoever wrote in either is read, and neither lapses unheard."""

from itertools import product

import pytest

from recupera.agents.policy import Act, Role
from recupera.cases.joining import join
from recupera.cases.models import Case
from recupera.cases.writing import NotNow
from recupera.letterbox.clock import now
from tests.claimant import FIELDS, Claimant, mails
from tests.desk.asking import asked, opened
from tests.desk.staff import agent

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])

TO = {"waiting": Act.ASK, "answered": Act.ANSWER, "closed": Act.CLOSE}
STATES = ("open", *TO)
NOT_ALLOWED = {"refused": "not_allowed"}
OTHER = FIELDS | {"documento": "79444555", "correo": "otra@example.net"}


def two(first: str, second: str) -> tuple[list[Claimant], list[Case]]:
    """Two persons' cases, each in its state."""
    both = [opened(confirmed=True), opened(confirmed=True, fields=OTHER)]
    for (_, case), state in zip(both, (first, second), strict=True):
        if state != "open":
            assert asked(agent(), TO[state], case, text="Una palabra.") == {}
            assert asked(agent(Role.SENIOR), Act.HAND_OVER, case, to="") in ({}, NOT_ALLOWED)
        case.refresh_from_db()
        assert case.state == state
    return [person for person, _ in both], [case for _, case in both]


def merged(case: Case, other: Case) -> dict[str, str]:
    return asked(agent(Role.SENIOR), Act.MERGE, case, other=other.reference, text="Es la misma.")


@pytest.mark.parametrize("states", list(product(STATES, STATES)), ids="-".join)
def test_the_thread_is_an_open_one_or_there_is_none(states: tuple[str, str]) -> None:
    persons, cases = two(*states)
    reply = merged(*cases)
    if "closed" in states or "open" not in states:
        assert "refused" in reply
        assert Case.objects.filter(joined_to="").count() == 2
        return
    persons[1].elsewhere_by_key().acted("add", text="Algo más que decir.")
    for case in Case.objects.all():
        assert (case.state, bool(case.due_on)) == ("open", True)
    root = Case.objects.get(reference=reply["case"])
    assert root.due_on == min(one.due_on for one in cases if one.due_on)


@pytest.mark.parametrize("state", TO)
def test_nothing_is_ever_joined_to_a_case_that_nobody_reads(state: str) -> None:
    _, (asleep, case) = two(state, "open")
    with pytest.raises(NotNow):
        join(case, asleep, now=now("vault"), agent="x")
    assert not Case.objects.exclude(joined_to="").exists()


def test_both_persons_hear_of_what_is_asked_of_the_thread_that_they_share() -> None:
    persons, cases = two("open", "open")
    reply = merged(*cases)
    root = Case.objects.get(reference=reply["case"])
    assert asked(agent(), Act.ASK, root, text="¿De qué entidad?") == {}
    addresses = {person.form.fields["correo"] for person in persons}
    assert len(addresses) == 2
    for person in persons:
        sent = mails(person.form.fields["correo"])
        (letter,) = [one for one in sent if one.template.value == "case_news_by_email"]
        assert str(letter.context["case"]).replace("-", "") == person.form.reference
        assert person.elsewhere_by_key().case.entries[-1].text == "¿De qué entidad?"
