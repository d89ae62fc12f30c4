"""Where the mailbox may start: in the demo, and out of reach of other machines."""

import ipaddress

from recupera.options import Options


class MayNotStart(Exception):
    """In one sentence: why, and what to do."""


def refuse_outside_the_demo(options: Options) -> None:
    """Whoever reaches the mailbox reads every code. Raises MayNotStart."""
    if not options.demo:
        raise MayNotStart(
            "the mailbox shows every code to anybody and is for the demo alone; "
            "in production set RECUPERA_SMTP_URL to your mail server"
        )
    for address in (options.mailbox_address, options.mailbox_smtp_address):
        host = split(address)[0]
        if not _is_loopback(host):
            raise MayNotStart(
                f"{address} can be reached from other machines; the mailbox listens on "
                "127.0.0.1 alone (RECUPERA_MAILBOX_ADDRESS, RECUPERA_MAILBOX_SMTP_ADDRESS)"
            )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
