"""The pages of the demo's platform: Spanish at `/`, English at `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from recupera.platform.pages.home import home
from recupera.platform.pages.sign_in import sign_in
from recupera.platform.pages.sign_out import sign_out

urlpatterns = i18n_patterns(
    path("", home, name="home"),
    path("ingresar", sign_in, name="sign_in"),
    path("salir", sign_out, name="sign_out"),
    prefix_default_language=False,
)

handler400 = "recupera.platform.pages.errors.bad"
handler404 = "recupera.platform.pages.errors.missing"
handler500 = "recupera.platform.pages.errors.broken"
