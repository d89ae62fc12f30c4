"""Sends one real test message through the configured gateway, and says each step."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit
from uuid import uuid4

from recupera.options import Options
from recupera.people import DatumKind
from recupera.people.normal import Refused, normal

SUBJECT = "Prueba de recupera / recupera test"
TEXT = """\
Esto es una prueba de envío hecha por quien opera el servicio. No tiene datos de ninguna cuenta
y no hay nada que hacer.

This is a test made by whoever operates the service. It holds no data of any account, and
there is nothing to do.
"""
SMS_TEXT = "recupera: prueba de envio. No tiene datos de ninguna cuenta; no hay nada que hacer."


class Failed(Exception):
    """One step did not work; the text says which, and what the other side said."""


def send_test(options: Options, to: str) -> Iterator[str]:
    """Yields a line for each step that worked. Raises Failed at the first that did not."""
    if "@" in to:
        yield from _mail(options, _normal(DatumKind.EMAIL, to))
    else:
        yield from _sms(options, _normal(DatumKind.PHONE, to))


def _normal(kind: DatumKind, typed: str) -> str:
    try:
        found = normal(kind, typed)
    except Refused as refused:
        raise Failed(f"{typed} is neither an e-mail address nor a phone ({refused})") from None
    if found.mobile is False:
        raise Failed(f"{typed} is a landline, which takes no text message")
    return found.value


def _mail(options: Options, to: str) -> Iterator[str]:
    server = urlsplit(options.smtp_url)
    client = _connected(server, options.smtp_timeout)
    try:
        yield f"connected to {server.hostname}:{server.port or 25}"
        yield from _encrypted(client, server)
        yield from _signed_in(client, server)
        yield _accepted(client, options, to)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()


def _connected(server: SplitResult, timeout: float) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or 25
    try:
        if server.scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
        return smtplib.SMTP(host, port, timeout=timeout)
    except ssl.SSLError as refused:
        raise Failed(f"TLS with {host}:{port}: {_reason(refused)}") from None
    except (OSError, smtplib.SMTPException) as refused:
        raise Failed(f"connecting to {host}:{port}: {_reason(refused)}") from None


def _encrypted(client: smtplib.SMTP, server: SplitResult) -> Iterator[str]:
    if server.scheme == "smtp":
        yield "no TLS: smtp:// speaks in clear; for a server elsewhere use smtp+starttls:// or smtps://"
        return
    if server.scheme == "smtp+starttls":
        try:
            client.starttls(context=ssl.create_default_context())
        except (OSError, smtplib.SMTPException) as refused:
            raise Failed(f"STARTTLS: {_reason(refused)}") from None
    socket = client.sock
    assert isinstance(socket, ssl.SSLSocket)
    yield f"{socket.version()}, and the certificate is good for {server.hostname}"


def _signed_in(client: smtplib.SMTP, server: SplitResult) -> Iterator[str]:
    if not server.username:
        yield "no login: the address names no user"
        return
    try:
        client.login(unquote(server.username), unquote(server.password or ""))
    except (OSError, smtplib.SMTPException) as refused:
        raise Failed(f"signing in as {unquote(server.username)}: {_reason(refused)}") from None
    yield f"signed in as {unquote(server.username)}"


def _accepted(client: smtplib.SMTP, options: Options, to: str) -> str:
    message = test_mail(options, to)
    try:
        client.send_message(message)
    except (OSError, smtplib.SMTPException) as refused:
        raise Failed(f"the mail to {to}: {_reason(refused)}") from None
    return f"the mail server accepted the mail to {to} ({message['Message-ID']})"


def test_mail(options: Options, to: str) -> EmailMessage:
    """Marked as a test, in both languages, with no data of anybody."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = options.mail_from, to, SUBJECT
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=from_domain(options))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(TEXT)
    return message


def from_domain(options: Options) -> str:
    return parseaddr(options.mail_from)[1].rpartition("@")[2] or "localhost"


def _sms(options: Options, to: str) -> Iterator[str]:
    """Counted like any other: a test costs as much. So the sender's store must answer."""
    from django.db import DatabaseError

    from recupera.messages import smpp, sms
    from recupera.messages.outcomes import Never, NotNow, Unsure
    from recupera.messages.spend import meter

    if not options.sms_url:
        raise Failed("no gateway is configured for text messages (RECUPERA_SMS_URL)")
    try:
        meter().write_down(datetime.now(UTC))
        sms.send(to, SMS_TEXT, name=uuid4().hex)
        meter().write_down(datetime.now(UTC))
    except (Never, NotNow, Unsure) as refused:
        raise Failed(f"the text message to {to}: {refused}") from None
    except DatabaseError:
        raise Failed("the vault does not answer, so text messages cannot be counted") from None
    finally:
        smpp.close()
    yield f"the gateway accepted the text message to {to}"


def _reason(refused: Exception) -> str:
    """What the other side said; a test message holds nothing that may not be shown."""
    code: int
    said: bytes | str
    match refused:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(refused.recipients.values()))
        case smtplib.SMTPResponseException():
            code, said = refused.smtp_code, refused.smtp_error
        case ssl.SSLCertVerificationError():
            return f"the certificate is not good: {refused.verify_message}"
        case OSError():
            return refused.strerror or str(refused) or type(refused).__name__
        case _:
            return str(refused)
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
