"""To an address that somebody typed goes nothing of an account, and nothing that anybody typed."""

import pytest

from recupera.messages.letters import Letter, Template, WrongLetter
from recupera.messages.preview import previews
from recupera.people import CaseAddress, Channel, ChannelKind, ProposedAddress, RegisteredChannel

REGISTERED = RegisteredChannel(Channel(ChannelKind.EMAIL, "ana@example.com"))
TYPED = CaseAddress("ana@example.net")
OF_CASES = {
    Template.CASE_RECEIVED_BY_EMAIL,
    Template.CASE_CODE_BY_EMAIL,
    Template.CASE_NEWS_BY_EMAIL,
}
CONTEXT = {name: "" for template in Template for name in template.needs}


@pytest.mark.parametrize("template", OF_CASES)
@pytest.mark.parametrize("to", [REGISTERED, ProposedAddress("ana@example.net")])
def test_a_letter_about_a_case_goes_to_nobody_else(template: Template, to: object) -> None:
    with pytest.raises(WrongLetter):
        Letter(template, to, "es", CONTEXT)
    assert Letter(template, TYPED, "es", CONTEXT)


@pytest.mark.parametrize("template", set(Template) - OF_CASES)
def test_no_letter_of_an_account_goes_to_a_typed_address(template: Template) -> None:
    with pytest.raises(WrongLetter):
        Letter(template, TYPED, "es", CONTEXT)


def test_they_say_only_numbers_codes_and_hours() -> None:
    said = {name for template in OF_CASES for name in template.needs}
    assert said == {"case", "reference", "code", "at", "until", "due"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_acknowledgement_says_what_happens_next(language: str) -> None:
    each = [one for one in previews() if one.letter.template is Template.CASE_RECEIVED_BY_EMAIL]
    one = next(one for one in each if one.letter.language == language)
    text = one.rendered().text
    for part in ("2599-7293-29", "4821 7736", "/caso"):
        assert part in text
    wanted = {
        "es": ("14 de diciembre", "¿No fue usted? No haga nada"),
        "en": ("December 14", "Was it not you? Do nothing"),
    }
    assert all(part in text for part in wanted[language])
