"""What somebody gets who takes everything the scanner has: the files that wait, and no other."""

import base64
from itertools import product

import pytest

from recupera import keys
from recupera.cases.models import File
from recupera.files.sealing import open_upload
from recupera.keys import CannotOpen, hpke_open, open_sealed
from recupera.letterbox.models import Upload
from recupera.options import current
from recupera.scanner.run import turn
from tests.files import hostile

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"])


def held() -> list[bytes]:
    """Every secret in the scanner's folder."""
    folder = current().data / "keys" / "scanner"
    return [base64.b64decode(file.read_bytes()) for file in folder.rglob("*.key")]


def test_its_folder_holds_the_desks_public_key_and_nothing_else() -> None:
    folder = current().data / "keys" / "scanner"
    assert [path.name for path in folder.iterdir()] == ["file-public"]
    assert [kind.name for kind in keys.KINDS if kind.door == "scanner"] == []


def test_it_opens_what_waits_and_nothing_that_was_scanned(put) -> None:
    done, refused, waiting = put(hostile.pdf(), 1), put(hostile.flat_bomb(), 2), put(b"hola", 3)
    turn()
    turn()
    given = {row.id: bytes(row.key) for row in File.objects.all()}
    assert {row for row, key in given.items() if key} == {waiting.id}
    upload = bytes(Upload.objects.get(id=waiting.id).body)
    assert open_upload(given[waiting.id], upload, file_id=waiting.id) == b"hola"
    for row in (done, refused):
        row.refresh_from_db()
        bodies = [bytes(row.body or b""), bytes(Upload.objects.get(id=row.id).body)]
        for secret, body in product([*held(), *given.values()], bodies):
            with pytest.raises(CannotOpen):
                open_upload(secret, body, file_id=row.id)


def test_what_it_sealed_for_the_desk_opens_with_nothing_it_has(put) -> None:
    row = put(hostile.pdf())
    turn()
    row.refresh_from_db()
    body, name = bytes(row.body), f"recupera file 1 {row.id}".encode()
    assert held()
    for secret in held():
        for part in (body, body[31:], body[31 + 84 :]):
            with pytest.raises(CannotOpen):
                hpke_open(keys.Key("any", secret), part, info=name)
            with pytest.raises(CannotOpen):
                open_sealed(secret, part, about=name)
