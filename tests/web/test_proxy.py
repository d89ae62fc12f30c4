"""The shipped configuration of nginx, by a real nginx in front of the real server."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.engines import ROOT
from tests.house.processes import free_address
from tests.web.raw import PDF, answered, body, connected, head, posted, serving, token, wait_for

NGINX = os.environ.get("RECUPERA_TEST_NGINX") or shutil.which("nginx")
FILES = "/soporte/formulario/archivos"
pytestmark = pytest.mark.skipif(not NGINX, reason="there is no nginx on this machine")


def shipped(folder: Path, place: str, portal: str) -> Path:
    """deploy/nginx/ as it is, but for addresses, the certificate and where things lie."""
    conf = (ROOT / "deploy/nginx/recupera.conf").read_text()
    proxy = (ROOT / "deploy/nginx/recupera-proxy.conf").read_text()
    conf = (
        conf[conf.index("limit_conn_zone") : conf.index("server {")]
        + conf[conf.rindex("server {\n    listen 443") :]
    )
    conf = re.sub(r"listen 443 ssl http2;", f"listen {place};", conf)
    conf = re.sub(r"\n +(listen \[::\]|ssl_)[^\n]*", "", conf)
    conf = conf.replace("/run/nginx-recupera", str(folder / "bodies"))
    conf = conf.replace("/etc/nginx/recupera-proxy.conf", str(folder / "proxy.conf"))
    (folder / "proxy.conf").write_text(proxy.replace("127.0.0.1:8000", portal))
    temporary = "".join(
        f"{what}_temp_path {folder}/{what};\n"
        for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    # Started by root, its children would be another user, who may not reach this folder.
    user = "user root;" if os.geteuid() == 0 else ""
    whole.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ {temporary} {conf} }}"
    )
    return whole


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, place = tmp_path_factory.mktemp("nginx"), free_address()
    with serving() as portal:
        assert NGINX
        command = [NGINX, "-p", str(folder), "-c", str(shipped(folder, place, portal))]
        process = subprocess.Popen(command)
        try:
            wait_for(place)
            yield place
        finally:
            process.terminate()
            process.wait(60)


def test_files_go_through_and_one_that_is_too_large_is_named_in_a_page_of_ours(proxied) -> None:
    status, said = posted(proxied, ("a.pdf", PDF), ("b.pdf", PDF.ljust(3_000_000)), path=FILES)
    told = json.loads(said)
    assert (status, [one[0] for one in told["taken"]]) == (200, ["a.pdf"])
    assert [one[1] for one in told["refused"]] == ["too_large"]


def test_elsewhere_a_large_body_ends_at_the_proxy(proxied) -> None:
    assert posted(proxied, ("a.pdf", PDF.ljust(100_000)), path="/archivos")[0] == 413


def test_a_body_without_its_length_gets_one(proxied) -> None:
    given, cookie = token(proxied)
    whole = body(given, ("a.pdf", PDF))
    with connected(proxied) as connection:
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(whole), whole)
        connection.sendall(head(cookie, None, FILES) + chunked)
        status, said = answered(connection)
    assert (status, len(json.loads(said)["taken"])) == (200, 1)


def test_slow_senders_hold_nothing_of_the_portal(proxied) -> None:
    given, cookie = token(proxied)
    whole = body(given, ("a.pdf", PDF.ljust(100_000)))
    # As many as one address may have on their way.
    slow = [connected(proxied) for _ in range(4)]
    for connection in slow:
        connection.sendall(head(cookie, len(whole), FILES) + whole[:1000])
    time.sleep(0.3)
    assert token(proxied)[0]
    # The fifth of the same address waits for one of them.
    assert posted(proxied, ("a.pdf", PDF), path=FILES)[0] == 429
    slow[0].shutdown(socket.SHUT_WR)
    for connection in slow[1:]:
        connection.sendall(whole[1000:])
        assert answered(connection)[0] == 200
        connection.close()
