"""A case as a mail to a help desk: one thread per case, answered straight to its person.

What the person typed stands in the text alone, never in a header; the subject is the catalogue's.
"""

from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMultiAlternatives

from recupera.desk.forwarding.passing import Passing
from recupera.messages import email
from recupera.options import current


def send(passing: Passing) -> None:
    """Raises messages.outcomes.NotNow, Never or Unsure."""
    email.send(made(passing))


def made(passing: Passing) -> EmailMultiAlternatives:
    sender = current().mail_from
    host = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    thread = f"<case-{passing.reference}@{host}>"
    headers = {"Auto-Submitted": "auto-generated", "From": sender}
    if passing.event == "case.opened":
        headers["Message-ID"] = thread
    else:
        headers |= {"Message-ID": f"<{passing.id}@{host}>", "In-Reply-To": thread}
        headers["References"] = thread
    letter = EmailMultiAlternatives(
        f"[{passing.reference}] {passing.subject}",
        passing.text,
        from_email=current().mail_bounces or sender,
        to=[unquote(urlsplit(current().forward_url).path)],
        # Only an address that somebody has proven to read: an answer may hold what is theirs.
        reply_to=[passing.email] if passing.confirmed and passing.email else None,
        headers=headers,
    )
    if passing.file is not None:
        letter.attach(passing.file.name, passing.file.content, passing.file.type)
    return letter
