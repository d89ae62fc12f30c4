"""`/soporte/formulario/persona`: who sends the case; for somebody else, also whom it is about."""

from django.utils.translation import gettext_lazy as _

from recupera.cases.catalogue import Step
from recupera.portal.form.draft import OTHER
from recupera.portal.form.fields import fields_page

person = fields_page(
    Step.PERSON,
    title=lambda draft: (
        _("Sus datos y los de la otra persona") if draft.whose == OTHER else _("Sus datos")
    ),
)
