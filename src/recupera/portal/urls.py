"""The public pages: Spanish at `/`, English at `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from recupera.portal.pages.answer import answer
from recupera.portal.pages.code import code
from recupera.portal.pages.find import find
from recupera.portal.pages.finish import finish
from recupera.portal.pages.help import help_page
from recupera.portal.pages.old_find import old_find
from recupera.portal.pages.password import password
from recupera.portal.pages.resend import resend
from recupera.portal.pages.support import support
from recupera.portal.pages.wait import wait

urlpatterns = i18n_patterns(
    path("", find, name="find"),
    path("codigo", code, name="code"),
    path("codigo/otro", resend, name="resend"),
    path("espera", wait, name="wait"),
    path("respuesta", answer, name="answer"),
    path("terminar", finish, name="finish"),
    path("ayuda", help_page, name="help"),
    path("soporte", support, name="support"),
    # Addresses of the service before this one; operators redirect them here.
    path("cce/users/secopii", old_find, name="old_find"),
    path("Public/Users/AccessRecovery/Index", password, name="password"),
    prefix_default_language=False,
)

handler400 = "recupera.portal.pages.errors.bad"
handler403 = "recupera.portal.pages.errors.forbidden"
handler404 = "recupera.portal.pages.errors.missing"
handler500 = "recupera.portal.pages.errors.broken"
