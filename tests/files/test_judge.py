"""Every file is taken under a name that tells the truth, or refused with what to do."""

import pytest
from django.utils.translation import override

from recupera.files.findings import Finding, Refusal
from recupera.files.kinds import Kind
from recupera.portal.uploads import found, judge, refused
from recupera.portal.uploads.judge import Refused
from recupera.portal.uploads.sentences import FOUND, REFUSED
from tests.files import hostile


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("", b"hola", Refusal.NAMELESS),
        ("\u202e/", b"hola", Refusal.NAMELESS),
        ("a.pdf", b"", Refusal.EMPTY),
        ("a.pdf", b"MZ\x90", Refusal.PROGRAM),
        ("foto\u202egpj.exe", hostile.image(), Refusal.PROGRAM),
        ("a.bat", b"echo hola", Refusal.PROGRAM),
        ("a", b"#!/bin/sh", Refusal.PROGRAM),
        ("a.jar", hostile.zipped({}), Refusal.PROGRAM),
        ("a.pdf", b"hola", Refusal.MISNAMED),
        ("a.pdf", hostile.office(), Refusal.MISNAMED),
        ("a.png", hostile.forty_megapixels(), Refusal.TOO_MANY_PIXELS),
        ("a.tif", hostile.forty_megapixels(), Refusal.TOO_MANY_PIXELS),
    ],
)
def test_a_file_is_refused_with_its_reason(name, content, reason) -> None:
    with pytest.raises(Refused) as why:
        judge(name, content)
    assert why.value.reason is reason


@pytest.mark.parametrize(
    ("name", "content", "kept", "kind"),
    [
        ("C:\\fotos\\cedula.pdf", hostile.image(), "cedula.jpg", Kind.JPEG),
        ("carta.docx", hostile.office(), "carta.docx", Kind.ZIP),
        ("dibujo.svg", hostile.svg(), "dibujo.svg", Kind.UNKNOWN),
        ("foto.heic", b"\0\0\0\x18ftypheic", "foto.heic", Kind.UNKNOWN),
        ("a.jpg", hostile.jpeg_that_is_a_page(), "a.jpg", Kind.JPEG),
    ],
)
def test_a_file_is_taken_under_a_name_that_tells_the_truth(name, content, kept, kind) -> None:
    judged = judge(name, content)
    assert (judged.name, judged.kind) == (kept, kind)


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_says_in_both_languages_what_to_do(reason) -> None:
    with override("es"):
        spanish = refused(reason)
    with override("en"):
        english = refused(reason)
    assert spanish != english
    assert "%" not in spanish + english
    assert set(REFUSED) == set(Refusal)


@pytest.mark.parametrize("finding", ["", *Finding])
def test_every_finding_has_its_sentence_in_both_languages(finding) -> None:
    with override("es"):
        spanish = found(finding)
    with override("en"):
        english = found(finding)
    assert spanish != english
    assert set(FOUND) == set(Finding)
