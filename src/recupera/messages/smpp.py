"""Short messages by SMPP 3.4: what is submitted, what its answer means, what a receipt says."""

import re
import threading
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from smpplib import consts

from recupera.messages import gsm
from recupera.messages.outcomes import Never, NotNow, Outcome, Unsure
from recupera.messages.reports import Report, incoming
from recupera.messages.smpp_link import Link, LinkDown, LinkLost, Place
from recupera.options import current
from recupera.people import ChannelKind

TIMEOUT = 20.0
DEFAULT_PORT = 2775
# SMPP 3.4, 5.2.5 and 5.2.6: how an address is written, and by whom it was given out.
INTERNATIONAL, NETWORK_SPECIFIC, ALPHANUMERIC, UNKNOWN = 1, 3, 5, 0
TELEPHONE = 1
# The one thing that is hopeless about a number or a text; every other status (throttled, queue
# full, system error, ours to configure) may pass while the code lives.
HOPELESS = {consts.SMPP_ESME_RINVDSTADR, consts.SMPP_ESME_RINVMSGLEN}
# SMPP 3.4, 5.2.12 (bits 5-2 of esm_class) and 5.2.28; the words stand in appendix B.
RECEIPT_BITS, IS_RECEIPT = 0x3C, 0x04
STATES = {2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 8: "REJECTD"}
FINAL = {
    "DELIVRD": Outcome.DELIVERED,
    "EXPIRED": Outcome.FAILED,
    "DELETED": Outcome.FAILED,
    "UNDELIV": Outcome.FAILED,
    "REJECTD": Outcome.FAILED,
}
ID = re.compile(rb"\bid:(\S{1,64})")
_ONE_AT_A_TIME = threading.Lock()
STATE = re.compile(rb"\bstat:([A-Z]{7})")


@dataclass(frozen=True)
class Source:
    """The sender's address, and how SMPP is told what kind of address it is."""

    address: str
    ton: int
    npi: int


def send(number: str, text: str) -> str:
    """Submits one part and asks for a receipt; returns the name that the receipt will carry.

    `number` is E.164, `text` GSM-7. Raises NotNow, Never or Unsure.
    """
    try:
        answer = link().submit(_fields(number, text)).result(TIMEOUT)
    except LinkDown:
        raise NotNow("smpp: not bound") from None
    except (LinkLost, TimeoutError):
        raise Unsure("smpp: no answer after the text was on its way") from None
    if answer.status:
        raise _judged(answer.status)
    return answer.message_id


def link() -> Link:
    """This process's one bind; made at the first call and kept, as receipts come by it."""
    # The cache alone lets two threads bind at once.
    with _ONE_AT_A_TIME:
        return _link()


@cache
def _link() -> Link:
    parts = urlsplit(current().sms_url)
    made = Link(
        Place(
            host=parts.hostname or "",
            port=parts.port or DEFAULT_PORT,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            encrypted=parts.scheme == "smpps",
        ),
        received,
    )
    made.start()
    return made


def close() -> None:
    """Unbinds, where this process ever bound."""
    if _link.cache_info().currsize:
        _link().close()
        _link.cache_clear()


def received(pdu: Any) -> int | None:
    """Takes what the other side delivers; returns a status where it should come again later.

    What people answer to a message is thrown away unread: nobody here may be talked to by SMS.
    """
    report = receipt(pdu)
    kept = report is None or incoming().add(report)
    return None if kept else int(consts.SMPP_ESME_RMSGQFUL)


def receipt(pdu: Any) -> Report | None:
    """What a deliver_sm says of a message of ours; None where it is none, or not final."""
    if int(pdu.esm_class) & RECEIPT_BITS != IS_RECEIPT:
        return None
    text = bytes(pdu.short_message or b"")
    named = _named(pdu.receipted_message_id) or _first(ID, text)
    state = STATES.get(pdu.message_state or 0) or _first(STATE, text)
    outcome = FINAL.get(state)
    return Report(named, outcome, ChannelKind.SMS) if named and outcome else None


def source(sender: str) -> Source:
    """A number (`+573…`), a short code (digits) or a name; empty leaves it to the operator."""
    if sender.startswith("+"):
        return Source(sender[1:], INTERNATIONAL, TELEPHONE)
    if sender.isdecimal():
        return Source(sender, NETWORK_SPECIFIC, UNKNOWN)
    return Source(sender, ALPHANUMERIC if sender else UNKNOWN, UNKNOWN)


def _fields(number: str, text: str) -> dict[str, Any]:
    from_whom = source(current().sms_from)
    return {
        "source_addr": from_whom.address,
        "source_addr_ton": from_whom.ton,
        "source_addr_npi": from_whom.npi,
        "destination_addr": number.removeprefix("+"),
        "dest_addr_ton": INTERNATIONAL,
        "dest_addr_npi": TELEPHONE,
        "data_coding": consts.SMPP_ENCODING_DEFAULT,
        "short_message": gsm.encode(text),
        "registered_delivery": consts.SMPP_SMSC_DELIVERY_RECEIPT_BOTH,
    }


def _judged(status: int) -> Exception:
    return (Never if status in HOPELESS else NotNow)(f"smpp {status:#x}")


def _named(value: bytes | str | None) -> str:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else value or ""
    return text.rstrip("\0")


def _first(pattern: re.Pattern[bytes], text: bytes) -> str:
    found = pattern.search(text)
    return found[1].decode("ascii", "replace") if found else ""
