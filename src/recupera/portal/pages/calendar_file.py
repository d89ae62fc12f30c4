"""`/calendario.ics`: the days without service, for the calendar of a phone or a computer."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import TRANSP, Calendar, Event

from recupera.clocks.calendar import Rest
from recupera.letterbox.closed_days import calendar
from recupera.options import current
from recupera.portal.pages.calendar import years


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    by, now = calendar(), datetime.now(UTC)
    name = _("%(platform)s: días sin servicio") % {"platform": current().texts.platform}
    made = Calendar.new(
        prodid="-//recupera//", name=name, language=get_language(), method="PUBLISH"
    )
    for year in years(by.day_of(now)):
        for rest in by.rests_of(year):
            made.add_component(_event(rest, now))
    file = f"{slugify(name)}.ics"
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _event(rest: Rest, now: datetime) -> Event:
    """All day long, and nobody's time is taken by it."""
    reason = rest.reason.said(get_language() or "es")
    return Event.new(
        uid=f"{rest.day}@{urlsplit(current().origin).hostname}",
        stamp=now,
        start=rest.day,
        end=rest.day + timedelta(days=1),
        summary=_("Sin servicio: %(reason)s") % {"reason": reason},
        transparency=TRANSP.TRANSPARENT,
    )
