"""A load generator: requests written beforehand, sent over a few persistent connections."""

import socket
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlencode

from bench.house import HOST

CONNECTIONS = 4


def get(path: str, *, source: str, cookie: str = "") -> bytes:
    return _head("GET", path, source, cookie) + b"\r\n"


def post(path: str, form: dict[str, str], *, source: str, cookie: str) -> bytes:
    body = urlencode(form).encode()
    more = (
        f"Origin: https://{HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return _head("POST", path, source, cookie) + more.encode() + body


def upload(
    path: str, form: dict[str, str], file: tuple[str, bytes], *, source: str, cookie: str
) -> bytes:
    """A form with one file, as a browser sends it; `file` is its field and its bytes."""
    field, content = file
    between = "recupera-bench-7d1f"
    parts = [
        f'--{between}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    ]
    parts += [
        f'--{between}\r\nContent-Disposition: form-data; name="{field}"; filename="foto.png"\r\n',
        "Content-Type: image/png\r\n\r\n",
    ]
    body = "".join(parts).encode() + content + f"\r\n--{between}--\r\n".encode()
    more = (
        f"Origin: https://{HOST}\r\nContent-Type: multipart/form-data; boundary={between}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return _head("POST", path, source, cookie) + more.encode() + body


def send_all(address: str, requests: Sequence[bytes], *, expect: int) -> float:
    """Sends every request once, the next as soon as the one before is answered.

    Returns the seconds it took. Raises RuntimeError at the first other status.
    """
    shares = [requests[number::CONNECTIONS] for number in range(CONNECTIONS)]
    wrong: list[Exception] = []
    senders = [
        threading.Thread(target=_send, args=(address, share, expect, wrong)) for share in shares
    ]
    began = time.perf_counter()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    if wrong:
        raise wrong[0]
    return time.perf_counter() - began


class Connection:
    """One persistent connection that reads just enough of HTTP."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def exchange(self, request: bytes) -> tuple[int, str, str]:
        """Status, head and body of the answer."""
        self._socket.sendall(request)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        text = head.decode("latin-1")
        length = int(text.lower().partition("content-length:")[2].partition("\r\n")[0] or 0)
        while len(body) < length:
            body += self._more()
        return int(text[9:12]), text, body.decode("utf-8")

    def close(self) -> None:
        self._socket.close()

    def _more(self) -> bytes:
        part = self._socket.recv(65_536)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part


def _send(address: str, requests: Sequence[bytes], expect: int, wrong: list[Exception]) -> None:
    connection = Connection(address)
    try:
        for request in requests:
            status, head, body = connection.exchange(request)
            if status != expect:
                raise RuntimeError(f"{status} instead of {expect}: {head}\n{body[:2000]}")
    except Exception as error:  # the thread that started this one raises it
        wrong.append(error)
    finally:
        connection.close()


def _head(method: str, path: str, source: str, cookie: str) -> bytes:
    lines = (
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}",
        f"X-Forwarded-For: {source}",
        "User-Agent: Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140.0 Mobile",
        "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
        "Accept-Language: es-CO,es;q=0.9,en;q=0.5",
        f"Cookie: {cookie}",
    )
    return ("\r\n".join(lines) + "\r\n").encode()
