"""`/cce/users/secopii`, an address people know: it leads to the find page and keeps nothing."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def old_find(request: HttpRequest) -> HttpResponse:
    # What stood behind the `?` may be somebody's datum: it goes no further.
    return HttpResponsePermanentRedirect(reverse("find"))
