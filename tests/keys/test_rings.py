"""Keys are made once, readable by their door alone, rotated, and destroyed in time."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from recupera.keys import KINDS, KeyMissing, destroy_old, make_missing, ring, rotate

ENVELOPE = next(kind for kind in KINDS if kind.name == "envelope")


def test_a_second_start_makes_no_key_anew(tmp_path: Path) -> None:
    assert len(make_missing(tmp_path)) == len(KINDS)
    assert make_missing(tmp_path) == []


def test_nobody_else_on_the_machine_may_read_a_key(tmp_path: Path) -> None:
    make_missing(tmp_path)
    for path in (tmp_path / "keys").rglob("*"):
        allowed = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 & ~allowed == 0, path


def test_the_portal_holds_no_private_half(tmp_path: Path) -> None:
    make_missing(tmp_path)
    private = ring(tmp_path, "worker", "envelope").newest()
    public = ring(tmp_path, "portal", "envelope-public").newest()
    assert private.id == public.id
    assert private.secret != public.secret
    portal = b"".join(path.read_bytes() for path in (tmp_path / "keys/portal").rglob("*.key"))
    worker = [path.read_bytes() for path in (tmp_path / "keys/worker").rglob("*.key")]
    assert not any(secret in portal for secret in worker)


def test_after_a_rotation_the_old_key_opens_for_two_days_and_then_is_gone(tmp_path: Path) -> None:
    with time_machine.travel("2026-11-20T00:00:00Z", tick=True) as clock:
        make_missing(tmp_path)
        keys = ring(tmp_path, "worker", "envelope")
        old = keys.newest()
        clock.shift(timedelta(days=30))
        new = rotate(tmp_path, ENVELOPE)
        assert keys.newest().id == new.id
        assert destroy_old(tmp_path) == []
        assert keys.get(old.id) == old
        clock.shift(timedelta(hours=49))
        assert destroy_old(tmp_path) == [], "a case may wait for it: only the worker knows"
        worker = ("worker",)
        assert destroy_old(tmp_path, doors=worker, but=[old.id]) == []
        assert destroy_old(tmp_path, doors=worker) == [f"worker/envelope {old.id}"]
        with pytest.raises(KeyMissing):
            keys.get(old.id)
        assert not list(tmp_path.rglob(f"{old.id}.key"))


def test_a_key_never_shows_its_secret_in_a_log(tmp_path: Path) -> None:
    make_missing(tmp_path)
    key = ring(tmp_path, "portal", "limiter").newest()
    assert repr(key.secret) not in repr(key)
