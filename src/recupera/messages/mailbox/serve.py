"""Starts the mailbox and ends it."""

import threading
from collections.abc import Callable
from typing import TypeVar

from recupera.messages.mailbox.box import Box
from recupera.messages.mailbox.incoming import listen
from recupera.messages.mailbox.permission import MayNotStart, refuse_outside_the_demo, split
from recupera.messages.mailbox.web import Web
from recupera.options import Options

Listening = TypeVar("Listening")


def serve(options: Options, stop: threading.Event) -> None:
    """Serves until `stop` is set. Raises MayNotStart."""
    refuse_outside_the_demo(options)
    box = Box(options.data / "mailbox")
    web = _listening(lambda host, port: Web(box, host, port), options.mailbox_address)
    with web:
        mail = _listening(lambda host, port: listen(box, host, port), options.mailbox_smtp_address)
        threading.Thread(target=web.serve_forever, args=(0.1,), daemon=True).start()
        stop.wait()
        web.shutdown()
        mail.stop(no_assert=True)


def _listening(start: Callable[[str, int], Listening], address: str) -> Listening:
    try:
        return start(*split(address))
    except OSError as refused:
        raise MayNotStart(
            f"cannot listen on {address}: {refused.strerror}; stop what uses it, or choose "
            "another with RECUPERA_MAILBOX_ADDRESS or RECUPERA_MAILBOX_SMTP_ADDRESS"
        ) from None
