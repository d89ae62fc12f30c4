"""What must not stand in the repository: a machine's paths, a registry's address, open ends."""

import re

import pytest

from tests.rules.sources import texts

# Written in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(?:" + "|".join(("work", "root", "home")) + r")/\w",
    "a temporary folder by name": "/" + r"tmp/\w",
    "a registry's address": r"https?://[^\s\"')]*(?:" + "py" + r"pi\.|npmjs\.|/simple\b)",
    "an open end": r"\b(?:"
    + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"))
    + r")\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = {
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    }
    assert found == set()
