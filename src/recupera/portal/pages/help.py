"""`/ayuda`: the guide's steps, as they are here: a code comes before the answer, and why."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recupera.options import current
from recupera.portal.showing import show


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    title = _("¿Cómo recuperar su usuario del %(platform)s?")
    return show(request, "help", title=title % {"platform": current().texts.platform})
