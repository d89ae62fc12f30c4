"""The pages of the queue, of a case and of the texts for it."""

from django.urls import path

from recupera.desk.case.doing import DOINGS
from recupera.desk.pages.case import case
from recupera.desk.pages.do import do
from recupera.desk.pages.file import file
from recupera.desk.pages.find import find
from recupera.desk.pages.presence import presence
from recupera.desk.pages.start import start
from recupera.desk.pages.texts import text, texts
from recupera.desk.pages.views import views

CASE = "caso/<str:reference>"
PAGES = [
    path("", start, name="start"),
    path("buscar", find, name="find"),
    path("vistas", views, name="views"),
    path("textos", texts, name="texts"),
    path("textos/uno", text, name="text"),
    path(CASE, case, name="case"),
    path(f"{CASE}/presencia", presence, name="presence"),
    path(f"{CASE}/archivo/<str:name>", file, name="file"),
    *(
        path(f"{CASE}/{slug}", do, {"what": slug}, name=f"do_{doing.act.value}")
        for slug, doing in DOINGS.items()
    ),
]
