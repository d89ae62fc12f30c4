"""The desk's pages: Spanish at `/`, English at `/en/`."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from recupera.desk import case_urls, order_urls, proof_urls
from recupera.desk.door import views as door
from recupera.desk.pages.add_factor import add_factor
from recupera.desk.pages.case_journal import case_journal
from recupera.desk.pages.first_factor import first_factor
from recupera.desk.pages.guide import guide
from recupera.desk.pages.invitation import first_password, invitation
from recupera.desk.pages.limited import limited
from recupera.desk.pages.my_access import drop_factor, my_access
from recupera.desk.pages.recovery_codes import recovery_codes
from recupera.desk.pages.supervision import figure_file, supervision
from recupera.desk.pages.team import change_agent, invite, team

# Of allauth only these; their names are the ones that it looks for.
urlpatterns = [
    *i18n_patterns(
        *case_urls.PAGES,
        path("ingresar", door.sign_in, name="account_login"),
        path("ingresar/segundo-factor", door.second, name="mfa_authenticate"),
        path("ingresar/llave", door.sign_in_by_passkey, name="mfa_login_webauthn"),
        path("salir", door.sign_out, name="account_logout"),
        path("acceso", limited, name="limited"),
        path("invitacion", invitation, name="invitation"),
        path("invitacion/contrasena", first_password, name="first_password"),
        path("invitacion/segundo-factor", first_factor, name="first_factor"),
        path("mi-acceso", my_access, name="my_access"),
        path("mi-acceso/agregar", add_factor, name="add_factor"),
        path("mi-acceso/quitar", drop_factor, name="drop_factor"),
        path("mi-acceso/codigos", recovery_codes, name="recovery_codes"),
        path("guia", guide, name="guide"),
        path("equipo", team, name="team"),
        path("equipo/invitar", invite, name="invite"),
        path("equipo/cambiar", change_agent, name="change_agent"),
        *proof_urls.PAGES,
        *order_urls.PAGES,
        path("caso/<str:reference>/registro", case_journal, name="case_journal"),
        path("supervision", supervision, name="supervision"),
        path("supervision/<slug:figure>.csv", figure_file, name="figure_file"),
        prefix_default_language=False,
    ),
    # One address for both languages: the provider knows it.
    path("oidc/<provider_id>", openid_connect.login, name="openid_connect_login"),
    path("oidc/<provider_id>/vuelta", openid_connect.callback, name="openid_connect_callback"),
]

handler400 = "recupera.desk.pages.errors.bad"
handler403 = "recupera.desk.pages.errors.not_allowed"
handler404 = "recupera.desk.pages.errors.missing"
handler429 = "recupera.desk.door.views.too_many"
handler500 = "recupera.desk.pages.errors.broken"
