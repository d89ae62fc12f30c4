"""A draft and its files: who can open them, and how long they stay."""

from datetime import timedelta

import pytest
from django.db.models import F

from recupera.keys import CannotOpen, open_sealed, ring
from recupera.letterbox import drafts, room, uploads
from recupera.letterbox.clock import now
from recupera.letterbox.flow import Flow
from recupera.letterbox.models import Draft, Upload
from recupera.options import current, forget

pytestmark = pytest.mark.django_db(databases=["letterbox"])
DAY = timedelta(hours=24)


def saved(content: dict[str, object]) -> Flow:
    flow = Flow.mint()
    drafts.save(flow, content)
    return flow


def test_a_draft_is_read_by_the_browser_that_saved_it_and_by_no_other() -> None:
    flow = saved({"fields": {"nombre": "Ana"}})
    assert drafts.read(flow) == {"fields": {"nombre": "Ana"}}
    assert drafts.read(Flow.mint()) is None
    drafts.save(flow, {"fields": {"nombre": "Eva"}})
    assert drafts.read(flow) == {"fields": {"nombre": "Eva"}}
    assert Draft.objects.count() == 1


def test_a_stolen_letterbox_opens_no_draft_with_or_without_the_portals_keys() -> None:
    saved({"fields": {"nombre": "Ana Pérez"}})
    row = Draft.objects.get()
    # Whole: three bytes stand in sixty thousand random ones by chance.
    assert "Ana Pérez".encode() not in bytes(row.body)
    for name in (current().data / "keys" / "portal").iterdir():
        for key in ring(current().data, "portal", name.name):
            with pytest.raises(CannotOpen):
                open_sealed(key.secret, bytes(row.body), about=b"draft")


def test_a_stolen_cookie_alone_opens_no_draft() -> None:
    flow = saved({"a": 1})
    body = bytes(Draft.objects.get().body)
    for secret in (flow.secret, flow.cookie_key, flow.slot_key):
        with pytest.raises(CannotOpen):
            open_sealed(secret, body, about=b"draft")


def test_every_draft_has_one_size_and_an_id_that_is_not_its_slots() -> None:
    flows = [saved({}), saved({"fields": {"descripcion": "ñ" * 4000}})]
    sizes = {len(bytes(row.body)) for row in Draft.objects.all()}
    assert len(sizes) == 1
    assert all(drafts.draft_id(flow) != flow.slot_id for flow in flows)


def test_a_day_after_it_was_saved_a_draft_is_gone() -> None:
    old, new = saved({"a": 1}), saved({"b": 2})
    Draft.objects.filter(id=drafts.draft_id(old)).update(saved_at=F("saved_at") - DAY)
    assert drafts.read(old) is None
    assert uploads.purge_drafts(now("letterbox") - DAY) == 1
    assert drafts.read(new) == {"b": 2}


def test_saving_again_gives_another_day() -> None:
    flow = saved({"a": 1})
    Draft.objects.update(saved_at=F("saved_at") - DAY + timedelta(minutes=1))
    drafts.save(flow, {"a": 2})
    Draft.objects.update(saved_at=F("saved_at") - timedelta(hours=23))
    assert drafts.read(flow) == {"a": 2}


def test_old_files_go_unless_their_draft_lives() -> None:
    flow = saved({})
    room.store("a" * 32, owner=drafts.draft_id(flow), sealed=b"1")
    room.store("b" * 32, owner="nobody", sealed=b"2")
    room.store("d" * 32, owner="nobody", sealed=b"4")
    Upload.objects.exclude(id="d" * 32).update(created_at=F("created_at") - DAY)
    assert uploads.old(now("letterbox") - DAY) == ["b" * 32]


def test_beyond_the_room_no_file_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECUPERA_UPLOADS_MB", "1")
    forget()
    room.store("a" * 32, owner="x", sealed=bytes(950_000))
    assert room.room().nearly_full
    with pytest.raises(room.NoRoom):
        room.store("b" * 32, owner="x", sealed=bytes(100_000))
    monkeypatch.undo()
    forget()
    room.store("b" * 32, owner="x", sealed=bytes(100_000))
    assert not room.room().nearly_full


def test_a_disk_that_is_nearly_full_takes_no_file() -> None:
    assert not room.Room(0, 10**9, room.LEAST_FREE).has(1)
    assert room.Room(0, 10**9, room.LEAST_FREE).nearly_full
    assert room.Room(0, 10**9, None).has(1)


def test_only_its_owner_removes_a_file_and_no_one_once_a_case_has_it() -> None:
    room.store("a" * 32, owner="mine", sealed=b"1")
    room.remove("a" * 32, owner="another's")
    assert Upload.objects.exists()
    Upload.objects.update(kept=True)
    room.remove("a" * 32, owner="mine")
    assert Upload.objects.exists()
    Upload.objects.update(kept=False)
    room.remove("a" * 32, owner="mine")
    assert not Upload.objects.exists()
