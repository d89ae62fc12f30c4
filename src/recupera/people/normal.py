"""The one normal form of each datum: for look-up, for limits and against duplicates, everywhere.

Two ways to type the same thing give the same key, or one of them is refused; nothing is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from recupera.people.kinds import DatumKind

# Nothing that a person may rightly type is longer; more is refused before it is looked at.
LONGEST_TYPED = 320
LONGEST_USERNAME = 100
LONGEST_DOCUMENT = 16
COLOMBIA = 57

# What word processors and telephone books put around and between digits: spaces that do not
# break, dashes, and marks that show nothing.
TYPOGRAPHIC = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u200b\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufeff", "")
)
NATIONAL_ID = re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]+")
PHONE = re.compile(r"\+?[0-9]+")
MOBILE = re.compile(r"3[0-9]{9}")
LANDLINE = re.compile(r"60[0-9]{8}")
USERNAME = re.compile(r"[A-Za-z0-9._@+-]+")
# The addresses and numbers that nearly everybody has. The libraries say the same of them, which a
# test compares, at twenty times the cost; everything else is theirs to judge.
USUAL_EMAIL = re.compile(
    r"(?=[^@]{1,64}@.{4,100}$)[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]{1,63}\.)+(?:com|co|org|net|edu)"
)
USUAL_PHONE = re.compile(r"(?:\+57)?(3[0-9]{9}|60[0-9]{8})")


class RefusedReason(StrEnum):
    """Why a datum has no normal form. The texts belong to whoever shows them."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    SEVEN_DIGITS = "seven_digits"
    FOREIGN_PHONE = "foreign_phone"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_DOCUMENT = "not_a_document"
    NOT_AN_EMAIL = "not_an_email"


class Refused(ValueError):
    """The datum has no normal form. `reason` says why; what was typed is not in it."""

    def __init__(self, reason: RefusedReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Normal:
    """A datum in its one normal form, and what the typed form alone shows about it.

    `value` is ASCII. `mobile` is true or false for a phone and None for the rest. `odd` is true
    when a document has an unusual length: worth a question to the person, no reason to refuse.
    """

    kind: DatumKind
    value: str
    mobile: bool | None = None
    odd: bool = False


def normal(kind: DatumKind, typed: str) -> Normal:
    """The normal form of what was typed, or Refused; never any other error.

    National ID: letters and digits, upper case, without dots, spaces and hyphens, at most 16.
    Phone: E.164; Colombian mobiles (3XX + 7) and landlines (60X + 7) only.
    User name: see `_username`. E-mail: the whole address in lower case, ASCII only.
    """
    if len(typed) > LONGEST_TYPED:
        raise Refused(RefusedReason.TOO_LONG)
    text = typed.strip()
    if not text:
        raise Refused(RefusedReason.EMPTY)
    return FORMS[kind](text)


def _national_id(text: str) -> Normal:
    digits = re.sub(r"[ .\-]", "", text.translate(TYPOGRAPHIC))
    if not digits:
        raise Refused(RefusedReason.EMPTY)
    value = _ascii(digits).upper()
    if not re.fullmatch(r"[A-Z0-9]+", value):
        raise Refused(RefusedReason.CHARACTERS)
    if len(value) > LONGEST_DOCUMENT:
        raise Refused(RefusedReason.TOO_LONG)
    if not NATIONAL_ID.match(value):
        raise Refused(RefusedReason.NOT_A_DOCUMENT)
    return Normal(DatumKind.NATIONAL_ID, value, odd=not 6 <= len(value) <= 11)


def _phone(text: str) -> Normal:
    digits = re.sub(r"[ .()/\-]", "", text.translate(TYPOGRAPHIC))
    if not digits:
        raise Refused(RefusedReason.EMPTY)
    if not PHONE.fullmatch(_ascii(digits)):
        raise Refused(RefusedReason.CHARACTERS)
    if re.fullmatch(r"[0-9]{7}", digits):
        raise Refused(RefusedReason.SEVEN_DIGITS)
    national = _national_part(digits)
    mobile = bool(MOBILE.fullmatch(national))
    if not mobile and not LANDLINE.fullmatch(national):
        raise Refused(RefusedReason.NOT_A_PHONE)
    return Normal(DatumKind.PHONE, f"+{COLOMBIA}{national}", mobile=mobile)


def _national_part(digits: str) -> str:
    usual = USUAL_PHONE.fullmatch(digits)
    if usual:
        return usual[1]
    # Dialling from Colombia, 005 and 007 are operators, so the library reads 0057 3… as
    # operator 005 and country 7. A person means +57.
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    try:
        number = phonenumbers.parse(digits, "CO")
    except phonenumbers.NumberParseException:
        raise Refused(RefusedReason.NOT_A_PHONE) from None
    if number.country_code != COLOMBIA:
        raise Refused(RefusedReason.FOREIGN_PHONE)
    return str(number.national_number)


def _username(text: str) -> Normal:
    """ASCII letters, digits and . _ - @ +, letters in lower case; all else is refused.

    Unicode folding (NFKC, casefold) is rejected on purpose: it makes `ﬁ` into `fi` and `K` into
    `k`, and then two people's user names could be one key. A directory whose user names use
    other letters needs its own decision, not a folding.
    """
    if len(text) > LONGEST_USERNAME:
        raise Refused(RefusedReason.TOO_LONG)
    if not USERNAME.fullmatch(text):
        raise Refused(RefusedReason.CHARACTERS)
    return Normal(DatumKind.USERNAME, text.lower())


def _email(text: str) -> Normal:
    address = _ascii(text)
    usual = USUAL_EMAIL.fullmatch(address.lower())
    return Normal(DatumKind.EMAIL, usual[0] if usual else _as_the_library_reads(address))


def _as_the_library_reads(address: str) -> str:
    try:
        found = validate_email(address, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        raise Refused(RefusedReason.NOT_AN_EMAIL) from None
    # Not `.normalized`: that turns an xn-- domain into letters that ASCII does not have.
    if found.ascii_email is None:
        raise Refused(RefusedReason.NOT_AN_EMAIL)
    return found.ascii_email.lower()


def _ascii(text: str) -> str:
    # Before any upper() or lower(): `ı`.upper() is I, `ſ`.upper() is S, `K`.lower() is k.
    if not text.isascii() or not text.isprintable():
        raise Refused(RefusedReason.CHARACTERS)
    return text


FORMS: dict[DatumKind, Callable[[str], Normal]] = {
    DatumKind.NATIONAL_ID: _national_id,
    DatumKind.PHONE: _phone,
    DatumKind.USERNAME: _username,
    DatumKind.EMAIL: _email,
}
