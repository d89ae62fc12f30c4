"""Asking how a case stands: what it costs, and that it is the same for every number."""

from django.http import HttpRequest
from django.utils.translation import get_language

from recupera.letterbox.cases import seal_ask_case
from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import new_reference
from recupera.letterbox.sealing import Sealed
from recupera.portal.asking import leave


def ask_case(request: HttpRequest, flow: Flow, *, reference: str, key: str, message: str) -> Sealed:
    """Pays and asks; `reference` and `key` in normal form, the key empty for a code by e-mail.

    With a key the reference has no budget: whoever knows the number alone could use it up, and
    nobody guesses 66 bits. A code is a message to somebody, so it has one. Raises asking.Held.
    """
    language = get_language() or "es"
    # An envelope has one form: with a key no message is sent, and its reference means nothing.
    message = message or new_reference()
    return leave(
        request,
        lambda: seal_ask_case(
            flow, reference=reference, key=key, message=message, language=language
        ),
        case="" if key else reference,
    )
