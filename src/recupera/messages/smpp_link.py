"""One kept bind to an SMPP server: a thread that reads, answers, keeps it alive and binds anew.

`smpplib` speaks the protocol for one thread; here a lock lets the sender's threads write while
this one reads, and each answer finds its submission by its sequence number.
"""

import logging
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from smpplib import consts, exceptions, smpp
from smpplib.client import Client

log = logging.getLogger("recupera.sender")

# For connecting, for the answer to the bind, and for the rest of a PDU once it has begun.
SOCKET_TIMEOUT = 10.0
# Silence after which the other side is asked whether it is there, and twice it is not.
QUIET = 30.0
LOOK = 0.5
# How long a text waits for a bind before it goes back into the outbox.
PATIENCE = 5.0
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
# The library logs every PDU in hexadecimal at debug level: numbers and codes. A filter stays,
# whatever sets logging up later; `disabled` does not.
WIRE = "recupera.smpp.wire"
logging.getLogger(WIRE).addFilter(lambda record: False)


class LinkDown(Exception):
    """There is no bind: certainly nothing was submitted."""


class LinkLost(Exception):
    """The bind was lost before the answer came."""


@dataclass(frozen=True)
class Place:
    """Where to bind, and as whom."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    encrypted: bool = False


@dataclass(frozen=True)
class Answer:
    """`status` is 0 when taken; then `message_id` is the name its receipt will carry."""

    status: int
    message_id: str


class _Wire(Client):  # type: ignore[misc]
    """The library's client over a TCP or TLS socket of ours, for several writing threads."""

    def __init__(self, place: Place, writing: threading.RLock) -> None:
        super().__init__(
            place.host,
            place.port,
            timeout=SOCKET_TIMEOUT,
            logger_name=WIRE,
            allow_unknown_opt_params=True,
        )
        self._place, self._writing = place, writing

    def connect(self) -> None:
        where = (self._place.host, self._place.port)
        plain = socket.create_connection(where, timeout=SOCKET_TIMEOUT)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = plain
        if self._place.encrypted:
            context = ssl.create_default_context()
            self._socket = context.wrap_socket(plain, server_hostname=self._place.host)
        self.state = consts.SMPP_CLIENT_STATE_OPEN

    def send_pdu(self, pdu: Any) -> bool:
        with self._writing:
            return bool(super().send_pdu(pdu))

    def read_pdu(self) -> Any:
        """An `unbind` of the other side is answered, and the link is over."""
        pdu = super().read_pdu()
        if pdu.command == "unbind":
            answer = smpp.make_pdu("unbind_resp", client=self)
            answer.sequence = pdu.sequence
            self.send_pdu(answer)
            raise LinkLost
        return pdu

    def readable(self, seconds: float) -> bool:
        """What TLS has already decrypted is not seen by select."""
        waiting = isinstance(self._socket, ssl.SSLSocket) and self._socket.pending() > 0
        return waiting or bool(select.select([self._socket], [], [], seconds)[0])


class Link(threading.Thread):
    """Binds as transceiver until `close`, with growing delays after each loss."""

    def __init__(self, place: Place, received: Callable[[Any], int | None]) -> None:
        super().__init__(name="smpp", daemon=True)
        self._place, self._received = place, received
        self._writing = threading.RLock()
        self._bound, self._closing = threading.Event(), threading.Event()
        self._wire: _Wire | None = None
        self._waiting: dict[int, Future[Answer]] = {}

    def submit(self, fields: Mapping[str, Any]) -> "Future[Answer]":
        """Writes one submit_sm; the future may raise LinkLost. Raises LinkDown."""
        self._bound.wait(PATIENCE)
        with self._writing:
            if self._wire is None or not self._bound.is_set():
                raise LinkDown
            pdu = smpp.make_pdu("submit_sm", client=self._wire, **fields)
            answer = self._waiting[pdu.sequence] = Future()
            try:
                self._wire.send_pdu(pdu)
            except exceptions.ConnectionError:
                # Half a PDU is none: the other side cannot have taken it.
                self._waiting.pop(pdu.sequence, None)
                raise LinkDown from None
        return answer

    def close(self) -> None:
        self._closing.set()
        self.join(SOCKET_TIMEOUT)

    def run(self) -> None:
        delay = FIRST_DELAY
        while not self._closing.is_set():
            try:
                self._bind()
                delay = FIRST_DELAY
                self._keep()
            except Exception as wrong:  # a link that ends for good helps nobody
                # Only the type: words of the other side could repeat a number.
                log.warning("smpp: %s; binding again in %g s", type(wrong).__name__, delay)
            finally:
                self._drop()
            self._closing.wait(delay)
            delay = min(2 * delay, LONGEST_DELAY)

    def _bind(self) -> None:
        wire = _Wire(self._place, self._writing)
        wire.set_message_received_handler(self._received)
        wire.set_message_sent_handler(self._answered)
        wire.set_error_pdu_handler(self._answered)
        self._wire = wire
        wire.connect()
        wire.bind_transceiver(
            system_id=self._place.user, password=self._place.password, interface_version=0x34
        )
        self._bound.set()

    def _keep(self) -> None:
        """Reads until the link is lost or closed."""
        wire, heard = self._wire, time.monotonic()
        asked = heard
        while wire and not self._closing.is_set():
            if wire.readable(LOOK):
                wire.read_once(auto_send_enquire_link=False)
                heard = asked = time.monotonic()
            elif time.monotonic() - heard > 2 * QUIET:
                raise LinkLost
            elif time.monotonic() - asked > QUIET:
                asked = time.monotonic()
                wire.send_pdu(smpp.make_pdu("enquire_link", client=wire))

    def _answered(self, pdu: Any, **more: Any) -> None:
        """A submit_sm_resp, good or bad, or a generic_nack."""
        waiting = self._waiting.pop(pdu.sequence, None)
        if waiting is None:
            return
        named = getattr(pdu, "message_id", None) or b""
        text = named.decode("ascii", "replace") if isinstance(named, bytes) else str(named)
        waiting.set_result(Answer(int(pdu.status), text.rstrip("\0")))

    def _drop(self) -> None:
        self._bound.clear()
        with self._writing:
            wire, self._wire = self._wire, None
            lost = [self._waiting.pop(number) for number in list(self._waiting)]
        for answer in lost:
            answer.set_exception(LinkLost())
        if wire is not None:
            with suppress(Exception):
                if self._closing.is_set():
                    wire.unbind()
            with suppress(Exception):
                wire.disconnect()
