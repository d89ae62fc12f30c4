"""The house's macros: seniors and supervisors write them, in both languages."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recupera.agents.policy import Act
from recupera.desk import texts as macros
from recupera.desk import words
from recupera.desk.entering import page_for, signed_in
from recupera.desk.models import Macro
from recupera.desk.showing import see_other, show

LONGEST = 4000


@dataclass(frozen=True)
class Typed:
    """A macro as its form holds it."""

    name: str = ""
    subject: str = ""
    act: str = "answer"
    es: str = ""
    en: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Typed":
        got = {name: request.POST.get(name, "").strip() for name in ("subject", "act", "es", "en")}
        got = {name: value.replace("\r\n", "\n") for name, value in got.items()}
        return cls(name=request.POST.get("name", "").strip()[:80], **got)

    @classmethod
    def as_is(cls, text: macros.Text) -> "Typed":
        return cls(text.name, text.subject, text.act, text.es, text.en)

    @property
    def wrong(self) -> str:
        """Why it is not kept; empty where it is."""
        if not (self.name and self.es and self.en):
            return _("Escriba el nombre y el texto en los dos idiomas.")
        if max(len(self.es), len(self.en)) > LONGEST:
            return _("Son más de %(most)d letras: acórtelo.") % {"most": LONGEST}
        unknown = macros.unknown_holes(self.es + self.en)
        if unknown:
            return _("No se sabe qué poner en {%(hole)s}.") % {"hole": unknown[0]}
        return ""


@page_for(Act.EDIT_MACROS)
def texts(request: HttpRequest) -> HttpResponse:
    return show(request, "texts", title=_("Textos de respuesta"), texts=_named())


@page_for(Act.EDIT_MACROS)
def text(request: HttpRequest) -> HttpResponse:
    """One macro: a new one, or `?nombre=` one that there is."""
    if request.method != "POST":
        found = _found(request.GET.get("nombre", ""))
        return _form(request, Typed.as_is(found) if found else Typed())
    typed = Typed.of(request)
    if "drop" in request.POST:
        Macro.objects.filter(name=typed.name).delete()
        return see_other("texts")
    if typed.wrong:
        return _form(request, typed, sentence=typed.wrong)
    _keep(request, typed)
    return see_other("texts")


def _keep(request: HttpRequest, typed: Typed) -> None:
    known = {slug for slug, _label in words.subjects("es")}
    Macro.objects.update_or_create(
        name=typed.name,
        defaults={
            "subject": typed.subject if typed.subject in known else "",
            "act": typed.act if typed.act in macros.ACTS else "answer",
            "text_es": typed.es,
            "text_en": typed.en,
            "changed_by": signed_in(request).id,
        },
    )


def _form(request: HttpRequest, typed: Typed, *, sentence: str = "") -> HttpResponse:
    return show(
        request,
        "text",
        title=_("Texto de respuesta"),
        typed=typed,
        sentence=sentence,
        found=_found(typed.name),
        subjects=[("", _("Todos")), *words.subjects(get_language() or "es")],
        holes=[f"{{{one}}}" for one in macros.HOLES],
    )


def _found(name: str) -> macros.Text | None:
    return next((one for one in macros.every() if one.name == name), None)


def _named() -> list[tuple[macros.Text, str]]:
    language = get_language() or "es"
    every = _("Todos los asuntos")
    return [
        (one, words.subject(one.subject, language) if one.subject else every)
        for one in macros.every()
    ]
