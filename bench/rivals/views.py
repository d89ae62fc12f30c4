"""The rivals: a form with one INSERT, the same by bare SQL, Django's own password reset, and a
case's form with its file."""

import os

from django import forms
from django.contrib.auth import views as auth
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bench.rivals.models import Note, Request

SIZE = 816


class Ask(forms.Form):
    email = forms.EmailField(max_length=254)


class CaseForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Request
        exclude = ("at",)


def case(request: HttpRequest) -> HttpResponse:
    """What anybody would write: a ModelForm with a FileField, saved."""
    form = CaseForm(request.POST, request.FILES)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    form.save()
    return HttpResponseRedirect("/done")


def bare(request: HttpRequest) -> HttpResponse:
    """What anybody would write: a form, `objects.create`, a redirect."""
    form = Ask(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponse("form", status=400 if request.method == "POST" else 200)
    Note.objects.create(email=form.cleaned_data["email"], body=os.urandom(SIZE))
    return HttpResponseRedirect("/done")


@csrf_exempt
def barest(request: HttpRequest) -> HttpResponse:
    """The least that Django can do: no form, no CSRF check, one INSERT without the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rivals_note (email, body, at) VALUES (%s, %s, CURRENT_TIMESTAMP)",
            [request.POST["email"], os.urandom(SIZE)],
        )
    return HttpResponseRedirect("/done")


urlpatterns = [
    path("", bare),
    path("bare", bare),
    path("barest", barest),
    path("case", case),
    path("reset", auth.PasswordResetView.as_view()),
    path("done", lambda request: HttpResponse("page"), name="password_reset_done"),
    path(
        "confirm/<uidb64>/<token>",
        lambda request, **_: HttpResponse("page"),
        name="password_reset_confirm",
    ),
]
