"""Why a password cannot be taken: every reason at once, each without its words.

There are no rules of composition, and nothing expires (ASVS 5.0, 6.2.5 and 6.2.10).
"""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from recupera.options import current as options
from recupera.passwords.blocklist import is_common
from recupera.passwords.context import is_little_more_than
from recupera.passwords.patterns import is_repeated, is_sequence

# Far more than the 64 that must be possible; what is longer is no password but a file.
LONGEST = 256
# Control characters (NUL, tab, line feed), lone surrogates, line and paragraph separators.
NOT_TYPED = {"Cc", "Cs", "Zl", "Zp"}


class Reason(StrEnum):
    """Why a password is refused. The texts belong to whoever shows them."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    CONTEXT = "context"
    COMMON = "common"


def prepared(password: str) -> str:
    """The one form in which a password is judged, set and tried: NFC, and nothing else.

    No spaces are trimmed and no letters folded: a platform that does not normalise must hear
    what was typed, and nearly all that people type is in NFC already.
    """
    return unicodedata.normalize("NFC", password)


def check(password: str, *, context: Sequence[str] = (), least: int | None = None) -> list[Reason]:
    """Every reason against this password; none means that it may be set.

    `context` is what an attacker tries first: names, user name, e-mails, document, entity, as
    they are registered; the platform's own names count always. `least` is in code points and
    by default the option `password_length`. Never raises.
    """
    text = prepared(password)
    least = options().password_length if least is None else least
    if len(text) > LONGEST:
        return [Reason.TOO_LONG]
    if any(unicodedata.category(sign) in NOT_TYPED for sign in text):
        return [Reason.CHARACTERS]
    found = {
        Reason.TOO_SHORT: len(text) < least,
        Reason.REPEATED: is_repeated(text, least),
        Reason.SEQUENCE: is_sequence(text),
        Reason.CONTEXT: is_little_more_than(text, [*_platform(), *context]),
        Reason.COMMON: is_common(text),
    }
    return [reason for reason, holds in found.items() if holds]


def _platform() -> tuple[str, ...]:
    texts = options().texts
    return texts.platform, texts.entity, texts.sms_name
