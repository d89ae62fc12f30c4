"""The catalogue that is shipped is whole, and one that is not is refused in words."""

from pathlib import Path

import pytest

from recupera.cases.catalogue import FieldKind, load_catalogue
from recupera.options.preset import SHIPPED

CATALOGUE = load_catalogue("secop2")
WRONG = {
    'term = "peticion"': 'term = "nunca"',
    'subjects = ["falla-ingreso", "falla-proceso"]': 'subjects = ["otra-cosa"]',
    'first = ["secop2", "solicitud",': 'first = ["secop2", "falla",',
    "identity_copies = 30": "identity_copies = 3000",
    'kind = "long_text"': 'kind = "choice"',
}


def test_the_first_choice_is_the_guides() -> None:
    assert CATALOGUE is not None
    system, request, subject = CATALOGUE.first
    said = [
        CATALOGUE.system(system),
        CATALOGUE.request(request),
        CATALOGUE.subject(subject),
    ]
    assert [one.label.es for one in said if one] == [
        "SECOP II",
        "Solicitud o duda",
        "Recuperación de usuario",
    ]


def test_every_subject_can_be_answered_to_somebody_who_says_what_is_wrong() -> None:
    assert CATALOGUE is not None
    for subject in CATALOGUE.subjects:
        kinds = {CATALOGUE.field(slug).kind for slug in subject.fields if CATALOGUE.field(slug)}
        assert {FieldKind.EMAIL, FieldKind.LONG_TEXT} <= kinds


def test_a_choice_belongs_to_what_was_chosen_before() -> None:
    assert CATALOGUE is not None
    assert CATALOGUE.offers("secop1", "falla", "falla-proceso")
    assert not CATALOGUE.offers("secop1", "falla", "cambio-correo")
    assert not CATALOGUE.offers("secop3", "falla", "falla-proceso")


def test_identity_copies_go_first() -> None:
    assert CATALOGUE is not None
    kept = CATALOGUE.retention
    assert kept.identity_copies < min(kept.files, kept.entries, kept.other_fields)


def test_a_preset_without_a_catalogue_has_none(tmp_path: Path) -> None:
    assert load_catalogue(str(tmp_path / "other.toml")) is None


@pytest.mark.parametrize("right", WRONG)
def test_a_catalogue_that_is_not_whole_is_refused(tmp_path: Path, right: str) -> None:
    text = (SHIPPED / "secop2.cases.toml").read_text("utf-8")
    assert right in text
    (tmp_path / "mine.cases.toml").write_text(text.replace(right, WRONG[right], 1), "utf-8")
    with pytest.raises(ValueError, match=r"mine\.cases\.toml"):
        load_catalogue(str(tmp_path / "mine.toml"))
