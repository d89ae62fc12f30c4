"""What every page behind a good code begins with: the answer that is open in this browser."""

import time
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.letterbox.slot import Published, Verdict, look
from recupera.portal.answered import ended, last_verdict, shown_since
from recupera.portal.cookies import Enquiry, enquiry_of, keep
from recupera.portal.pages.lost import gone
from recupera.portal.showing import see_other, show


@dataclass(frozen=True)
class Proven:
    """An enquiry with a good code, and what it opened."""

    enquiry: Enquiry
    published: Published

    @property
    def act_verdict(self) -> Verdict | None:
        """Of the last act; None while the worker has not come to it, or where there is none."""
        return self.published.verdicts.get(self.enquiry.remembered.act)


def proven(request: HttpRequest, *, late: bool = False) -> Proven | HttpResponse:
    """The open answer, or the page that says why there is none.

    `late` is for forms: whoever began within the answer's ten minutes may send what they typed.
    """
    enquiry = enquiry_of(request)
    if enquiry is None:
        return gone(request)
    remembered = enquiry.remembered
    published = look(enquiry.flow, posted_at=max(remembered.posted_at, remembered.acted_at))
    lost = published is None and remembered.shown_at
    if lost or (ended(enquiry, published) and not late):
        return show(request, "over", title=_("Ya no mostramos sus datos"))
    if published is None or not _is_proven(enquiry, published):
        return see_other("code")
    return Proven(enquiry, published)


def first_look(request: HttpRequest, found: Proven, page: HttpResponse) -> HttpResponse:
    """`page` shows something of the answer: with the first such page its ten minutes begin."""
    if request.method == "HEAD" or shown_since(found.enquiry, found.published):
        return page
    enquiry = found.enquiry
    return keep(page, Enquiry(enquiry.flow, replace(enquiry.remembered, shown_at=time.time())))


def _is_proven(enquiry: Enquiry, published: Published) -> bool:
    """An ask has a verdict too, so a good one counts only for the code that was typed."""
    return bool(published.accounts) or last_verdict(enquiry, published) == Verdict.GOOD
