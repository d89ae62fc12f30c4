"""Each datum has one normal form: the same key for every way to type it, or a refusal."""

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from recupera.people import DatumKind, Refused, RefusedReason, normal
from recupera.people.normal import USUAL_PHONE

ID, PHONE = DatumKind.NATIONAL_ID, DatumKind.PHONE
USERNAME, EMAIL = DatumKind.USERNAME, DatumKind.EMAIL
EVERY_KIND = st.sampled_from(DatumKind)
# Letters that fold to ASCII, digits that are not ASCII, signs that pass for others, and plain ones.
TYPEABLE = st.text(
    alphabet=st.sampled_from("ıſßKﬁ．@＠٣３+0573 .-_aZñ\u00a0\u200b\x00\n") | st.characters()
)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (ID, "1049604050", "1049604050"),
        (ID, " 1.049.604.050 ", "1049604050"),
        (ID, "1 049 604-050", "1049604050"),
        (ID, "1\u00a0049\u00a0604\u00a0050", "1049604050"),
        (ID, "\u202a1049604050\u202c", "1049604050"),
        (ID, "ax-123456", "AX123456"),
        (ID, "123", "123"),
        (PHONE, "3104564050", "+573104564050"),
        (PHONE, "+57 310 456 4050", "+573104564050"),
        (PHONE, "0057 310.456.4050", "+573104564050"),
        (PHONE, "57 310 456 4050", "+573104564050"),
        (PHONE, "03 310 456 4050", "+573104564050"),
        (PHONE, "(310) 456-4050", "+573104564050"),
        (PHONE, "310\u2011456\u20114050", "+573104564050"),
        (PHONE, "601 345 6789", "+576013456789"),
        (PHONE, "+57 (601) 345 6789", "+576013456789"),
        (USERNAME, "  APerez ", "aperez"),
        (USERNAME, "ana.perez_1-x+y@example.com", "ana.perez_1-x+y@example.com"),
        (EMAIL, "Ana.Perez@Example.COM", "ana.perez@example.com"),
        (EMAIL, " ana+secop@example.com\n", "ana+secop@example.com"),
        (EMAIL, "ana@XN--AND-6MA2C.com", "ana@xn--and-6ma2c.com"),
    ],
)
def test_every_usual_way_to_type_a_datum_gives_its_one_key(
    kind: DatumKind, typed: str, value: str
) -> None:
    assert normal(kind, typed).value == value


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        *((kind, "", RefusedReason.EMPTY) for kind in DatumKind),
        *((kind, " \t\u00a0\n", RefusedReason.EMPTY) for kind in DatumKind),
        *((kind, "3" * 100_000, RefusedReason.TOO_LONG) for kind in DatumKind),
        (ID, "...", RefusedReason.EMPTY),
        (ID, "1049\x00604050", RefusedReason.CHARACTERS),
        (ID, "١٠٤٩٦٠٤٠٥٠", RefusedReason.CHARACTERS),
        (ID, "１０４９６０４０５０", RefusedReason.CHARACTERS),
        (ID, "1．049．604．050", RefusedReason.CHARACTERS),
        (ID, "ıſ123456", RefusedReason.CHARACTERS),
        (ID, "CC 1049604050, Tunja", RefusedReason.CHARACTERS),
        (ID, "1" * 17, RefusedReason.TOO_LONG),
        (ID, "ANA", RefusedReason.NOT_A_DOCUMENT),
        (PHONE, "---", RefusedReason.EMPTY),
        (PHONE, "3456789", RefusedReason.SEVEN_DIGITS),
        (PHONE, "345 67 89", RefusedReason.SEVEN_DIGITS),
        (PHONE, "+1 202 555 0123", RefusedReason.FOREIGN_PHONE),
        (PHONE, "0034 600 123 456", RefusedReason.FOREIGN_PHONE),
        (PHONE, "018000123456", RefusedReason.NOT_A_PHONE),
        (PHONE, "31045640501", RefusedReason.NOT_A_PHONE),
        (PHONE, "+57 57 310 456 4050", RefusedReason.NOT_A_PHONE),
        (PHONE, "1", RefusedReason.NOT_A_PHONE),
        (PHONE, "٣١٠٤٥٦٤٠٥٠", RefusedReason.CHARACTERS),
        (PHONE, "３１０４５６４０５０", RefusedReason.CHARACTERS),
        (PHONE, "310\x004564050", RefusedReason.CHARACTERS),
        (PHONE, "310CALLANA", RefusedReason.CHARACTERS),
        (USERNAME, "ana perez", RefusedReason.CHARACTERS),
        (USERNAME, "aperez\x00", RefusedReason.CHARACTERS),
        (USERNAME, "muñoz", RefusedReason.CHARACTERS),
        (USERNAME, "\u212aarla", RefusedReason.CHARACTERS),
        (USERNAME, "aperez\u200b", RefusedReason.CHARACTERS),
        (USERNAME, "soﬁa", RefusedReason.CHARACTERS),
        (USERNAME, "a" * 101, RefusedReason.TOO_LONG),
        (EMAIL, "ana", RefusedReason.NOT_AN_EMAIL),
        (EMAIL, "ana@example", RefusedReason.NOT_AN_EMAIL),
        (EMAIL, "Ana <ana@example.com>", RefusedReason.NOT_AN_EMAIL),
        (EMAIL, "ana@example.com, b@example.com", RefusedReason.NOT_AN_EMAIL),
        (EMAIL, "ana\r\n@example.com", RefusedReason.CHARACTERS),
        (EMAIL, "mıke@example.org", RefusedReason.CHARACTERS),
        (EMAIL, "ana@example．com", RefusedReason.CHARACTERS),
        (EMAIL, "ana＠example.com", RefusedReason.CHARACTERS),
        (EMAIL, "ana@straße.com", RefusedReason.CHARACTERS),
    ],
)
def test_what_could_be_taken_for_something_else_is_refused_with_its_reason(
    kind: DatumKind, typed: str, reason: RefusedReason
) -> None:
    with pytest.raises(Refused) as refused:
        normal(kind, typed)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("typed", "mobile"), [("3104564050", True), ("+573001234567", True), ("6013456789", False)]
)
def test_the_typed_form_alone_says_whether_a_phone_is_a_mobile(typed: str, mobile: bool) -> None:
    assert normal(PHONE, typed).mobile is mobile


@pytest.mark.parametrize(
    ("typed", "odd"), [("123", True), ("123456", False), ("12345678901", False), ("1" * 16, True)]
)
def test_an_odd_length_is_noted_and_not_refused(typed: str, odd: bool) -> None:
    assert normal(ID, typed).odd is odd


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(Refused) as refused:
        normal(EMAIL, "secret-name")
    assert "secret" not in repr(refused.value)


@given(EVERY_KIND, TYPEABLE)
@example(EMAIL, "a@" + "\ud800")
@example(PHONE, "+")
def test_whatever_is_typed_is_refused_or_gets_a_key_that_is_its_own_key(
    kind: DatumKind, typed: str
) -> None:
    try:
        found = normal(kind, typed)
    except Refused:
        return
    assert found.value.isascii()
    assert found.value.isprintable()
    assert normal(kind, found.value) == found


@given(st.integers(0, 9_999_999_999), st.sampled_from(["{}", "+57{}", "0057{}", "57 {}", " {} "]))
def test_a_phone_means_the_same_with_and_without_its_country(number: int, form: str) -> None:
    bare = f"{number:010}"
    try:
        expected = normal(PHONE, f"+57{bare}").value
    except Refused:
        return
    assert normal(PHONE, form.format(bare)).value == expected


@given(st.from_regex(r"\A[A-Za-z0-9._@+-]{1,40}\Z"), st.from_regex(r"\A[A-Za-z0-9._@+-]{1,40}\Z"))
def test_two_user_names_are_one_only_if_they_differ_in_ascii_case_alone(a: str, b: str) -> None:
    same = normal(USERNAME, a).value == normal(USERNAME, b).value
    assert same == (a.lower() == b.lower())


def by_the_library(address: str) -> str | None:
    try:
        found = validate_email(address, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.ascii_email and found.ascii_email.lower()


WORD = st.from_regex(r"[a-zA-Z0-9._-]{0,70}", fullmatch=True)
ENDING = st.sampled_from([".com", ".com.co", ".co", ".test", "", ".", "..com", ".c0m", "-.com"])


@given(WORD, WORD, ENDING)
@example("ana", "a." * 60, ".com")
@example("a" * 64, "b" * 63, ".co")
@example("a" * 65, "b", ".co")
@example("ana", "b" * 64, ".co")
@example("ana", "localhost", ".com")
@example("ana", "xn--a", ".com")
@example("ana", "12", ".co")
def test_the_short_way_for_an_email_ends_where_the_library_does(
    name: str, domain: str, ending: str
) -> None:
    address = f"{name}@{domain}{ending}"
    try:
        ours: str | None = normal(EMAIL, address).value
    except Refused:
        ours = None
    assert ours == by_the_library(address)


@given(st.from_regex(USUAL_PHONE, fullmatch=True).filter(str.isascii))
@example("3001234567")
@example("+576011234567")
def test_the_short_way_for_a_phone_ends_where_the_library_does(typed: str) -> None:
    read = phonenumbers.parse(typed, "CO")
    assert normal(PHONE, typed).value == f"+{read.country_code}{read.national_number}"
