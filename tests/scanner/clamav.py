"""A daemon that speaks the protocol of clamd(8) as far as INSTREAM, and knows EICAR alone."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.files.hostile import EICAR


@dataclass
class Clamav:
    """`behave` is scan, limit (as StreamMaxLength does), hang, odd or cut."""

    address: str
    behave: str = "scan"
    most: int = 1_000_000
    asked: list[bytes] = field(default_factory=list)
    when_asked: Callable[[], object] = lambda: None

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        if self.behave == "cut":
            return
        content = self._content(stream)
        if content is None:
            # As the daemon does: it says so, and closes while the client still writes.
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
        self.asked.append(content)
        self.when_asked()
        if self.behave == "hang":
            threading.Event().wait(3)
        said = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        connection.sendall((b"what?" if self.behave == "odd" else said) + b"\0")

    def _content(self, stream) -> bytes | None:
        content = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            content += stream.read(size)
            if self.behave == "limit" and len(content) > self.most:
                return None
        return content


@contextmanager
def running(family: int = socket.AF_INET, path: str = "") -> Iterator[Clamav]:
    with socket.socket(family) as listener:
        listener.bind(path if family == socket.AF_UNIX else ("127.0.0.1", 0))
        listener.listen()
        port = "" if family == socket.AF_UNIX else listener.getsockname()[1]
        daemon = Clamav(f"unix://{path}" if path else f"tcp://127.0.0.1:{port}")
        threading.Thread(target=daemon.serve, args=(listener,), daemon=True).start()
        yield daemon
        listener.shutdown(socket.SHUT_RDWR)
