"""The answer's ten minutes: whether what was proven may still be shown in this browser."""

import time

from recupera.letterbox.slot import Published, Verdict
from recupera.portal.cookies import Enquiry

SECONDS_SHOWN = 600.0


def last_verdict(enquiry: Enquiry, published: Published) -> Verdict | None:
    """Of the code that was typed last; None while the worker has not judged it."""
    return published.verdicts.get(enquiry.remembered.envelope)


def shown_since(enquiry: Enquiry, published: Published | None) -> float:
    """When the answer was first looked at, in epoch seconds; 0 where it was not yet.

    A further good code is a fresh proof, so its answer has ten minutes of its own; a wrong one
    gives no second more.
    """
    remembered = enquiry.remembered
    fresh = remembered.posted_at > remembered.shown_at
    if published and fresh and last_verdict(enquiry, published) == Verdict.GOOD:
        return 0.0
    return remembered.shown_at


def ended(enquiry: Enquiry, published: Published | None) -> bool:
    """Whether the ten minutes are over."""
    since = shown_since(enquiry, published)
    return bool(since) and time.time() > since + SECONDS_SHOWN


def may_go_back(enquiry: Enquiry, published: Published | None) -> bool:
    """Whether an answer is open that the person may return to from the code page."""
    return bool(published and published.accounts) and not ended(enquiry, published)
