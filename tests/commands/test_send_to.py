"""`recupera check --send-to`: a real message through the configured gateway, step by step."""

import json
import ssl
import subprocess
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from recupera import keys
from recupera.commands import sending
from recupera.messages.gsm import septets
from tests.house.processes import environment, free_address, recupera
from tests.house.smtp import Smtp

TO = "operator@recupera.example"


def send(data: Path, to: str, **options: str) -> tuple[int, str]:
    """Exit status and everything that was said; the From has no domain that DNS could know."""
    done = recupera("check", "--send-to", to, environment=environment(data, **options))
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_mail_is_accepted_marked_as_a_test_and_holds_nobodys_data(
    tmp_path: Path, smtp: Smtp
) -> None:
    status, said = send(tmp_path, TO, smtp_url=smtp.url)
    [mail] = smtp.received
    assert (status, "FAILED" in said) == (0, False)
    assert (mail["To"], mail["From"]) == (TO, "recupera@localhost")
    assert mail["Subject"] == sending.SUBJECT
    assert mail["Auto-Submitted"] == "auto-generated"
    assert f"accepted the mail to {TO} ({mail['Message-ID']})" in said
    assert not any(character.isdigit() for character in mail.get_content())


def test_speaking_in_clear_and_without_a_login_is_said(tmp_path: Path, smtp: Smtp) -> None:
    said = send(tmp_path, TO, smtp_url=smtp.url)[1]
    assert "no TLS" in said
    assert "no login" in said


def test_a_server_that_is_not_there_fails_at_connecting(tmp_path: Path) -> None:
    status, said = send(tmp_path, TO, smtp_url="smtp://127.0.0.1:1")
    assert status == 1
    assert "FAILED: connecting to 127.0.0.1:1" in said
    assert "good:" not in said


def test_a_server_without_tls_fails_at_starttls(tmp_path: Path, smtp: Smtp) -> None:
    url = smtp.url.replace("smtp:", "smtp+starttls:")
    status, said = send(tmp_path, TO, smtp_url=url)
    assert (status, "FAILED: STARTTLS" in said, smtp.received) == (1, True, [])


def test_a_mail_that_is_refused_is_said_with_the_servers_words(tmp_path: Path, smtp: Smtp) -> None:
    smtp.behave = "refuse"
    status, said = send(tmp_path, TO, smtp_url=smtp.url)
    assert status == 1
    assert f"FAILED: the mail to {TO}: 554 5.7.1 not taken here" in said


@pytest.mark.parametrize("to", ["nobody@", "12", "6012345678"])
def test_what_is_no_address_and_no_mobile_is_not_tried(tmp_path: Path, smtp: Smtp, to: str) -> None:
    keys.make_missing(tmp_path)
    status, said = send(tmp_path, to, smtp_url=smtp.url)
    assert (status, "FAILED" in said, smtp.attempts) == (1, True, 0)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file: a certificate of localhost that signed itself, and its key."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def guarded(certificate: Path) -> Iterator[str]:
    """host:port of a mail server with STARTTLS that wants the user ana with sesame."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)

    def authenticate(server: Any, session: Any, envelope: Any, how: str, who: Any) -> AuthResult:
        assert isinstance(who, LoginPassword)
        return AuthResult(success=(who.login, who.password) == (b"ana", b"sesame"), handled=False)

    port = free_address().rpartition(":")[2]
    controller = Controller(
        Smtp(f"localhost:{port}"),
        hostname="localhost",
        port=int(port),
        tls_context=context,
        authenticator=authenticate,
        auth_required=True,
    )
    controller.start()
    yield f"localhost:{port}"
    controller.stop()


def test_tls_and_login_are_steps_of_their_own(
    tmp_path: Path, guarded: str, certificate: Path
) -> None:
    done = trusting(certificate, tmp_path, f"smtp+starttls://ana:sesame@{guarded}")
    assert done.returncode == 0, done.stdout
    assert "the certificate is good for localhost" in done.stdout
    assert "good: signed in as ana" in done.stdout


def test_a_wrong_password_fails_at_signing_in_and_is_not_printed(
    tmp_path: Path, guarded: str, certificate: Path
) -> None:
    done = trusting(certificate, tmp_path, f"smtp+starttls://ana:secret42@{guarded}")
    assert done.returncode == 1
    assert "FAILED: signing in as ana: 535" in done.stdout
    assert "secret42" not in done.stdout + done.stderr


def test_a_certificate_that_nobody_vouches_for_fails_at_tls(tmp_path: Path, guarded: str) -> None:
    status, said = send(tmp_path, TO, smtp_url=f"smtp+starttls://ana:sesame@{guarded}")
    assert (status, "FAILED: STARTTLS: the certificate is not good" in said) == (1, True)


def trusting(certificate: Path, data: Path, url: str) -> subprocess.CompletedProcess[str]:
    surroundings = environment(data, smtp_url=url) | {"SSL_CERT_FILE": str(certificate)}
    return recupera("check", "--send-to", TO, environment=surroundings)


def test_the_senders_sign_of_life_hears_a_mail_server_behind_tls(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recupera.messages.pulse.feel import answers

    address = free_address().replace("127.0.0.1", "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    port = int(address.rpartition(":")[2])
    controller = Controller(Smtp(address), hostname="localhost", port=port, ssl_context=context)
    with monkeypatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(certificate))
        controller.start()
        heard = answers(f"smtps://{address}")
    unknown = answers(f"smtps://{address}")
    controller.stop()
    assert (heard, unknown) == (True, False)


@pytest.fixture
def gateway() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An SMS gateway's address, and what it got."""
    got: list[dict[str, str]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sms", got
    server.shutdown()
    server.server_close()


def test_a_text_message_goes_through_the_gateway_in_one_part_and_is_counted(
    tmp_path: Path, gateway: tuple[str, list[dict[str, str]]]
) -> None:
    url, got = gateway
    keys.make_missing(tmp_path)
    options = {"demo": "1", "origin": "http://127.0.0.1:8000", "sms_url": url, "sms_per_hour": "1"}
    assert "cannot be counted" in send(tmp_path, "3005550101", **options)[1]
    recupera("stores", "upgrade", environment=environment(tmp_path, **options))
    status, said = send(tmp_path, "300 555 0101", **options)
    assert (status, got) == (0, [{"to": "+573005550101", "text": sending.SMS_TEXT}])
    assert "the gateway accepted the text message to +573005550101" in said
    assert septets(sending.SMS_TEXT) <= 160
    assert "spending limit" in send(tmp_path, "3005550101", **options)[1]


def test_without_a_gateway_a_text_message_fails_and_says_so(tmp_path: Path) -> None:
    keys.make_missing(tmp_path)
    status, said = send(tmp_path, "3005550101")
    assert (status, "no gateway is configured" in said) == (1, True)


def test_the_mail_is_whole_as_bytes() -> None:
    from recupera.options import current

    made = sending.test_mail(current(), TO).as_bytes()
    assert message_from_bytes(made, policy=policy.default)["To"] == TO
