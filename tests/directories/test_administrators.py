"""What connectors promise when they tell who administers an organisation."""

from dataclasses import replace
from pathlib import Path

import pytest

from recupera.directories import MOST_FOUND, Capability, DirectoryUnavailable
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.models import IndexRow
from recupera.directories.embedded.reindex import reindex
from recupera.directories.embedded.sealed import ADMINISTERS, DirectoryKeys
from recupera.directories.embedded.write import write
from recupera.keys import KINDS, rotate
from recupera.people import Account, DatumKind
from tests.directories.accounts import anybody
from tests.directories.platforms import PLATFORMS, Platform, that_can

pytestmark = pytest.mark.django_db(databases=["vault"])

TOWN = "Alcaldía de Chía"
EVA = anybody(1, organisation=TOWN, role="Comprador (Administrador)")
LEO = anybody(2, organisation="ALCALDIA  de CHÍA.", role="administrador")
GONE = anybody(3, organisation=TOWN, role="administrador", active=False)
BUYER = anybody(4, organisation=TOWN)
ELSEWHERE = anybody(5, organisation="Alcaldía de Cajicá", role="administrador")
EVERYBODY = (EVA, LEO, GONE, BUYER, ELSEWHERE)


@pytest.fixture(params=that_can(Capability.ADMINISTRATORS))
def telling(request: pytest.FixtureRequest, keys: DirectoryKeys) -> Platform:
    return PLATFORMS[request.param](keys, EVERYBODY)


def ids(accounts: list[Account]) -> set[str]:
    return {one.id for one in accounts}


@pytest.mark.parametrize("name", [TOWN, LEO.organisation, " alcaldia de chia "])
def test_active_administrators_are_found_however_the_name_is_written(
    telling: Platform, name: str
) -> None:
    assert ids(telling.directory.administrators(name)) == ids([EVA, LEO])


@pytest.mark.parametrize("name", ["", "Alcaldía", "Alcaldía de Chía Norte", "Hospital de Chía"])
def test_of_another_name_there_is_nobody(telling: Platform, name: str) -> None:
    assert telling.directory.administrators(name) == []


def test_there_are_never_more_than_one_answer_holds(keys: DirectoryKeys) -> None:
    write(keys, [anybody(n, organisation=TOWN, role="admin") for n in range(MOST_FOUND + 5)])
    assert len(EmbeddedDirectory(keys).administrators(TOWN)) == MOST_FOUND


def test_who_does_not_administer_any_more_is_not_found(keys: DirectoryKeys) -> None:
    write(keys, EVERYBODY)
    write(keys, [replace(EVA, role="comprador"), replace(LEO, organisation="Hospital de Chía")])
    directory = EmbeddedDirectory(keys)
    assert directory.administrators(TOWN) == []
    assert ids(directory.administrators("Hospital de Chía")) == {LEO.id}


def test_a_reindex_finds_those_who_were_written_before_there_was_such_an_index(
    keys: DirectoryKeys,
) -> None:
    write(keys, EVERYBODY)
    IndexRow.objects.filter(kind=ADMINISTERS).delete()
    assert EmbeddedDirectory(keys).administrators(TOWN) == []
    reindex(keys)
    assert ids(EmbeddedDirectory(keys).administrators(TOWN)) == ids([EVA, LEO])


def test_they_are_found_while_keys_change(key_folder: Path) -> None:
    write(DirectoryKeys.of(key_folder), EVERYBODY)
    for kind in KINDS:
        if kind.name == f"index-{ADMINISTERS}":
            rotate(key_folder, kind)
    directory = EmbeddedDirectory(DirectoryKeys.of(key_folder))
    assert ids(directory.administrators(TOWN)) == ids([EVA, LEO])


def test_nobody_is_found_by_an_organisation_as_by_a_datum(telling: Platform) -> None:
    assert not [one for kind in DatumKind for one in telling.directory.find(kind, TOWN.casefold())]


def test_a_platform_that_is_away_is_said_to_be(telling: Platform) -> None:
    telling.disappear()
    with pytest.raises(DirectoryUnavailable):
        telling.directory.administrators(TOWN)
