"""What an enquiry about a case remembers, sealed into the size of every other enquiry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from recupera.enquiries.content import MOST_VERDICTS, SIZE
from recupera.enquiries.policy import Kept
from recupera.keys import Ring, open_with, ring, seal_with
from recupera.options import current

# The latest: three asks by a code are all that an enquiry has.
MOST_CODES = 4


@dataclass(frozen=True)
class CaseEnquiry:
    """`reference` is what was asked for, whether or not there is such a case; `proven` is whether
    this browser may see it. `verdicts` is by envelope id."""

    reference: str
    proven: bool = False
    codes: tuple[Kept, ...] = ()
    verdicts: Mapping[str, str] = field(default_factory=dict)

    def with_code(self, kept: Kept) -> "CaseEnquiry":
        return replace(self, codes=(*self.codes, kept)[-MOST_CODES:])

    def with_spent(self, used: Kept, at: datetime) -> "CaseEnquiry":
        spent = replace(used, spent_at=at)
        return replace(self, codes=tuple(spent if one == used else one for one in self.codes))

    def with_verdict(self, envelope: str, verdict: str) -> "CaseEnquiry":
        latest = [*self.verdicts.items(), (envelope, verdict)][-MOST_VERDICTS:]
        return replace(self, verdicts=dict(latest))

    def seal(self, enquiry: str) -> bytes:
        codes = [[one.digest, _stamp(one.made_at), _stamp(one.spent_at)] for one in self.codes]
        values = [self.reference, self.proven, codes, dict(self.verdicts)]
        plain = json.dumps(values, separators=(",", ":")).encode()
        return seal_with(_ring(), plain, about=_about(enquiry), size=SIZE)

    @classmethod
    def open(cls, enquiry: str, sealed: bytes) -> "CaseEnquiry":
        """Raises keys.CannotOpen, also of an enquiry about an account; or keys.KeyMissing."""
        plain = open_with(_ring(), sealed, about=_about(enquiry))
        reference, proven, codes, verdicts = json.loads(plain)
        kept = tuple(
            Kept(digest, "", datetime.fromtimestamp(made, UTC), spent_at=_moment(spent))
            for digest, made, spent in codes
        )
        return cls(reference, proven, kept, verdicts)


def _stamp(at: datetime | None) -> float:
    return at.timestamp() if at else 0


def _moment(stamp: float) -> datetime | None:
    return datetime.fromtimestamp(stamp, UTC) if stamp else None


def _about(enquiry: str) -> bytes:
    return f"enquiry about a case {enquiry}".encode()


def _ring() -> Ring:
    return ring(current().data, "worker", "vault")
