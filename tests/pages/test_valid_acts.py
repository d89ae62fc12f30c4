"""The pages of a new password and of an objection, in both languages, through the validator."""

from dataclasses import replace
from itertools import count

import pytest

from recupera.letterbox.slot import Shown, Verdict
from tests.house.html import errors
from tests.pages.fake_worker import ANA, FakeWorker
from tests.pages.person import Person, paid

pytestmark = pytest.mark.django_db(databases=["letterbox"])
OTHER = replace(ANA, mark="b" * 16)
BY_SMS = replace(ANA, by_email=False, mark="c" * 16)
STATES = (Verdict.NOT_PROVEN, Verdict.ANOTHER_FIRST, Verdict.FROZEN, Verdict.UNSURE)
# A datum has its budget: each enquiry here is about another one.
NUMBERS = count()


def test_every_page_of_an_act_is_valid_html(worker: FakeWorker) -> None:
    pages = []
    for prefix in ("", "/en"):
        person = Person(worker)
        pages += [*_before(person, prefix), *_ends(person, prefix), *_objection(person, prefix)]
    assert len(pages) > 40
    assert errors(pages) == []


def _before(person: Person, prefix: str) -> list[str]:
    """What shows before anything is set."""
    pages = [_opened(person, f"{prefix}/contrasena")]
    person.send(f"{prefix}/contrasena", {"kind": "email", "other": "yes"})
    pages.append(person.page.source)
    pages.append(_after(person, prefix, "nueva", ANA, OTHER, BY_SMS))
    pages.append(_after(person, prefix, "nueva", ANA, BY_SMS))
    pages.append(_after(person, prefix, "correo", BY_SMS))
    pages.append(_after(person, prefix, "nueva", replace(ANA, active=False)))
    pages.append(_after(person, prefix, "nueva", ANA, can=False))
    return pages


def _ends(person: Person, prefix: str) -> list[str]:
    pages = []
    for verdict in (Verdict.DONE, *STATES):
        _after(person, prefix, "nueva", ANA)
        person.set_password("corta")
        pages.append(person.page.source)
        person.set_password()
        pages.append(_opened(person, f"{prefix}/contrasena/espera"))
        person.worker.act(verdict, ANA)
        end = "lista" if verdict == Verdict.DONE else "nueva"
        pages.append(_opened(person, f"{prefix}/contrasena/{end}"))
    return pages


def _objection(person: Person, prefix: str) -> list[str]:
    pages = []
    for verdict in (Verdict.WRONG, Verdict.TRY_AGAIN, Verdict.DONE):
        pages.append(_opened(person, f"{prefix}/no-fui-yo?otro"))
        form = {"code": "K7Q49MTX4RWD", "altcha": paid(person.page)}
        person.send(f"{prefix}/no-fui-yo", form)
        pages.append(_opened(person, f"{prefix}/no-fui-yo/espera"))
        person.worker.act(verdict, case="2599729327")
        end = "/listo" if verdict == Verdict.DONE else ""
        pages.append(_opened(person, f"{prefix}/no-fui-yo{end}"))
    return pages


def _after(person: Person, prefix: str, where: str, *accounts: Shown, can: bool = True) -> str:
    """The page `where`, once a code opened these accounts."""
    person.worker.verdicts.clear()
    person.ask("email", f"ana{next(NUMBERS)}@example.com", prefix)
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=accounts, can_set_password=can)
    return _opened(person, f"{prefix}/contrasena/{where}")


def _opened(person: Person, address: str) -> str:
    response = person.open(address)
    assert response.status_code == 200, f"{address}: {response.get('Location')}"
    return person.page.source
