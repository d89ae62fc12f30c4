"""Which accounts are behind a case: those that its own data lead to, and no others."""

from dataclasses import replace
from typing import Any

import pytest

from recupera.cases.models import Case
from recupera.cases.opening import open_urgent
from recupera.letterbox.clock import now
from recupera.orders.accounts import accounts_of, data_of, named
from recupera.recoveries import marks
from tests.claimant import FIELDS, Claimant, form
from tests.enquirer import ANA, OTHER_MAILBOX, TWO_OF_ONE_EMAIL, register

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def opened(**fields: str) -> Case:
    Claimant(form=form(fields=FIELDS | {"documento": "52344050"} | fields)).opened()
    return Case.objects.get()


def test_every_datum_of_the_form_leads_to_its_accounts_each_once() -> None:
    register(ANA, OTHER_MAILBOX)
    found = accounts_of(opened(usuario="APerez", telefono="300 555 0101"))
    assert {one.account.id: one.fields for one in found} == {
        "1": ("documento", "telefono", "usuario"),
        "3": ("documento", "telefono"),
    }
    assert {one.mark for one in found} == {marks.of_account(one.account.id) for one in found}


def test_what_is_no_datum_leads_nowhere() -> None:
    register(ANA)
    case = opened(documento="¿cuál?", telefono="12", correo="no es")
    assert [one.kind for one in data_of(case)] == []
    assert accounts_of(case) == ()


def test_an_objections_case_leads_to_the_one_account_that_was_objected_about() -> None:
    register(*TWO_OF_ONE_EMAIL)
    account: dict[str, Any] = {**vars(ANA)}
    open_urgent("2599729327", {"account": account, "by": "ana@example.com"}, now=now("vault"))
    (behind,) = accounts_of(Case.objects.get())
    assert behind.account == ANA


def test_a_mark_names_only_an_account_of_this_case() -> None:
    register(ANA, OTHER_MAILBOX)
    found = accounts_of(opened())
    assert named(found, found[0].mark) == found[0]
    assert named(found, marks.of_account("another")) is None
    assert named(found, "") is None


def test_an_administrator_is_known_by_the_word_of_the_platform() -> None:
    assert replace(ANA, role="Comprador (Administrador)").is_administrator
    assert not ANA.is_administrator
