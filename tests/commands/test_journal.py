"""`recupera journal`: verified, a case's printed for an authority, held against what was kept."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from recupera.commands import journal as command
from recupera.commands.main import Stop
from recupera.journal.chain import seal_new
from recupera.journal.models import Entry, Mention
from recupera.letterbox.slot import Verdict
from recupera.people.case_reference import grouped
from tests.claimant import Claimant, code_in, mails

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)


def verified(capsys: pytest.CaptureFixture[str], *flags: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    status = command.verified(parser.parse_args(["verify", *flags]))
    return status, capsys.readouterr().out


@pytest.fixture(autouse=True)
def in_spanish() -> Iterator[None]:
    """As in the console, whatever language a page before was in."""
    with override("es"):
        yield


@pytest.fixture
def person() -> Claimant:
    one = Claimant().opened()
    assert one.proved(code_in(mails()[0])) == Verdict.GOOD
    assert one.acted("close", text="Ya pude.") == Verdict.DONE
    seal_new()
    return one


def test_a_cases_journal_is_told_in_words_with_its_chain(person: Claimant) -> None:
    other = Claimant().opened()
    seal_new()
    lines = list(command.shown(grouped(person.form.reference), whole=False))
    text = "\n".join(lines)
    assert lines[0] == f"Registro del caso {grouped(person.form.reference)}"
    for words in ("El caso llegó por el formulario", "Se evaluó un código de un caso", "cerrar"):
        assert words in text
    first = Entry.objects.get(place=1)
    assert f"Lugar 1, cadena {bytes(first.chain or b'').hex()}" in text
    assert lines[-1].startswith("3 entradas, 3 encadenadas; 3 siguen")
    assert grouped(other.form.reference) not in text
    assert "-05:00" in text


def test_without_the_index_the_same_is_found(person: Claimant) -> None:
    indexed = list(command.shown(person.form.reference, whole=False))
    Mention.objects.all().delete()
    assert list(command.shown(person.form.reference, whole=True)) == indexed
    assert len(list(command.shown(person.form.reference, whole=False))) == 3


def test_an_entry_that_was_changed_says_so_in_print(person: Claimant) -> None:
    Entry.objects.filter(place=1).update(event="looked")
    lines = list(command.shown(person.form.reference, whole=False))
    assert "    NO SIGUE de la entrada anterior" in lines
    assert lines[-1].startswith("3 entradas, 3 encadenadas; 2 siguen")


def test_a_flipped_byte_is_named_on_one_line(
    person: Claimant, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(capsys)[0] == 0
    entry = Entry.objects.get(place=2)
    Entry.objects.filter(id=entry.id).update(event="judged")
    status, said = verified(capsys)
    assert status == 1
    assert f"place 2: entry {entry.id}, {entry.at.isoformat()}, judged: does not follow" in said
    assert said.endswith("NOT WHOLE\n")


def test_a_checkpoint_that_was_kept_is_held_against_the_journal(
    person: Claimant, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept, public = tmp_path / "kept.json", tmp_path / "public.txt"
    kept.write_text(command._checkpoint() + "\n", "utf-8")
    public.write_text("\n".join(command._public_keys()) + "\n", "utf-8")
    against = ("--against", str(kept), "--public", str(public))
    assert verified(capsys, *against)[0] == 0
    last = Entry.objects.order_by("-place")[0]
    Mention.objects.filter(entry=last).delete()
    last.delete()
    status, said = verified(capsys, *against)
    assert status == 1
    assert "DIFFERS: checkpoint of" in said


def test_what_cannot_be_read_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot be read"):
        verified(capsys, "--against", str(tmp_path / "none"))
    with pytest.raises(Stop, match="no case"):
        list(command.shown("1234", whole=False))
    with pytest.raises(Stop, match="no chained entry"):
        command._checkpoint()
