"""A name is kept as it can be shown and told the truth by; nothing in it reads backwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from recupera.files.kinds import Kind, suffix_of
from recupera.files.names import LONGEST, clean_name, named_as


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cédula.pdf", "cédula.pdf"),
        ("ce\u0301dula.pdf", "cédula.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\foto.jpg", "foto.jpg"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("a\u200d\u2066b\x00\n.pdf", "ab .pdf"),
        ("ce\u200e\u0301dula.pdf", "cédula.pdf"),
        ("  mi   foto .jpg ", "mi foto .jpg"),
        ("<img src=x>.png", "_img src=x_.png"),
        ("con.pdf", "_con.pdf"),
        ("COM1", "_COM1"),
        ("...", ""),
        (".htaccess", "htaccess"),
        ("", ""),
        ("\u202e", ""),
        ("a\ud800.pdf", "a.pdf"),
    ],
)
def test_a_name_is_kept_without_what_is_no_name(typed, kept) -> None:
    assert clean_name(typed) == kept


@given(some.text(max_size=400))
def test_every_name_is_short_and_seen_and_stays_as_it_is(typed) -> None:
    name = clean_name(typed)
    assert len(name) <= LONGEST
    assert name.isprintable()
    assert not set(name) & set('/\\<>:"|?*')
    assert clean_name(name) == name


def test_a_long_name_keeps_its_suffix() -> None:
    assert clean_name("a" * 300 + ".pdf") == "a" * (LONGEST - 4) + ".pdf"
    assert len(named_as("a" * 119, Kind.JPEG) or "") <= LONGEST


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("foto.jpg", Kind.JPEG, "foto.jpg"),
        ("foto.JPEG", Kind.JPEG, "foto.JPEG"),
        ("cedula.pdf", Kind.JPEG, "cedula.jpg"),
        ("foto.png", Kind.WEBP, "foto.webp"),
        ("foto", Kind.PNG, "foto.png"),
        ("acta 3.2", Kind.PDF, "acta 3.2.pdf"),
        ("carta.docx", Kind.ZIP, "carta.docx"),
        ("carta.pdf", Kind.ZIP, None),
        ("carta.docx", Kind.UNKNOWN, None),
        ("foto.jpg", Kind.UNKNOWN, None),
        ("notas.txt", Kind.UNKNOWN, "notas.txt"),
        ("dibujo.svg", Kind.UNKNOWN, "dibujo.svg"),
        ("datos", Kind.UNKNOWN, "datos"),
    ],
)
def test_a_suffix_tells_the_truth_or_is_refused(name, kind, kept) -> None:
    assert named_as(name, kind) == kept


def test_what_stands_behind_the_last_dot() -> None:
    assert [suffix_of(name) for name in ("a.b.PDF", "a", ".pdf", "a.")] == ["pdf", "", "", ""]
