"""`/soporte/formulario/lugar`: for which entity or supplier, and where."""

from django.utils.translation import gettext_lazy as _

from recupera.cases.catalogue import Step
from recupera.portal.form.fields import fields_page

place = fields_page(Step.PLACE, title=lambda draft: _("Su entidad o proveedor"))
