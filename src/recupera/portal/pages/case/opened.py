"""What every page behind the proof begins with: the case that is open in this browser."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.slot import Published, Verdict, look, stands
from recupera.people.case_reference import grouped
from recupera.people.tracking import grouped_tracking_key
from recupera.portal.cookies import Case, case_of
from recupera.portal.pages.case.attaching import Kept
from recupera.portal.showing import price, see_other, show
from recupera.portal.written import written


@dataclass(frozen=True)
class Opened:
    """A case that this browser has proven."""

    case: Case
    published: Published
    shown: CaseShown

    @property
    def verdict(self) -> Verdict | None:
        """Of what this browser left last; None while the worker has not come to it."""
        return self.published.verdicts.get(self.case.following.envelope)

    @property
    def kept(self) -> Kept:
        """What this browser wrote for it and has still to send."""
        return Kept(self.case, written(self.case, self.published))


def opened(request: HttpRequest) -> Opened | HttpResponse:
    """The open case, or the page that says why there is none."""
    case = case_of(request)
    if case is None:
        return see_other("case")
    published = look(case.flow, posted_at=case.following.posted_at)
    if published and published.followed:
        return Opened(case, published, published.followed)
    if published is None and not stands(case.flow):
        return lapsed(request, case)
    return see_other(_before(case, published))


def lapsed(request: HttpRequest, case: Case) -> HttpResponse:
    """Its half hour is over: one press opens it again."""
    following = case.following
    return show(
        request,
        "case/lapsed",
        title=_("Abra su caso otra vez"),
        status=200,
        reference=grouped(following.reference),
        key=grouped_tracking_key(following.key),
        **price(request),
    )


def _before(case: Case, published: Published | None) -> str:
    """Where a person belongs who has not proven the case yet."""
    if case.following.message:
        return "case_code"
    judged = published and case.following.envelope in published.verdicts
    return "case" if judged else "case_wait"
