"""Envelopes about cases: opening one, asking how it stands, and what its person does with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from recupera.letterbox.flow import Flow
from recupera.letterbox.models import EnvelopeKind
from recupera.letterbox.sealing import Sealed, seal_envelope

# What fits into an envelope whatever letters it is made of: each may be written as two escapes.
MOST_CHARACTERS = 4800
MOST_FILES = 20


@dataclass(frozen=True)
class Sent:
    """A file that was uploaded: the id and the key (base64) of its upload, and what it is.

    `document` is a slug of the catalogue; `kind` the type found in its first bytes, or empty.
    """

    id: str
    key: str = field(repr=False)
    name: str
    size: int
    kind: str
    document: str


@dataclass(frozen=True)
class Form:
    """A case's form, whole. `received_at` is in epoch seconds; `fields` by slug, in normal form.

    `request` and `system` are slugs of the catalogue like `subject`. `whose` is "self", "other" or
    "anonymous". `draft` is the id of the draft that it was, so that it is opened once.
    """

    draft: str
    reference: str
    key: str = field(repr=False)
    received_at: float
    system: str
    request: str
    subject: str
    whose: str
    fields: Mapping[str, str] = field(repr=False)
    notice: str
    language: str
    files: tuple[Sent, ...] = ()


def seal_open_case(flow: Flow, form: Form) -> Sealed:
    """Raises keys.TooLarge."""
    return seal_envelope(flow, EnvelopeKind.OPEN_CASE, asdict(form))


def seal_ask_case(flow: Flow, *, reference: str, key: str, message: str, language: str) -> Sealed:
    """How does this case stand? `key` is the tracking key in normal form, or empty: then a code
    goes to the case's confirmed e-mail under the four characters `message`."""
    content = {"reference": reference, "key": key, "message": message, "language": language}
    return seal_envelope(flow, EnvelopeKind.ASK_CASE, content)


def seal_prove_case(flow: Flow, *, code: str) -> Sealed:
    """A code that the person typed: digits only."""
    return seal_envelope(flow, EnvelopeKind.PROVE_CASE, {"code": code})


def seal_act_on_case(
    flow: Flow,
    *,
    act: str,
    language: str,
    text: str = "",
    email: str = "",
    code: str = "",
    files: Sequence[Sent] = (),
) -> Sealed:
    """`act` is add, close, reopen, correct_email, send_again or show_code. Raises keys.TooLarge."""
    content = {
        "act": act,
        "language": language,
        "text": text,
        "email": email,
        "code": code,
        "files": [asdict(one) for one in files],
    }
    return seal_envelope(flow, EnvelopeKind.ACT_ON_CASE, content)
