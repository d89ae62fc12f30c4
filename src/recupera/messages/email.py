"""One mail from a letter: headers, both bodies, and what the mail server's answer means."""

import smtplib
from contextlib import suppress
from email.utils import parseaddr

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from recupera.messages.outcomes import Never, NotNow, Unsure
from recupera.messages.render import Rendered
from recupera.options import current

PERMANENT = 500
# A recipient refused with these is refused because of us (not signed in, no relaying), which
# the operator may yet mend while the code lives.
OURS = {530, 554}


def mail(rendered: Rendered, to: str, *, name: str, repeat: bool) -> EmailMultiAlternatives:
    """The mail; `name` is the part of its Message-ID before the @, the same at each try."""
    sender = current().mail_from
    headers = {
        "Message-ID": f"<{name}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if repeat:
        headers["X-Recupera-Repeat"] = "1"
    made = EmailMultiAlternatives(
        rendered.subject,
        rendered.text,
        # Mails that come back go to the envelope's sender; people read the From.
        from_email=current().mail_bounces or sender,
        to=[to],
        headers=headers | {"From": sender},
    )
    made.attach_alternative(rendered.html, "text/html")
    return made


def send(made: EmailMultiAlternatives) -> None:
    """Hands the mail to the mail server. Raises NotNow, Never or Unsure."""
    connection = get_connection()
    try:
        _hand_over(connection, made)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _hand_over(connection: BaseEmailBackend, made: EmailMultiAlternatives) -> None:
    try:
        connection.open()
        connection.send_messages([made])
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        raise _judged(code, about_them=code not in OURS) from None
    except smtplib.SMTPResponseException as refused:
        about_mail = isinstance(refused, smtplib.SMTPDataError)
        raise _judged(refused.smtp_code, about_them=about_mail) from None
    except ValueError:
        raise Never("smtp: not an address, or not a header") from None
    except (smtplib.SMTPException, OSError) as broken:
        # Django's own backends of other kinds deliver at once or not at all.
        if getattr(connection, "on_its_way", False):
            raise Unsure(f"smtp: {type(broken).__name__} after the mail was on its way") from None
        raise NotNow(f"smtp: {type(broken).__name__}") from None


def _judged(code: int, *, about_them: bool) -> Exception:
    """The answer's words stay out: they often repeat the recipient."""
    hopeless = about_them and code >= PERMANENT
    return Never(f"smtp {code}") if hopeless else NotNow(f"smtp {code}")
