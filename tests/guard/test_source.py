"""The client's address comes from the connection or from our own proxies, never from the client."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis.strategies import ip_addresses

from recupera import options
from recupera.guard.source import Source, source, source_of


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch):
    def behind(number: int) -> None:
        monkeypatch.setenv("RECUPERA_TRUSTED_PROXIES", str(number))
        options.forget()

    yield behind
    monkeypatch.undo()
    options.forget()


def seen(forwarded: str | None, peer: str = "203.0.113.9") -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)
    return source_of(request).host


def test_without_a_proxy_nobody_can_choose_their_address() -> None:
    assert seen("1.2.3.4") == "203.0.113.9/32"


def test_behind_one_proxy_only_the_last_hop_counts(proxies) -> None:
    proxies(1)
    assert seen("1.2.3.4, 198.51.100.5") == "198.51.100.5/32"
    assert seen(None) == "203.0.113.9/32"


def test_behind_two_proxies_the_second_from_the_right_counts(proxies) -> None:
    proxies(2)
    assert seen("6.6.6.6, 1.2.3.4, 10.0.0.1") == "1.2.3.4/32"
    assert seen("1.2.3.4") == "203.0.113.9/32"


@pytest.mark.parametrize(
    ("address", "host", "network"),
    [
        ("192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("nonsense", "::/64", "::/48"),
        ("", "::/64", "::/48"),
    ],
)
def test_one_address_is_one_source(address: str, host: str, network: str) -> None:
    assert (source(address).host, source(address).network) == (host, network)


@given(ip_addresses())
def test_a_source_is_what_the_standard_library_calls_the_network(
    address: IPv4Address | IPv6Address,
) -> None:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    host, network = (32, 24) if isinstance(address, IPv4Address) else (64, 48)
    assert source(str(address)) == Source(
        str(ip_network((address, host), strict=False)),
        str(ip_network((address, network), strict=False)),
    )
