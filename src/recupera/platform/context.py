"""What the frame around every page shows: whose place this platform takes, and the way back."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from recupera.options import current

# It exists only as the target of a form.
HOME_OF = {"sign_out": "home"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Django context processor."""
    language = get_language() or "es"
    other = "es" if language == "en" else "en"
    found = request.resolver_match
    name = (found.url_name if found else None) or "sign_in"
    with override(other):
        other_address = reverse(HOME_OF.get(name, name))
    names = _names(language)
    return names | {
        "language": language,
        "other_language": other,
        "other_address": other_address,
        "masthead": render_to_string("platform/masthead.html", names),
        "footer": render_to_string("platform/footer.html", names),
    }


def _names(language: str) -> dict[str, Any]:
    options = current()
    recovery = options.origin + ("/en/" if language == "en" else "/")
    return {
        "platform": options.texts.platform,
        "recovery": recovery,
        "recovery_of_password": recovery + "contrasena",
    }
