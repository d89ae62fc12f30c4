"""Settings that hold in every door."""

from recupera.options import current
from recupera.settings.common import LANGUAGES  # noqa: F401

DEBUG = False
# In whose folder of keys the one lies that opens what people wrote in cases.
CASE_KEYS_OF = "worker"
USE_TZ = True
TIME_ZONE = current().texts.service.zone
USE_I18N = True
LANGUAGE_CODE = "es"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS = ["recupera.settings.routing.Stores"]
