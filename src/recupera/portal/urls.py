"""The public pages: Spanish at `/`, English at `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from recupera.portal.pages.answer import answer
from recupera.portal.pages.calendar import calendar_page
from recupera.portal.pages.calendar_file import calendar_file
from recupera.portal.pages.case.add import case_add
from recupera.portal.pages.case.case import case
from recupera.portal.pages.case.close import case_close
from recupera.portal.pages.case.code import case_code
from recupera.portal.pages.case.code_of_desk import case_desk_code
from recupera.portal.pages.case.confirm import case_confirm
from recupera.portal.pages.case.email import case_email
from recupera.portal.pages.case.reopen import case_reopen
from recupera.portal.pages.case.resend import case_resend
from recupera.portal.pages.case.status import case_status
from recupera.portal.pages.case.wait import case_wait
from recupera.portal.pages.case_form.about import about
from recupera.portal.pages.case_form.contact import contact
from recupera.portal.pages.case_form.details import details
from recupera.portal.pages.case_form.files import files
from recupera.portal.pages.case_form.person import person
from recupera.portal.pages.case_form.place import place
from recupera.portal.pages.case_form.review import review
from recupera.portal.pages.case_form.sent import sent
from recupera.portal.pages.case_form.whose import whose
from recupera.portal.pages.choose_account import choose_account
from recupera.portal.pages.code import code
from recupera.portal.pages.confirm_email import confirm_email
from recupera.portal.pages.find import find
from recupera.portal.pages.finish import finish
from recupera.portal.pages.help import help_page
from recupera.portal.pages.new_password import new_password
from recupera.portal.pages.object import object_page
from recupera.portal.pages.objected import objected
from recupera.portal.pages.old_find import old_find
from recupera.portal.pages.password import password
from recupera.portal.pages.password_done import password_done
from recupera.portal.pages.resend import resend
from recupera.portal.pages.support import support
from recupera.portal.pages.wait import wait
from recupera.portal.pages.wait_object import wait_object
from recupera.portal.pages.wait_password import wait_password

urlpatterns = i18n_patterns(
    path("", find, name="find"),
    path("codigo", code, name="code"),
    path("codigo/otro", resend, name="resend"),
    path("espera", wait, name="wait"),
    path("respuesta", answer, name="answer"),
    path("contrasena", password, name="password"),
    path("contrasena/cuenta", choose_account, name="choose_account"),
    path("contrasena/correo", confirm_email, name="confirm_email"),
    path("contrasena/nueva", new_password, name="new_password"),
    path("contrasena/espera", wait_password, name="wait_password"),
    path("contrasena/lista", password_done, name="password_done"),
    path("no-fui-yo", object_page, name="object"),
    path("no-fui-yo/espera", wait_object, name="wait_object"),
    path("no-fui-yo/listo", objected, name="objected"),
    path("terminar", finish, name="finish"),
    path("ayuda", help_page, name="help"),
    path("soporte", support, name="support"),
    path("calendario", calendar_page, name="calendar"),
    path("calendario.ics", calendar_file, name="calendar_file"),
    path("caso", case, name="case"),
    path("caso/espera", case_wait, name="case_wait"),
    path("caso/codigo", case_code, name="case_code"),
    path("caso/codigo/otro", case_resend, name="case_resend"),
    path("caso/estado", case_status, name="case_status"),
    path("caso/confirmar", case_confirm, name="case_confirm"),
    path("caso/codigo-de-la-mesa", case_desk_code, name="case_desk_code"),
    path("caso/correo", case_email, name="case_email"),
    path("caso/agregar", case_add, name="case_add"),
    path("caso/cerrar", case_close, name="case_close"),
    path("caso/reabrir", case_reopen, name="case_reopen"),
    path("soporte/formulario", about, name="case_form"),
    path("soporte/formulario/para-quien", whose, name="case_whose"),
    path("soporte/formulario/persona", person, name="case_person"),
    path("soporte/formulario/lugar", place, name="case_place"),
    path("soporte/formulario/contacto", contact, name="case_contact"),
    path("soporte/formulario/solicitud", details, name="case_request"),
    path("soporte/formulario/archivos", files, name="case_files"),
    path("soporte/formulario/revisar", review, name="case_review"),
    path("soporte/formulario/enviado", sent, name="case_sent"),
    # Addresses of the service before this one; operators redirect them here.
    path("cce/users/secopii", old_find, name="old_find"),
    path("Public/Users/AccessRecovery/Index", password, name="old_password"),
    prefix_default_language=False,
)

handler400 = "recupera.portal.pages.errors.bad"
handler403 = "recupera.portal.pages.errors.forbidden"
handler404 = "recupera.portal.pages.errors.missing"
handler500 = "recupera.portal.pages.errors.broken"
