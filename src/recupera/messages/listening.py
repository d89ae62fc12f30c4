"""What a sender listens to besides its outbox: reports, bounces, and the SMPP bind's receipts."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from recupera.messages import bounces, smpp
from recupera.messages.receiver import Receiver
from recupera.options import Options


class CannotListen(Exception):
    """In one sentence: which address, and why."""


@contextmanager
def listening(options: Options) -> Iterator[None]:
    """Listens for as long as the sender runs. Raises CannotListen."""
    with ExitStack() as stack:
        if options.reports_address:
            _reports(options, stack)
        if options.bounces_address:
            _bounces(options, stack)
        if options.sms_url.startswith("smpp"):
            # Bound from the start: receipts of yesterday's messages wait on the other side.
            smpp.link()
            stack.callback(smpp.close)
        yield


def _reports(options: Options, stack: ExitStack) -> None:
    secret = options.reports_secret.get_secret_value()
    try:
        server = Receiver(*split(options.reports_address), secret=secret)
    except OSError as refused:
        raise _cannot("reports_address", options.reports_address, refused) from None
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    stack.callback(server.server_close)
    stack.callback(server.shutdown)


def _bounces(options: Options, stack: ExitStack) -> None:
    try:
        controller = bounces.listen(*split(options.bounces_address))
    except OSError as refused:
        raise _cannot("bounces_address", options.bounces_address, refused) from None
    stack.callback(controller.stop, no_assert=True)


def split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def _cannot(name: str, address: str, refused: OSError) -> CannotListen:
    return CannotListen(
        f"cannot listen on {address}: {refused.strerror}; stop what uses it, or choose another "
        f"with RECUPERA_{name.upper()}"
    )
