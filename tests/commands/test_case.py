"""`recupera case`: answering without a desk."""

import argparse
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from recupera.clocks.legal import is_business_day
from recupera.commands import case as command
from recupera.commands.main import Stop
from recupera.letterbox.closed_days import calendar
from recupera.letterbox.slot import Verdict
from recupera.people.case_reference import grouped, new_reference
from tests.claimant import Claimant, code_in, kinds, mails

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def given(what: str, case: str, **others: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    flags = [part for name, value in others.items() for part in (f"--{name}", value)]
    return parser.parse_args([what, case, *flags])


def does(what: str, person: Claimant, **others: str) -> list[str]:
    return command._done(person.form.reference, given(what, person.form.reference, **others))


@pytest.fixture
def person() -> Claimant:
    one = Claimant().opened()
    assert one.proved(code_in(mails()[0])) == Verdict.GOOD
    return one


@pytest.fixture
def words(tmp_path: Path) -> str:
    path = tmp_path / "words.txt"
    path.write_text("Ya puede ingresar.\n", "utf-8")
    return str(path)


def test_a_case_is_listed_shown_and_answered(person: Claimant, words: str) -> None:
    (line,) = command.listed()
    assert line.startswith(f"{grouped(person.form.reference)}  open  due ")
    shown = "\n".join(command.told(person.form.reference))
    assert "descripcion: No puedo entrar desde ayer." in shown
    assert does("answer", person, **{"text-file": words}) == [
        f"{grouped(person.form.reference)}: done"
    ]
    there = person.elsewhere_by_key().case
    assert (there.state, there.entries[-1].text) == ("answered", "Ya puede ingresar.")
    assert mails()[-1].template.value == "case_news_by_email"
    with pytest.raises(Stop, match="state"):
        does("ask", person, **{"text-file": words})


def test_a_term_is_extended_once_with_a_reason_and_never_beyond_double(person: Claimant) -> None:
    due = date.fromisoformat(person.case.due_on)
    late = {"until": f"{due.year + 1}-03-02", "because": "x"}
    with pytest.raises(Stop, match="law"):
        does("extend", person, **late)
    to = _next_business_day(due)
    does("extend", person, until=to.isoformat(), because="Falta una respuesta.")
    case = person.elsewhere_by_key().case
    assert case.due_on == to.isoformat()
    assert case.entries[-1].text == f"{to.isoformat()} Falta una respuesta."
    with pytest.raises(Stop, match="law"):
        does("extend", person, until=_next_business_day(to).isoformat(), because="Otra vez.")


def test_an_unconfirmed_address_gets_no_news(words: str) -> None:
    person = Claimant().opened()
    does("answer", person, **{"text-file": words})
    does("close", person)
    assert [one.template.value for one in mails()] == ["case_received_by_email"]
    assert kinds(person.elsewhere_by_key().case)[-2:] == ["answered", "closed"]


def test_what_cannot_be_done_is_said_in_one_sentence(person: Claimant) -> None:
    with pytest.raises(Stop, match="there is no case"):
        command._done(new_reference(), given("close", "x"))
    for what, flags in (("answer", {"text-file": "none"}), ("extend", {"until": "soon"})):
        with pytest.raises(Stop, match="say"):
            does(what, person, **flags)


def _next_business_day(day: date) -> date:
    coming = (day + timedelta(days=number) for number in count(1))
    return next(one for one in coming if is_business_day(calendar(), one))
