"""`/soporte/formulario/solicitud`: what it is about, in the person's own words."""

from django.utils.translation import gettext_lazy as _

from recupera.cases.catalogue import Step
from recupera.portal.form.fields import fields_page

details = fields_page(Step.REQUEST, title=lambda draft: _("Cuéntenos qué necesita"))
