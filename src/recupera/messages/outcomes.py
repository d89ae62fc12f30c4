"""How handing a message over can fail, and what may become of it afterwards.

The errors' texts go into the log, so they never hold an address, a code or what a server said.
"""

from enum import StrEnum


class NotNow(Exception):
    """Certainly not delivered, and trying again may help."""


class Never(Exception):
    """Certainly not delivered, and trying again will not help."""


class Unsure(Exception):
    """It may have been delivered; another try must say that it may be a repeat."""


class Outcome(StrEnum):
    """What became of a message, for the desk alone; `NOTHING` is a null row's."""

    NOTHING = "nothing"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    FAILED = "failed"
    REFUSED = "refused"
    UNSURE = "unsure"
    LATE = "late"
