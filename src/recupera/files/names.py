"""A file's name as it is kept and shown: no path, nothing unseen, of one length at most."""

import re
import unicodedata

from recupera.files.kinds import SUFFIXES, Kind, claimed, suffix_of

LONGEST = 120
PATH = re.compile(r"[/\\]")
# Forbidden in a name on one of the systems where an agent opens it, or read as markup.
ODD = re.compile(r"[<>:\"|?*%;&`$]")
SPACES = re.compile(r"\s+")
# Windows takes these for devices, whatever stands behind the dot.
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def clean_name(given: str) -> str:
    """The last part of a path without what cannot be seen or kept; empty where nothing is left.

    Controls, right-to-left marks (`gpj.exe` read backwards), joiners and what has no meaning in
    Unicode go; spaces become one; the suffix survives the shortening.
    """
    last = PATH.split(unicodedata.normalize("NFC", given))[-1]
    kept = "".join(" " if one.isspace() else one for one in last if _is_kept(one))
    # Again: what went may have stood between a letter and its accent.
    seen = unicodedata.normalize("NFC", kept)
    bare = SPACES.sub(" ", ODD.sub("_", seen)).strip(" .")
    stem = bare.rpartition(".")[0] or bare
    if DEVICE.fullmatch(stem):
        bare = f"_{bare}"
    return _shortened(bare)


def named_as(name: str, kind: Kind) -> str | None:
    """The name with a suffix that tells the truth; None where the name promises another kind.

    What promises nothing keeps its name: formats are not limited, only contradictions are.
    """
    promised = claimed(name)
    if kind in SUFFIXES:
        if promised is kind:
            return name
        stem = name.rpartition(".")[0] if promised else name
        return f"{_shortened(stem or name, SUFFIXES[kind][0])}.{SUFFIXES[kind][0]}"
    return name if promised in (None, kind) else None


def _is_kept(one: str) -> bool:
    # Cc controls, Cf marks of direction and joiners, Cs Co Cn not for exchange.
    return one.isspace() or unicodedata.category(one)[0] != "C"


def _shortened(name: str, suffix: str = "") -> str:
    if len(name) + len(suffix) < LONGEST:
        return name
    kept = suffix_of(name)[:10] if not suffix else ""
    room = LONGEST - len(kept or suffix) - 1
    return f"{name[:room].rstrip(' .')}.{kept}" if kept else name[:room].rstrip(" .")
