"""Where a request came from: an address and its network, from a trusted field only."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.http import HttpRequest

from recupera.options import current

UNKNOWN = IPv6Address("::")


@dataclass(frozen=True)
class Source:
    """`host` is an IPv4 /32 or IPv6 /64, `network` a /24 or a /48; both in text."""

    host: str
    network: str


def source_of(request: HttpRequest) -> Source:
    """The client: the connection's peer, or what the operator's own proxies appended.

    With `trusted_proxies` = n the n-th address from the right of X-Forwarded-For counts; what
    stands left of it was written by the client and is never read (ASVS 15.3.4).
    """
    proxies = current().trusted_proxies
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not proxies:
        return source(peer)
    hops = [hop.strip() for hop in _forwarded(request).split(",") if hop.strip()]
    return source(hops[-proxies] if len(hops) >= proxies else peer)


def _forwarded(request: HttpRequest) -> str:
    return str(request.META.get("HTTP_X_FORWARDED_FOR", ""))


def source(address: str) -> Source:
    """One source for what cannot be read, so that nonsense shares one small budget."""
    parsed = _parse(address)
    host, network = (32, 24) if isinstance(parsed, IPv4Address) else (64, 48)
    return Source(_network(parsed, host), _network(parsed, network))


def _network(address: IPv4Address | IPv6Address, length: int) -> str:
    # `ip_network` says the same at eight times the cost.
    free = address.max_prefixlen - length
    return f"{type(address)(int(address) >> free << free)}/{length}"


def _parse(address: str) -> IPv4Address | IPv6Address:
    try:
        parsed = ip_address(address)
    except ValueError:
        return UNKNOWN
    return getattr(parsed, "ipv4_mapped", None) or parsed
