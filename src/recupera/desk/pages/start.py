"""Where an agent arrives: the next case to do."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk.entering import page_for
from recupera.desk.showing import show


@page_for(Act.QUEUE)
def start(request: HttpRequest) -> HttpResponse:
    return show(request, "start", title=_("Mesa de ayuda"))
