"""What is said after a password was changed: to whom, how to object, and that nothing signs in."""

import html
import re
from typing import Any

import pytest

from recupera.messages import gsm
from recupera.messages.letters import Language, Letter, Template, WrongLetter
from recupera.messages.outcomes import NotNow
from recupera.messages.preview import previews
from recupera.messages.render import render
from recupera.messages.spend import Meter
from recupera.options import forget
from recupera.people import CaseAddress, Channel, ChannelKind, RegisteredChannel

# The longest host name for which a code by text message is one part (test_sms).
LONGEST_HOST = "a" * 29 + ".gov.co"
CHANGED: dict[str, Any] = {
    "username": "aperez",
    "at": "2026-11-22T17:52:00+00:00",
    "sessions": True,
    "objection": "K7Q4-9MTX-4RWD",
    "until": "2026-12-02T17:52:00+00:00",
}
CASE = "2599-7293-29"
FROZEN = {"username": "aperez", "case": CASE}
ORDER = {"what": "change_email", "new": "a•••@e•••.org"}
NOTICES = [template for template in Template if template.notice]


def to(kind: ChannelKind) -> RegisteredChannel:
    return RegisteredChannel(Channel(kind, "ana@example.org" if kind == "email" else "+573001"))


def letter(template: Template, language: Language = "es", **changes: Any) -> Letter:
    context = CHANGED | FROZEN | ORDER | {"reference": "K7Q4"} | changes
    return Letter(template, to(template.channel), language, context)


def words(template: Template, language: Language = "es", **changes: Any) -> list[str]:
    """Both bodies of a mail, or the one text, each in one line."""
    made = render(letter(template, language, **changes))
    bodies = (made.text, re.sub(r"<style>.*?</style>|<[^>]+>", "", made.html, flags=re.DOTALL))
    return [" ".join(html.unescape(body).split()) for body in bodies if body]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "es",
            [
                "Se cambió la contraseña de la cuenta aperez a las 12:52 p. m. del 22 de"
                " noviembre.",
                "Cerramos las sesiones abiertas.",
                "¿Fue usted? No haga nada.",
                "¿No fue usted? Escriba 127.0.0.1:8000/no-fui-yo en su navegador y, en esa página,"
                " este código, antes del 2 de diciembre: K7Q4-9MTX-4RWD",
                "abriremos un caso urgente",
            ],
        ),
        (
            "en",
            [
                "The password of the account aperez was changed at 12:52 PM on November 22.",
                "We closed the open sessions.",
                "Was it you? Do nothing.",
                "Was it not you? Type 127.0.0.1:8000/no-fui-yo in your browser and, on that page,"
                " this code, before December 2: K7Q4-9MTX-4RWD",
                "open an urgent case",
            ],
        ),
    ],
)
def test_the_notice_by_mail_says_whose_when_and_how_to_object(
    language: Language, sentences: list[str]
) -> None:
    for body in words(Template.PASSWORD_CHANGED_BY_EMAIL, language):
        assert [sentence for sentence in sentences if sentence not in body] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_only_where_sessions_were_ended_a_notice_says_so(language: Language) -> None:
    for body in words(Template.PASSWORD_CHANGED_BY_EMAIL, language, sessions=False):
        assert not re.search("sesiones|sessions", body)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_mail_leads_to_the_platforms_sign_in_page_and_to_no_page_of_ours(
    language: Language,
) -> None:
    made = render(letter(Template.PASSWORD_CHANGED_BY_EMAIL, language))
    assert re.findall(r'(?:href|src|action)="([^"]*)"', made.html) == [
        "http://127.0.0.1:8002/ingresar"
    ]
    assert re.findall(r"https?://\S+", made.text) == ["http://127.0.0.1:8002/ingresar"]


def test_a_text_message_says_it_in_one_line() -> None:
    assert words(Template.PASSWORD_CHANGED_BY_SMS) == [
        "SECOP II: cambiaron la clave de su cuenta el 22/11 12:52 p.m. (K7Q4-9MTX-4RWD)."
        " Si no fue usted: 127.0.0.1:8000/no-fui-yo"
    ]


def test_every_text_message_is_one_part_with_a_long_host_at_the_longest_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECUPERA_ORIGIN", f"https://{LONGEST_HOST}")
    forget()
    texts = [template for template in Template if template.channel is ChannelKind.SMS]
    changed = [template for template in texts if "code" not in template.needs]
    assert len(changed) >= 3
    for template in changed:
        for language in ("es", "en"):
            text = render(letter(template, language), repeat=True).text
            assert gsm.septets(text) <= gsm.ONE_PART, text
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("language", ["es", "en"])
def test_whoever_is_told_of_a_freeze_is_told_the_case(language: Language) -> None:
    for template in (Template.RECOVERY_FROZEN_BY_EMAIL, Template.NO_CODE_BY_EMAIL):
        assert all(CASE in body for body in words(template, language))


def test_no_notice_goes_to_an_address_that_somebody_typed() -> None:
    for template in NOTICES:
        with pytest.raises(WrongLetter):
            Letter(template, CaseAddress("eve@example.org"), "es", CHANGED | FROZEN)


def test_no_notice_carries_digits_that_could_be_a_code_of_an_enquiry() -> None:
    for preview in previews():
        if preview.letter.template.notice:
            text = preview.rendered().text.replace("2599-7293-29", "")
            assert not re.search(r"\d{4} ?\d{4}", text)


def test_what_tells_of_a_change_is_a_notice_and_what_anybody_can_ask_for_is_none() -> None:
    assert {template.value.rpartition("_by_")[0] for template in NOTICES} == {
        "password_changed",
        "recovery_frozen",
        "order_held",
        "order_done",
        "administrators",
    }


def test_a_notice_goes_out_when_the_limit_is_spent_and_is_counted() -> None:
    meter = Meter()
    meter._known = (10**6, 10**6)
    with pytest.raises(NotNow):
        meter.take()
    meter.take(notice=True)
    assert meter._unwritten == 1
    unknown = Meter()
    unknown.take(notice=True)
