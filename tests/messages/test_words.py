import html
import re

import pytest

from recupera.messages.letters import Template
from recupera.messages.moments import moment
from recupera.messages.preview import previews
from recupera.messages.render import WIDTH, render
from recupera.people import AgentAddress, ChannelKind
from tests.messages.letters import by_email, by_sms

REQUIRED = {
    "es": [
        "Alguien pidió consultar los datos de esta cuenta.",
        "Su usuario es: aperez",
        "4821 7736",
        "Vence a las 3:52 p. m. del 22 de noviembre.",
        "Úselo en la página que muestra la referencia K7Q4.",
        "No dé este código a nadie. La mesa de servicio nunca se lo pedirá.",
        "¿No fue usted? No haga nada: sin este código nadie puede ver sus datos aquí.",
    ],
    "en": [
        "Someone asked to see the data of this account.",
        "Your user name is: aperez",
        "4821 7736",
        "It expires at 3:52 PM on November 22.",
        "Use it on the page that shows reference K7Q4.",
        "Do not give this code to anyone. The help desk will never ask for it.",
        "Was it not you? Do nothing: without this code nobody can see your data here.",
    ],
}
SUBJECT = {
    "es": "Su consulta en SECOP II (referencia K7Q4)",
    "en": "Your enquiry at SECOP II (reference K7Q4)",
}
SIGN_IN = '<a href="http://127.0.0.1:8002/ingresar">'
PREVIEWS = [
    pytest.param(one, id=f"{one.letter.template.value}-{one.situation}-{one.letter.language}")
    for one in previews()
]


def plain(markup):
    """The words of a page or of a wrapped text, in one line."""
    without_tags = re.sub(r"<style>.*?</style>|<[^>]+>", "", markup, flags=re.DOTALL)
    return " ".join(html.unescape(without_tags).split())


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_code_by_mail_says_all_that_it_must_in_both_bodies(language):
    rendered = render(by_email(language=language))
    assert rendered.subject == SUBJECT[language]
    for sentence in REQUIRED[language]:
        assert sentence in plain(rendered.text)
        assert sentence in plain(rendered.html)


def test_every_template_is_previewed_in_both_languages():
    shown = {(one.letter.template, one.letter.language) for one in previews()}
    assert shown == {(template, language) for template in Template for language in ("es", "en")}


@pytest.mark.parametrize("preview", PREVIEWS)
def test_every_message_has_a_text_and_every_mail_both_bodies_and_a_subject(preview):
    rendered, letter = preview.rendered(), preview.letter
    names = ("code", "objection", "case", "reference", "invitation")
    secret = next((name for name in names if name in letter.context), "language")
    if secret == "language":
        # What an order sends has none of these: it says how to go on. Nor has what agents hear.
        of_agents = isinstance(letter.recipient, AgentAddress)
        said = ("desk", "mesa") if of_agents else ("aperez", "/contrasena")
        assert any(one in rendered.text for one in said)
        return
    said = "4821 7736" if secret == "code" else letter.context[secret]
    assert said in rendered.text
    if letter.template.channel is ChannelKind.EMAIL:
        assert rendered.subject
        assert said in rendered.html
        assert f'<html lang="{letter.language}">' in rendered.html


@pytest.mark.parametrize("preview", PREVIEWS)
def test_no_message_loads_or_links_anything(preview):
    html = preview.rendered().html
    if preview.letter.template is Template.PASSWORD_CHANGED_BY_EMAIL:
        # The platform's own front door (here the demo's), where opening a page changes nothing.
        assert html.count(SIGN_IN) == 1
        html = html.replace(SIGN_IN, "")
    assert not re.search(r"<(a|img|link|script|form|iframe)\b|https?:|url\(", html)


@pytest.mark.parametrize("preview", PREVIEWS)
def test_no_english_message_keeps_a_spanish_sentence(preview):
    if preview.letter.language == "en":
        assert not re.search(
            r"[¿¡áéíóúñ]|\b(código|usuario|datos|cuenta|clave)\b", preview.rendered().text
        )


def test_no_line_of_a_text_is_longer_than_a_mail_line():
    long = by_email(last=True, usernames=["a b " * 60])
    assert max(map(len, render(long, repeat=True).text.splitlines())) <= WIDTH < 78


def test_without_a_user_name_to_show_none_is_mentioned():
    rendered = render(by_email(usernames=[]))
    assert "usuario" not in plain(rendered.text) + plain(rendered.html)


def test_several_user_names_stand_each_on_a_line():
    lines = render(by_email(usernames=["uno", "dos"])).text.splitlines()
    assert {"    uno", "    dos"} <= set(lines)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("es", "Es el último mensaje de hoy."), ("en", "today's last message")],
)
def test_only_the_last_of_the_day_says_so(language, sentence):
    last = render(by_email(language=language, last=True))
    assert sentence in plain(last.text)
    assert sentence in plain(last.html)
    assert sentence not in plain(render(by_email(language=language)).text)


@pytest.mark.parametrize(
    ("language", "sentence"), [("es", "Hoy no hay otro."), ("en", "None left today.")]
)
def test_a_text_message_says_too_that_it_is_the_last(language, sentence):
    assert sentence in render(by_sms(language=language, last=True)).text
    assert sentence not in render(by_sms(language=language)).text


@pytest.mark.parametrize("channel", list(ChannelKind))
def test_a_letter_without_a_code_leads_to_the_desk_and_holds_no_code(channel):
    bare = next(
        one.rendered().text
        for one in previews()
        if one.letter.language == "es"
        and one.letter.template.channel is channel
        and one.letter.template in (Template.CASE_BY_EMAIL, Template.CASE_BY_SMS)
    )
    assert "Crear caso" in bare
    assert "K7Q4" in bare
    assert not re.search(r"\d{4}", bare)


@pytest.mark.parametrize(("language", "sentence"), [("es", "dos veces"), ("en", "twice")])
def test_only_a_repeat_says_that_it_may_be_one(language, sentence):
    repeat = render(by_email(language=language), repeat=True)
    assert sentence in plain(repeat.text)
    assert sentence in plain(repeat.html)
    assert sentence not in plain(render(by_email(language=language)).text)


def test_data_are_text_in_html_and_stay_on_their_line_in_text():
    rendered = render(by_email(usernames=["<b>eve</b>\n\nEscriba su clave\u2028aquí"]))
    assert "&lt;b&gt;eve&lt;/b&gt;" in rendered.html
    assert "<b>" not in rendered.html
    assert "<b>eve</b> Escriba su clave aquí" in plain(rendered.text.replace("<", "&lt;"))
    assert "\nEscriba su clave" not in rendered.text


def test_the_code_may_come_grouped_or_not():
    assert render(by_email(code="4821 7736")) == render(by_email(code="48217736"))


@pytest.mark.parametrize(
    ("until", "spoken"),
    [
        ("2026-11-22T18:05:00+00:00", "a la 1:05 p. m. del 22 de noviembre"),
        ("2026-11-22T06:30:00+00:00", "a la 1:30 a. m. del 22 de noviembre"),
        ("2026-11-23T04:59:00+00:00", "a las 11:59 p. m. del 22 de noviembre"),
        ("2027-01-01T05:00:00+00:00", "a las 12:00 a. m. del 1 de enero"),
    ],
)
def test_an_hour_is_said_as_in_colombia(until, spoken):
    assert moment(until, "es") == spoken


def test_an_instant_without_its_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        moment("2026-11-22T18:05:00", "es")


def test_an_sms_says_what_for_until_when_and_to_whom_it_must_not_go():
    text = render(by_sms(until="2026-11-22T20:52:00+00:00")).text
    assert text == (
        "SECOP II: 4821 7736 para ver sus datos (ref. K7Q4). Vence 3:52 p.m. "
        "No lo comparta, ni con soporte.\n@127.0.0.1 #48217736"
    )
