"""Keys of their own for every test, so that a test may rotate and destroy them."""

from pathlib import Path

import pytest

from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.keys import make_missing


@pytest.fixture
def key_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "door"
    make_missing(folder)
    return folder


@pytest.fixture
def keys(key_folder: Path) -> DirectoryKeys:
    return DirectoryKeys.of(key_folder)
