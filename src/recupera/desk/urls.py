"""The desk's pages: Spanish at `/`, English at `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from recupera.desk.pages.start import start

urlpatterns = i18n_patterns(
    path("", start, name="start"),
    prefix_default_language=False,
)

handler400 = "recupera.desk.pages.errors.bad"
handler403 = "recupera.desk.pages.errors.not_allowed"
handler404 = "recupera.desk.pages.errors.missing"
handler500 = "recupera.desk.pages.errors.broken"
