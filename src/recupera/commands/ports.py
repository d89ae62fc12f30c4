"""Addresses to listen on: taking them apart, and finding out early that one is in use."""

import socket

from recupera.commands.main import Stop

ANY = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 - what to call, not where to listen


def split(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)


def reachable(address: str) -> str:
    """The address to call from this machine when listening on `address`."""
    host, port = split(address)
    return f"{ANY.get(host, host)}:{port}"


def refuse_taken(addresses: dict[str, str]) -> None:
    """Raises Stop that names the first address in use; keys are option names."""
    for option, address in addresses.items():
        try:
            _listen(address)
        except OSError as refused:
            _, port = split(address)
            raise Stop(
                f"{address} cannot be used ({refused.strerror}): stop what uses it, "
                f"or choose another, for example RECUPERA_{option.upper()}=127.0.0.1:{port + 1000}"
            ) from None


def _listen(address: str) -> None:
    host, port = split(address)
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with socket.socket(family) as listener:
        # As the servers do; without it a port counts as taken for a minute after they stopped.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host.strip("[]"), port))
