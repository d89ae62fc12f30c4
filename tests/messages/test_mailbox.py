import json
import smtplib
import threading
import time
from contextlib import contextmanager
from email.message import EmailMessage
from http.client import HTTPConnection

import pytest

from recupera.messages import sms_gateway
from recupera.messages.letters import Template
from recupera.messages.mailbox.box import KEPT, Box, Kept
from recupera.messages.mailbox.permission import MayNotStart, refuse_outside_the_demo
from recupera.messages.mailbox.serve import serve
from recupera.options import Options, forget
from tests.house.processes import environment, free_address, recupera


def options(folder, **changes):
    known = {
        "demo": True,
        "origin": "http://127.0.0.1:8000",
        "data": folder,
        "mailbox_address": free_address(),
        "mailbox_smtp_address": free_address(),
    }
    return Options(**known | changes)


@contextmanager
def serving(chosen):
    stop = threading.Event()
    thread = threading.Thread(target=serve, args=(chosen, stop))
    thread.start()
    try:
        wait_for(chosen)
        yield chosen
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive()


def wait_for(chosen):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            ask(chosen, "/api/messages")
            with smtplib.SMTP(*address(chosen.mailbox_smtp_address), timeout=30):
                return
        except OSError:
            threading.Event().wait(0.02)
    raise AssertionError("the mailbox does not answer")


@pytest.fixture
def mailbox(tmp_path):
    with serving(options(tmp_path)) as chosen:
        yield chosen


def address(text):
    host, _, port = text.rpartition(":")
    return host, int(port)


def ask(chosen, path, body=None, **headers):
    connection = HTTPConnection(*address(chosen.mailbox_address), timeout=30)
    try:
        connection.request("POST" if body is not None else "GET", path, body, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def messages(chosen):
    return json.loads(ask(chosen, "/api/messages")[1])


def send_mail(chosen, subject="Su consulta", html="<p>Código <b>4821 7736</b></p>"):
    mail = EmailMessage()
    mail["Subject"], mail["To"], mail["From"] = subject, "ana@example.org", "r@localhost"
    mail.set_content("Código: 4821 7736\n")
    mail.add_alternative(html, subtype="html")
    with smtplib.SMTP(*address(chosen.mailbox_smtp_address), timeout=30) as server:
        server.send_message(mail)


def test_a_mail_shows_in_the_list_with_exactly_the_promised_keys(mailbox):
    send_mail(mailbox, subject="Su cédula")
    (message,) = messages(mailbox)
    assert list(message) == ["channel", "to", "subject", "text", "html", "sent_at"]
    assert message["channel"] == "email"
    assert message["to"] == "ana@example.org"
    assert message["subject"] == "Su cédula"
    assert message["text"] == "Código: 4821 7736\n"
    assert "<b>4821 7736</b>" in message["html"]
    assert message["sent_at"].endswith("+00:00")


def test_the_newest_comes_first_and_a_restart_keeps_them(tmp_path):
    with serving(options(tmp_path)) as first:
        send_mail(first, subject="uno")
        send_mail(first, subject="dos")
    with serving(options(tmp_path)) as second:
        assert [one["subject"] for one in messages(second)] == ["dos", "uno"]


def test_an_sms_sent_through_the_gateway_port_shows_as_sms(mailbox, monkeypatch):
    monkeypatch.setenv("RECUPERA_SMS_URL", f"http://{mailbox.mailbox_address}/api/sms")
    forget()
    try:
        sms_gateway.send("+573001234567", "SECOP II: 4821 7736", name="n1")
    finally:
        monkeypatch.undo()
        forget()
    (message,) = messages(mailbox)
    assert (message["channel"], message["to"]) == ("sms", "+573001234567")
    assert message["text"] == "SECOP II: 4821 7736"


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("/api/sms", '{"to": "1"}', "application/json", 400),
        ("/api/sms", "[]", "application/json", 400),
        ("/api/sms", "{", "application/json", 400),
        ("/api/sms", '{"to": "1", "text": "x"}', "text/plain", 415),
        ("/api/sms", " " * 10_001, "application/json", 413),
        ("/api/other", "{}", "application/json", 404),
    ],
)
def test_a_malformed_post_is_refused_and_kept_nowhere(mailbox, path, body, kind, status):
    answer, _ = ask(mailbox, path, body, **{"Content-Type": kind})
    assert answer.status == status
    assert messages(mailbox) == []


def test_the_inbox_shows_subject_and_code_and_runs_nothing_that_came_by_mail(mailbox):
    send_mail(mailbox, subject="<script>alert(1)</script>", html="<script>alert(2)</script>")
    answer, page = ask(mailbox, "/")
    assert "&lt;script&gt;alert(1)" in page
    assert "alert(2)" not in page
    assert '<span class="code">4821 7736</span>' in page
    assert '<html lang="es">' in page
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'nonce-" in policy


def test_a_mails_own_html_is_served_in_a_sandbox(mailbox):
    send_mail(mailbox)
    newest = json.loads(ask(mailbox, "/api/newest")[1])["newest"]
    answer, page = ask(mailbox, f"/messages/{newest}")
    assert "<b>4821 7736</b>" in page
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_an_unknown_page_is_not_there(mailbox):
    assert ask(mailbox, "/messages/none")[0].status == 404
    assert ask(mailbox, "/nothing")[0].status == 404


def test_every_template_is_shown_in_both_languages(mailbox):
    _, page = ask(mailbox, "/previews")
    for template in Template:
        for language in ("es", "en"):
            assert f"{template.value} · " in page
            assert f" · {language}</p>" in page
    assert page.count("<article") >= 2 * len(Template)
    assert 'srcdoc="&lt;!DOCTYPE html&gt;' in page


def test_the_box_keeps_the_last_ones_and_its_file_does_not_grow_for_ever(tmp_path):
    box = Box(tmp_path)
    for number in range(3 * KEPT):
        box.add(Kept("sms", "+57", "", f"{number}", ""))
    again = Box(tmp_path).newest_first()
    assert [one.text for one in again] == [str(n) for n in range(3 * KEPT - 1, 2 * KEPT - 1, -1)]
    assert len((tmp_path / "messages.jsonl").read_text().splitlines()) <= 2 * KEPT


def test_a_line_cut_short_by_a_crash_loses_only_itself(tmp_path):
    box = Box(tmp_path)
    box.add(Kept("sms", "+57", "", "whole", ""))
    file = tmp_path / "messages.jsonl"
    file.write_text(file.read_text() + '{"channel": "sms", "to')
    again = Box(tmp_path)
    again.add(Kept("sms", "+57", "", "next", ""))
    assert [one.text for one in Box(tmp_path).newest_first()] == ["next", "whole"]


def test_outside_the_demo_it_may_not_start(tmp_path):
    with pytest.raises(MayNotStart, match="demo alone"):
        refuse_outside_the_demo(options(tmp_path, demo=False, origin="https://a.example"))


@pytest.mark.parametrize("name", ["mailbox_address", "mailbox_smtp_address"])
@pytest.mark.parametrize("host", ["0.0.0.0", "[::]", "192.0.2.1", "mail.example"])
def test_it_never_listens_where_others_can_reach_it(tmp_path, name, host):
    with pytest.raises(MayNotStart, match=r"127\.0\.0\.1 alone"):
        refuse_outside_the_demo(options(tmp_path, **{name: f"{host}:8025"}))


@pytest.mark.parametrize("name", ["mailbox_address", "mailbox_smtp_address"])
def test_a_port_in_use_is_one_clear_line(mailbox, tmp_path, name):
    taken = getattr(mailbox, name)
    with pytest.raises(MayNotStart, match=f"cannot listen on {taken}"):
        serve(options(tmp_path / "other", **{name: taken}), threading.Event())


def test_the_command_refuses_in_one_line_and_leaves(tmp_path):
    surroundings = environment(tmp_path, origin="https://recupera.example")
    done = recupera("mailbox", environment=surroundings)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("recupera mailbox: ")
