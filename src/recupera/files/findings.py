"""What was found out about a file: why the portal refuses one, and what the scanner says of one."""

from enum import StrEnum


class Refusal(StrEnum):
    """Why the portal does not take a file. Nothing of it is kept."""

    NAMELESS = "nameless"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    PROGRAM = "program"
    MISNAMED = "misnamed"
    TOO_MANY_PIXELS = "too_many_pixels"
    CUT = "cut"
    SLOW = "slow"
    NO_ROOM = "no_room"


class Verdict(StrEnum):
    """What became of an accepted file; the words of `cases_file.state` once it was scanned."""

    CLEAN = "clean"
    UNSCANNED = "unscanned"
    REFUSED = "refused"


class Finding(StrEnum):
    """Why: `cases_file.reason`. `VERDICTS` says which verdict each leads to."""

    # Clean: drawn anew from its pixels, or looked at by the antivirus.
    REDRAWN = "redrawn"
    FIRST_PAGE = "first_page"
    CHECKED = "checked"
    # Unscanned: kept as it came, and the desk opens it as one opens a stranger's file.
    NO_ANTIVIRUS = "no_antivirus"
    TOO_LARGE_TO_CHECK = "too_large_to_check"
    PROTECTED = "protected"
    ACTIVE = "active"
    # Refused: nothing of it reaches the desk.
    INFECTED = "infected"
    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too_many_pixels"
    BOMB = "bomb"
    PROGRAM_INSIDE = "program_inside"
    GONE = "gone"


CLEAN = (Finding.REDRAWN, Finding.FIRST_PAGE, Finding.CHECKED)
UNSCANNED = (
    Finding.NO_ANTIVIRUS,
    Finding.TOO_LARGE_TO_CHECK,
    Finding.PROTECTED,
    Finding.ACTIVE,
)
VERDICTS: dict[Finding, Verdict] = {
    finding: Verdict.CLEAN
    if finding in CLEAN
    else Verdict.UNSCANNED
    if finding in UNSCANNED
    else Verdict.REFUSED
    for finding in Finding
}
