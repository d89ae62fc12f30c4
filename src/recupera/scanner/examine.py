"""What is to be said of one file, and what of it goes to the desk."""

from dataclasses import dataclass

from recupera.files.findings import VERDICTS, Finding, Verdict
from recupera.files.kinds import IMAGES, Kind, kind_of
from recupera.options import current
from recupera.scanner import child, clamd

# Nothing is known to be looked for in the others.
LOOKED_INTO = IMAGES | {Kind.PDF, Kind.ZIP}


@dataclass(frozen=True)
class Examined:
    """The finding, and the bytes for the desk; None where nothing of it goes there."""

    finding: Finding
    body: bytes | None

    @property
    def verdict(self) -> Verdict:
        return VERDICTS[self.finding]


def examine(content: bytes) -> Examined:
    """Judges one file by its bytes alone. Raises clamd.Unavailable or child.Died: later.

    The antivirus sees it as it came; what is drawn anew afterwards holds nothing it could find.
    """
    answer = clamd.ask(current().clamd, content) if current().clamd else None
    if answer is clamd.Answer.INFECTED:
        return Examined(Finding.INFECTED, None)
    kind = kind_of(content)
    if kind is Kind.PROGRAM:
        # The portal takes none; whoever took the portal over would.
        return Examined(Finding.PROGRAM_INSIDE, None)
    looked = child.look(content, kind) if kind in LOOKED_INTO else child.Looked(None)
    finding = looked.finding or _by(answer)
    if VERDICTS[finding] is Verdict.REFUSED:
        return Examined(finding, None)
    return Examined(finding, content if looked.body is None else looked.body)


def _by(answer: clamd.Answer | None) -> Finding:
    match answer:
        case clamd.Answer.CLEAN:
            return Finding.CHECKED
        case clamd.Answer.TOO_LARGE:
            return Finding.TOO_LARGE_TO_CHECK
        case _:
            return Finding.NO_ANTIVIRUS
