"""`/salir`: the session of this browser ends."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from recupera.platform.session import forget
from recupera.platform.showing import see_other


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    return forget(see_other("sign_in"))
