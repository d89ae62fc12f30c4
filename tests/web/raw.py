"""The two pages behind the server that production has, and requests with files, byte by byte."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.files import hostile
from tests.house import engines
from tests.house.processes import free_address

BOUNDARY = "----of-this-test"
PDF = hostile.pdf()
THREADS = 6


@contextmanager
def serving() -> Iterator[str]:
    """The two pages of tests.web.pages behind Granian."""
    place = free_address()
    host, _, port = place.rpartition(":")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host]
    command += ["--port", port, "--workers-kill-timeout", "3"]
    command += ["--blocking-threads", str(THREADS), "tests.web.served:application"]
    surroundings = os.environ | {"PYTHONPATH": f"{engines.ROOT / 'src'}:{engines.ROOT}"}
    surroundings |= {"RECUPERA_FILE_MB": "1", "RECUPERA_FILES_MB": "2"}
    process = subprocess.Popen(command, cwd=engines.ROOT, env=surroundings)
    try:
        wait_for(place)
        yield place
    finally:
        process.terminate()
        process.wait(60)


def wait_for(place: str) -> None:
    host, _, port = place.rpartition(":")
    for _ in range(900):
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def token(address: str) -> tuple[str, str]:
    """The token of a form, and the cookie it belongs to."""
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request("GET", "/archivos")
    answer = connection.getresponse()
    cookie = str(answer.getheader("Set-Cookie")).partition(";")[0]
    return answer.read().decode(), cookie


def body(given: str, *files: tuple[str, bytes]) -> bytes:
    parts = [_part('name="csrfmiddlewaretoken"', given.encode()), _part('name="text"', b"hola")]
    parts += [_part(f'name="files"; filename="{name}"', content) for name, content in files]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _part(about: str, content: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def head(cookie: str, length: int | None, path: str = "/archivos") -> bytes:
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n{size}\r\n\r\n"
    ).encode()


def connected(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), 60)


def answered(connection: socket.socket) -> tuple[int, str]:
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.status, answer.read().decode()


def posted(address: str, *files: tuple[str, bytes], path: str = "/archivos") -> tuple[int, str]:
    given, cookie = token(address)
    whole = body(given, *files)
    with connected(address) as connection:
        connection.sendall(head(cookie, len(whole), path) + whole)
        return answered(connection)
