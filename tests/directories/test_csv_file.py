"""A file is read whatever its delimiter and names are; what is wrong with it is one sentence."""

from pathlib import Path

import pytest

from recupera.directories.embedded.csv_file import BadFile, layout
from recupera.directories.embedded.csv_file import rows as read
from tests.directories.files import HEADER, csv_file, row, rows


def bad(path: Path, **more: str) -> str:
    with pytest.raises(BadFile) as wrong:
        list(read(layout(path, mapping=more)))
    message = str(wrong.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_comma_and_semicolon_with_and_without_bom_are_read(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    content = [row(1, emails="a@example.com;b@example.com"), row(2, name="Pérez, Ana; hija")]
    path = csv_file(tmp_path / "f.csv", content, delimiter=delimiter, encoding=encoding)
    assert [one.fields for one in read(layout(path, mapping={}))] == content


def test_latin_1_is_refused_with_what_to_do_and_read_when_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", rows(2), encoding="latin-1")
    message = bad(path)
    assert "not UTF-8" in message
    assert "--encoding" in message
    found = list(read(layout(path, mapping={}, encoding="cp1252")))
    assert found[0].fields == row(0)


def test_our_columns_are_found_under_their_names_in_any_case_and_order(tmp_path: Path) -> None:
    header = [*reversed(HEADER[:-1]), "Estado "]
    path = csv_file(tmp_path / "f.csv", [row(1) | {"Estado ": "activo"}], header=header)
    found = list(read(layout(path, mapping={"state": "ESTADO"})))
    assert found[0].fields == row(1)


def test_a_column_that_is_missing_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "emails"]
    message = bad(csv_file(tmp_path / "f.csv", rows(1), header=header))
    assert "no column emails" in message
    assert "--map" in message
    assert "document_number" in message


def test_a_column_that_the_file_has_not_can_be_said_to_be_missing(tmp_path: Path) -> None:
    header = [name for name in HEADER if name != "phones"]
    path = csv_file(tmp_path / "f.csv", rows(1), header=header)
    (found,) = read(layout(path, mapping={"phones": ""}))
    assert found.fields is not None
    assert "phones" not in found.fields


def test_the_id_may_be_missing_without_a_word(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", rows(1), header=HEADER[1:])
    (found,) = read(layout(path, mapping={}))
    assert found.fields is not None
    assert "id" not in found.fields


def test_a_mapping_of_a_column_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    message = bad(csv_file(tmp_path / "f.csv", rows(1)), usuario="username")
    assert "--map usuario" in message


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", rows(1), header=[*HEADER, "name"])
    assert "more than one column name" in bad(path)


def test_an_empty_file_a_folder_and_nothing_at_all_are_each_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert "is empty" in bad(tmp_path / "empty.csv")
    assert "cannot be read" in bad(tmp_path)
    assert "cannot be read" in bad(tmp_path / "none.csv")


def test_an_encoding_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", rows(1))
    with pytest.raises(BadFile, match="no such encoding"):
        layout(path, mapping={}, encoding="latin-99")


def test_a_quote_that_is_not_closed_names_its_line(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "f.csv", rows(3))
    path.write_bytes(path.read_bytes() + b'"open,1\r\n')
    assert "line 5" in bad(path)


def test_a_file_without_a_line_end_is_not_read_into_memory_to_find_its_header(
    tmp_path: Path,
) -> None:
    (tmp_path / "f.csv").write_bytes(b"x" * 50_000)
    assert "names the columns" in bad(tmp_path / "f.csv")


def test_line_numbers_are_those_of_an_editor_also_behind_names_with_line_breaks(
    tmp_path: Path,
) -> None:
    path = csv_file(tmp_path / "f.csv", [row(1, name="two\nlines"), row(2)])
    assert [one.line for one in read(layout(path, mapping={}))] == [2, 4]


def test_a_row_with_too_few_fields_is_told_apart_and_blank_lines_are_not_rows(
    tmp_path: Path,
) -> None:
    path = csv_file(tmp_path / "f.csv", rows(1))
    path.write_bytes(path.read_bytes() + b"\r\n,,,\r\nonly,three,fields\r\n")
    assert [one.fields is None for one in read(layout(path, mapping={}))] == [False, True]
