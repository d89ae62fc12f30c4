"""What happens to one leased row away from the database: open, put into words, hand over."""

from functools import cache
from pathlib import Path

from recupera.keys import CannotOpen, Key, KeyMissing, Ring, derive, digest, ring
from recupera.messages import email, sms
from recupera.messages.kept_outcomes import End
from recupera.messages.lease import Leased
from recupera.messages.letters import Letter, address, open_letter
from recupera.messages.outcomes import Never, NotNow, Outcome
from recupera.messages.render import render
from recupera.options import current
from recupera.people import ChannelKind


def deliver(row: Leased) -> End:
    """Sends the row's letter; a null row is opened and that is all.

    Raises NotNow, Never or Unsure.
    """
    try:
        key = _keys(current().data).get(row.key_id)
        letter = open_letter(row.body, row=row.id, private=key)
    except KeyMissing:
        raise NotNow("outbox: no such key") from None
    except CannotOpen:
        raise Never("outbox: cannot be opened") from None
    if letter is None:
        return End(Outcome.NOTHING)
    named = _send(letter, name=_name(row, key), repeat=row.repeats > 0)
    return End(Outcome.ACCEPTED, letter.template.channel, named)


@cache
def _keys(data: Path) -> Ring:
    return ring(data, "sender", "outbox")


def _send(letter: Letter, *, name: str, repeat: bool) -> str:
    """Returns the name that reports about the message will carry."""
    rendered, to = render(letter, repeat=repeat), address(letter.recipient)
    if letter.template.channel is ChannelKind.SMS:
        return sms.send(to, rendered.text, name=name, notice=letter.template.notice)
    email.send(email.mail(rendered, to, name=name, repeat=repeat))
    return name


def _name(row: Leased, key: Key) -> str:
    """Stable over tries, so that servers can drop a repeat; it is not the row's own id, which
    would let a mail server's log tell messages from null rows in a stolen vault."""
    return digest(derive(key.secret, "message name"), row.id.bytes).hex()[:32]
