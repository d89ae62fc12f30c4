"""What belongs to the demo alone: it starts nowhere else, and out of reach of other machines."""

import ipaddress

from recupera.options.model import Options


class MayNotStart(Exception):
    """In one sentence: why, and what to do."""


def refuse_outside_the_demo(options: Options, what: str, why: str, *addresses: str) -> None:
    """`what` is a door of the demo, which listens on the options named. Raises MayNotStart."""
    if not options.demo:
        raise MayNotStart(f"{what} {why}")
    variables = ", ".join(f"RECUPERA_{name.upper()}" for name in addresses)
    for name in addresses:
        address = getattr(options, name)
        if not is_loopback(split(address)[0]):
            raise MayNotStart(
                f"{address} can be reached from other machines; {what} listens on "
                f"127.0.0.1 alone ({variables})"
            )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it; `host` is a name or an address, [::1] too."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def split(address: str) -> tuple[str, int]:
    """`host:port` as sockets take them, an IPv6 address without its brackets."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
