"""How handing a message over can fail; coming back without one of these means accepted.

The texts go into the log, so they never hold an address, a code or what a server said.
"""


class NotNow(Exception):
    """Certainly not delivered, and trying again may help."""


class Never(Exception):
    """Certainly not delivered, and trying again will not help."""


class Unsure(Exception):
    """It may have been delivered; another try must say that it may be a repeat."""
