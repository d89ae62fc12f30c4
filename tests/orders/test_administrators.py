"""An order about an administrator's account is heard of by those who administer with them."""

from dataclasses import replace

import pytest

from recupera import directories
from recupera.agents.policy import Act
from recupera.directories import Capability, DirectoryUnavailable
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.messages.letters import Letter, Template, WrongLetter
from recupera.messages.render import render
from recupera.orders.ladder import ProofKind
from recupera.orders.models import OrderState
from recupera.people import (
    Account,
    CaseAddress,
    Channel,
    ChannelKind,
    ColleagueAddress,
    RegisteredChannel,
)
from recupera.people.case_reference import grouped
from tests.enquirer import register
from tests.orders.stage import CHANGE, NEW, OWNER, Stage, told

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

HEAD = replace(OWNER, role="Comprador (Administrador)")
PAPERS = (*CHANGE, ProofKind.AUTHORITY)


def colleague(number: int, **changes: object) -> Account:
    like = replace(
        HEAD,
        id=f"colleague-{number}",
        username=f"colega{number}",
        document_number=str(31_000_000 + number),
        emails=(f"colega{number}@example.org", f"otro{number}@example.org"),
        phones=(),
    )
    return replace(like, **changes)  # type: ignore[arg-type]


EVA, LEO = colleague(1), colleague(2)
OTHERS = (
    colleague(3, role="Comprador"),
    colleague(4, active=False),
    colleague(5, organisation="Hospital de Chía"),
    colleague(6, emails=()),
    # The mailbox that whoever asks says is lost.
    colleague(7, emails=HEAD.emails),
)


@pytest.fixture
def above() -> Stage:
    stage = Stage(account=HEAD)
    register(EVA, LEO, *OTHERS)
    return stage.prove(*PAPERS)


def notices() -> list[Letter]:
    return told("administrators")


def heard() -> set[str]:
    return {one.recipient.address for one in notices()}  # type: ignore[union-attr]


def held(stage: Stage, kind: str) -> None:
    done = stage.propose(kind)
    assert "refused" not in done, done
    senior = kind == "change_email"
    by, act = (stage.sol, Act.APPROVE_AS_SENIOR) if senior else (stage.ben, Act.APPROVE)
    assert stage.approve(by, act).get("state") == "held"


@pytest.mark.parametrize("kind", ["change_email", "deactivate"])
def test_the_other_administrators_hear_of_it_when_the_hold_begins(above: Stage, kind: str) -> None:
    above.propose(kind)
    assert not notices()
    above.approve(above.sol, Act.APPROVE_AS_SENIOR if kind == "change_email" else Act.APPROVE)
    assert heard() == {EVA.emails[0], LEO.emails[0]}
    assert {one.context["what"] for one in notices()} == {kind}


@pytest.mark.parametrize("language", ["es", "en"])
def test_they_hear_what_when_and_what_to_do_and_no_datum_of_the_account(
    above: Stage, language: str
) -> None:
    held(above, "change_email")
    letter = replace(notices()[0], language=language)
    said = render(letter)
    for text in (said.text, said.html):
        shown = " ".join(text.split())
        assert HEAD.organisation in shown
        assert grouped(above.case.reference) in shown
        assert "/soporte" in shown
    everything = repr(letter) + repr(dict(letter.context)) + said.subject + said.text + said.html
    for datum in (HEAD.username, HEAD.name, HEAD.document_number, *HEAD.emails, *HEAD.phones, NEW):
        assert datum not in everything


def test_nobody_hears_of_an_account_that_administers_nothing() -> None:
    plain = Stage()
    register(EVA, LEO)
    plain.prove(*CHANGE).held()
    assert not notices()


def test_a_directory_that_cannot_say_stops_no_order(
    above: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = frozenset(Capability) - {Capability.ADMINISTRATORS}
    monkeypatch.setattr(EmbeddedDirectory, "capabilities", fewer)
    held(above, "change_email")
    assert not notices()


def test_where_the_directory_is_away_the_approval_is_asked_for_again(
    above: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    above.propose("change_email")

    def away(organisation: str) -> list[Account]:
        raise DirectoryUnavailable

    monkeypatch.setattr(directories.current(), "administrators", away)
    assert above.approve(above.sol, Act.APPROVE_AS_SENIOR) == {"refused": "unavailable"}
    assert above.order.state == OrderState.PROPOSED
    monkeypatch.undo()
    assert above.approve(above.sol, Act.APPROVE_AS_SENIOR)["state"] == "held"
    assert heard() == {EVA.emails[0], LEO.emails[0]}


@pytest.mark.parametrize(
    "to", [CaseAddress("a@b.co"), RegisteredChannel(Channel(ChannelKind.EMAIL, "a@b.co"))]
)
def test_the_notice_goes_to_administrators_alone(to: CaseAddress | RegisteredChannel) -> None:
    said = {"what": "change_email", "organisation": "X", "case": "1", "until": "2026-11-25T00:00Z"}
    with pytest.raises(WrongLetter):
        Letter(Template.ADMINISTRATORS_BY_EMAIL, to, "es", said)


@pytest.mark.parametrize("template", [one for one in Template if one.value[:5] != "admin"])
def test_no_other_message_goes_to_an_administrator(template: Template) -> None:
    assert ColleagueAddress not in template.accepts
