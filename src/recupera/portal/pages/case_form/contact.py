"""`/soporte/formulario/contacto`: where news of the case go, never account data."""

from django.utils.translation import gettext_lazy as _

from recupera.cases.catalogue import Step
from recupera.portal.form.fields import fields_page

contact = fields_page(Step.CONTACT, title=lambda draft: _("¿Dónde le avisamos?"))
