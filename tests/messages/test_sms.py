import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from recupera.commands import checks
from recupera.messages import gsm, sms, sms_gateway, spend
from recupera.messages.outcomes import Never, NotNow, Unsure
from recupera.messages.preview import previews
from recupera.messages.render import render
from recupera.options import current, forget
from recupera.people import ChannelKind
from tests.messages.letters import by_sms
from tests.messages.mail_server import free_port

# The longest host name for which every SMS, even a repeat at 12:52 p.m., is one part.
LONGEST_HOST = "a" * 29 + ".gov.co"


@pytest.fixture
def options(monkeypatch):
    def change(**changes):
        for name, value in changes.items():
            monkeypatch.setenv(f"RECUPERA_{name.upper()}", value)
        forget()

    yield change
    monkeypatch.undo()
    forget()


@contextmanager
def gateway(status=200, *, headers=(), answers=True, body=b""):
    seen, released = [], threading.Event()

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.path, dict(self.headers), json.loads(sent)))
            if not answers:
                released.wait(10)
                return
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sms", seen
    finally:
        released.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def counted(monkeypatch):
    """A meter that knows its sums: no store is met here."""
    meter = spend.Meter()
    meter._known = (0, 0)
    monkeypatch.setattr(sms, "meter", lambda: meter)
    return meter


def post():
    return sms.send("+573001234567", "hola", name="n1")


def test_sms_is_off_until_a_gateway_is_named(options):
    assert not current().offers_sms
    with pytest.raises(Never):
        post()
    options(sms_url="http://127.0.0.1:1/sms")
    assert current().offers_sms


def test_a_door_may_offer_sms_without_knowing_the_gateway(options):
    options(sms_offered="1")
    assert current().offers_sms
    options(sms_url="http://127.0.0.1:1/sms", sms_offered="0")
    assert not current().offers_sms


@pytest.mark.parametrize("number", ["+593991234567", "+576015550101", "+12025550101"])
def test_numbers_abroad_and_landlines_cost_nothing(options, number):
    with gateway() as (url, seen):
        options(sms_url=url)
        with pytest.raises(Never):
            sms.send(number, "hola", name="n1")
        options(sms_url=url, sms_prefixes=f"+573, {number[:4]}")
        sms.send(number, "hola", name="n1")
    assert [body["to"] for _, _, body in seen] == [number]


@pytest.mark.parametrize("text", ["a" * 161, "[" * 81, "á"])
def test_what_is_not_one_gsm_7_part_is_not_sent(options, text):
    with gateway() as (url, seen):
        options(sms_url=url)
        with pytest.raises(Never):
            sms.send("+573001234567", text, name="n1")
    assert not seen


def test_the_gateways_address_may_be_a_template(options):
    with gateway() as (url, seen):
        options(sms_url=url + "/{to}?id={id}&text={text}")
        sms.send("+573001234567", "ñ & #", name="n1")
    assert seen[0][0] == "/sms/%2B573001234567?id=n1&text=%C3%B1%20%26%20%23"


def test_a_sender_is_named_where_one_is_configured(options):
    with gateway() as (url, seen):
        options(sms_url=url, sms_from="SECOP")
        post()
    assert seen[0][2] == {"to": "+573001234567", "text": "hola", "from": "SECOP"}


@pytest.mark.parametrize(
    ("answer", "name"),
    [(b'{"id": "g-7"}', "g-7"), (b'{"id": 7}', "7"), (b"OK", "n1"), (b"[]", "n1"), (b"", "n1")],
)
def test_reports_come_under_the_gateways_name_or_ours(options, answer, name):
    with gateway(body=answer) as (url, _):
        options(sms_url=url)
        assert post() == name


def test_what_was_certainly_not_sent_is_not_counted(options, counted):
    with gateway(503) as (url, _):
        options(sms_url=url, sms_per_hour="1")
        for _ in range(3):
            with pytest.raises(NotNow, match="503"):
                post()
    with gateway() as (url, seen):
        options(sms_url=url, sms_per_hour="1")
        post()
        with pytest.raises(NotNow, match="limit"):
            post()
    assert len(seen) == 1


def test_a_gateway_gets_number_text_secret_and_a_name_to_drop_repeats_by(options):
    with gateway(202) as (url, seen):
        options(sms_url=url, sms_secret="s3cret")
        post()
    ((path, headers, body),) = seen
    assert path == "/sms"
    assert body == {"to": "+573001234567", "text": "hola"}
    assert headers["Authorization"] == "Bearer s3cret"
    assert headers["Idempotency-Key"] == "n1"


def test_the_secret_is_not_in_the_options_when_they_are_printed(options):
    options(sms_secret="s3cret")
    assert "s3cret" not in repr(current())


@pytest.mark.parametrize(
    ("status", "failure"),
    [(400, Never), (404, Never), (422, Never), (401, NotNow), (429, NotNow), (503, NotNow)],
)
def test_a_refusal_says_whether_to_try_again(options, status, failure):
    with gateway(status) as (url, _):
        options(sms_url=url)
        with pytest.raises(failure, match=str(status)):
            post()


def test_a_redirect_is_a_refusal_and_the_number_goes_nowhere_else(options):
    with (
        gateway() as (elsewhere, seen),
        gateway(302, headers=[("Location", elsewhere)]) as (url, _),
    ):
        options(sms_url=url)
        with pytest.raises(NotNow, match="302"):
            post()
    assert not seen


def test_a_gateway_that_is_down_is_tried_again(options):
    options(sms_url=f"http://127.0.0.1:{free_port()}/sms")
    with pytest.raises(NotNow):
        post()


def test_a_gateway_that_took_the_text_and_never_answers_may_have_sent_it(options, monkeypatch):
    monkeypatch.setattr(sms_gateway, "TIMEOUT", 0.2)
    with gateway(answers=False) as (url, _):
        options(sms_url=url)
        with pytest.raises(Unsure):
            post()


@pytest.mark.parametrize(
    ("text", "length"),
    [("hola", 4), ("ñ¿¡é", 4), ("[x]", 5), ("€", 2), ("\n@", 2), ("", 0)],
)
def test_septets_count_the_extension_table_twice(text, length):
    assert gsm.septets(text) == length


@pytest.mark.parametrize("text", ["á", "í", "ó", "ú", "—", "\u202f", "😀", "`"])
def test_what_gsm_7_cannot_hold_is_named(text):
    with pytest.raises(gsm.NotGsm):
        gsm.septets("x" + text)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("repeat", [False, True])
@pytest.mark.parametrize("language", ["es", "en"])
def test_an_sms_is_one_part_with_a_long_host_at_the_longest_hour(options, language, repeat, last):
    options(origin=f"https://{LONGEST_HOST}")
    text = render(by_sms(language=language, last=last), repeat=repeat).text
    assert LONGEST_HOST in text
    assert gsm.septets(text) <= gsm.ONE_PART


@pytest.mark.parametrize("preview", previews())
def test_every_text_message_is_one_part(preview):
    if preview.letter.template.channel is ChannelKind.SMS:
        assert gsm.septets(preview.rendered().text) <= gsm.ONE_PART


def test_the_check_warns_from_the_first_host_on_that_needs_a_second_part(options):
    found = []
    for host in (LONGEST_HOST, "a" + LONGEST_HOST):
        options(origin=f"https://{host}", sms_offered="1")
        parts = [
            gsm.septets(render(by_sms(language=language, last=last), repeat=True).text)
            > gsm.ONE_PART
            for language in ("es", "en")
            for last in (False, True)
        ]
        found.append((any(parts), bool(list(checks.long_texts(current())))))
    assert found == [(False, False), (True, True)]


def test_the_last_line_binds_the_code_to_the_origin(options):
    options(origin="https://recupera.example:8443")
    assert render(by_sms()).text.splitlines()[-1] == "@recupera.example #48217736"
