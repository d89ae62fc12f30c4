"""Somebody has taken over the portal: its settings, keys, store and traffic. What can they do?

Everything that is tried here uses only what that process holds. They end with nothing but the
live enquiry that they stand in.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from recupera.keys import CannotOpen, Key, hpke_open, open_sealed, ring
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Envelope, Slot
from recupera.letterbox.slot import Verdict, read
from recupera.options import current
from recupera.people import DatumKind
from tests.enquirer import (
    ANA,
    INACTIVE,
    WITHOUT_CHANNEL,
    Enquirer,
    codes,
    register,
    work,
)

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

SOURCE = Path(__file__).parents[2] / "src"


def stolen_keys() -> list[Key]:
    """Every key in the portal's folder."""
    folder = current().data / "keys" / "portal"
    return [
        key
        for name in sorted(folder.iterdir())
        for key in ring(folder.parents[1], "portal", name.name)
    ]


def all_bytes(store: str) -> bytes:
    """All that stands in a store's tables."""
    with connections[store].cursor() as cursor:
        found = b""
        for table in connections[store].introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                found += b"|".join(
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
                    for one in row
                )
        return found


# What that process holds


def test_with_the_portals_folder_and_store_alone_the_portal_runs_and_names_no_vault(
    tmp_path: Path,
) -> None:
    (tmp_path / "keys").mkdir()
    shutil.copytree(current().data / "keys" / "portal", tmp_path / "keys" / "portal")
    script = (
        "import django, json; django.setup();"
        "from django.apps import apps; from django.conf import settings;"
        "from recupera.letterbox.flow import Flow;"
        "from recupera.letterbox.sealing import seal_prove;"
        "seal_prove(Flow.mint(), code='00000000');"
        "print(json.dumps([sorted(settings.DATABASES),"
        " sorted(m._meta.label for m in apps.get_models()),"
        " [n for n in dir(settings) if n.startswith('EMAIL_HOST_P')"
        "  and getattr(settings, n)]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={
            **os.environ,
            "RECUPERA_DATA": str(tmp_path),
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "recupera.settings.portal",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    stores, models, passwords = json.loads(done.stdout)
    assert stores == ["default", "letterbox"]
    # Days and a delay are the same for everybody; drafts and uploads are sealed for one browser.
    names = ("ClosedDay", "Delay", "Draft", "Envelope", "Slot", "TakenReference", "Upload")
    letterbox = [f"letterbox.{name}" for name in names]
    assert models == ["guard.Budget", "guard.Spent", *letterbox]
    assert passwords == []


def test_no_key_of_the_portal_is_a_key_of_anybody_else() -> None:
    others = [
        key.secret
        for door in ("worker", "sender")
        for name in (current().data / "keys" / door).iterdir()
        if not name.name.endswith("-public")
        for key in ring(current().data, door, name.name)
    ]
    assert others
    assert not {key.secret for key in stolen_keys()} & set(others)


# What was asked, and what was answered


def test_no_envelope_opens_with_anything_that_the_portal_holds() -> None:
    register(ANA)
    Enquirer().ask()
    row = Envelope.objects.get()
    info = f"recupera envelope 1 {row.id} {row.kind} {row.key_id}".encode()
    for key in stolen_keys():
        with pytest.raises(CannotOpen):
            hpke_open(key, bytes(row.body), info=info)
        with pytest.raises(CannotOpen):
            open_sealed(key.secret, bytes(row.body), about=info)


def test_the_letterbox_says_nothing_of_who_asked_and_what_was_answered() -> None:
    register(ANA)
    person = Enquirer(DatumKind.NATIONAL_ID, ANA.document_number).asked()
    (code,) = codes()
    assert person.proved(code) == Verdict.GOOD
    Enquirer().ask()
    found = all_bytes("letterbox")
    for secret in (
        *ANA.emails,
        ANA.username,
        ANA.document_number,
        ANA.name,
        code,
        ANA.phones[0],
        person.flow.cookie,
        base64.b64encode(person.flow.secret).decode(),
    ):
        assert secret.encode() not in found


def test_a_slot_opens_only_while_its_browser_is_there() -> None:
    register(ANA)
    person = Enquirer().asked()
    person.proved(codes()[0])
    for key in stolen_keys():
        assert read(Flow(key.secret)) is None
        slot = Slot.objects.get()
        with pytest.raises(CannotOpen):
            open_sealed(key.secret, bytes(slot.answer or b""), about=b"answer")
    live = read(Flow.parse(person.flow.cookie) or Flow.mint())
    assert live and live.accounts, "the live enquiry is what they do get"


# Who exists


def test_everything_countable_is_the_same_for_whoever_exists_and_whoever_does_not() -> None:
    register(ANA, INACTIVE, WITHOUT_CHANNEL)
    known, unknown = ("52344050", "80123456"), ("11111111", "22222222")
    seen = {_walked(value) for value in (*known, *unknown)}
    assert len(seen) == 1, seen


def _walked(value: str) -> tuple[object, ...]:
    person = Enquirer(DatumKind.NATIONAL_ID, value)
    person.ask()
    asked = _countable(person)
    work()
    answered = _countable(person)
    person.prove("00000000")
    work()
    return (*asked, *answered, *_countable(person))


def _countable(person: Enquirer) -> tuple[object, ...]:
    slot = Slot.objects.get(id=person.flow.slot_id)
    waiting = Envelope.objects.filter(slot_id=slot.id)
    return (
        *((row.kind, len(bytes(row.body))) for row in waiting),
        slot.revision,
        len(bytes(slot.status or b"")),
        len(bytes(slot.answer or b"")),
        slot.published_at is None,
    )
