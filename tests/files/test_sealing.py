"""A sealed file opens with its own key, under its own id, and its size says little."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from recupera import keys
from recupera.files import sealing
from recupera.files.sealing import MIB, SMALLEST, bucket
from recupera.keys import CannotOpen, KeyMissing
from recupera.options import current

ONE, OTHER = "1" * 32, "2" * 32


def test_a_file_opens_with_its_key_under_its_id_alone() -> None:
    key, sealed = sealing.seal_upload(b"hola", file_id=ONE)
    other_key, other = sealing.seal_upload(b"hola", file_id=OTHER)
    assert sealing.open_upload(key, sealed, file_id=ONE) == b"hola"
    for secret, body, name in (
        (other_key, sealed, ONE),
        (key, sealed, OTHER),
        (key, other, ONE),
        (key, sealed[:-1], ONE),
        (key, b"", ONE),
        (b"", sealed, ONE),
    ):
        with pytest.raises(CannotOpen):
            sealing.open_upload(secret, body, file_id=name)
    assert len({key, other_key}) == 2


@given(some.integers(min_value=0, max_value=60 * MIB))
def test_a_bucket_holds_its_file_and_wastes_half_at_most_or_one_mebibyte(size) -> None:
    padded = bucket(size)
    assert padded >= size + 4
    assert padded == SMALLEST or padded < 2 * (size + 4) or padded - size <= MIB + 4
    assert bucket(size + 1) >= padded


def test_ten_megabytes_have_fourteen_sizes() -> None:
    assert len({bucket(size) for size in range(0, 10_000_000, 1000)}) == 14
    small = [sealing.seal_upload(bytes(size), file_id=ONE)[1] for size in (0, 1, 60_000)]
    assert len({len(sealed) for sealed in small}) == 1


def test_the_desk_opens_what_was_sealed_for_it_and_the_scanner_does_not() -> None:
    public = keys.ring(current().data, "scanner", "file-public")
    private = keys.ring(current().data, "desk", "file")
    sealed = sealing.seal_for_desk(b"hola", file_id=ONE, public=public.newest())
    assert sealing.open_at_desk(private, sealed, file_id=ONE) == b"hola"
    for ring, body, name in (
        (public, sealed, ONE),
        (private, sealed, OTHER),
        (private, sealed[:-1], ONE),
        (private, sealed[:40], ONE),
    ):
        with pytest.raises(CannotOpen):
            sealing.open_at_desk(ring, body, file_id=name)
    with pytest.raises(KeyMissing):
        sealing.open_at_desk(private, b"", file_id=ONE)
