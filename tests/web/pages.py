"""Two pages for the tests of files in a form: one that takes them and one that does not."""

import json

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from recupera.portal.uploads import Held, refused, take, takes_files
from recupera.portal.urls import urlpatterns as public


@takes_files
def files(request: HttpRequest) -> HttpResponse:
    """GET: the token of a form. POST: what became of each file, and the text beside them."""
    if request.method == "GET":
        return HttpResponse(get_token(request))
    outcome = take(request, held=Held(count=int(request.GET.get("held", "0"))))
    told = {
        "taken": [[one.name, one.size, one.kind.value] for one in outcome.taken],
        "refused": [[one.name, one.reason.value, refused(one.reason)] for one in outcome.refused],
        "text": request.POST.get("text", ""),
    }
    return HttpResponse(json.dumps(told), content_type="application/json")


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} {len(request.FILES)}")


urlpatterns = [
    path("archivos", files),
    path("soporte/formulario/archivos", files),
    path("otra", plain),
    *public,
]
handler400 = "recupera.portal.pages.errors.bad"
handler403 = "recupera.portal.pages.errors.forbidden"
