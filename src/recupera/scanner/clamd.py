"""Asks ClamAV's daemon about a file, by the one command that is needed (INSTREAM of clamd(8)).

By hand, in forty lines: the library `clamd` has had no release since 2014, its living fork is
GPL-2.0, which this project's licence cannot take in, and both lose the answer of a daemon that
finds the stream too long, because it stops reading before they stop writing.
"""

import select
import socket
import struct
from contextlib import suppress
from enum import StrEnum
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PATIENCE = 60.0
# An answer is one line.
LONGEST_ANSWER = 4096


class Answer(StrEnum):
    """What the antivirus says."""

    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too_large"


class Unavailable(Exception):
    """No answer, or none that we know; the file is asked about again later."""


def ask(address: str, content: bytes, *, patience: float = PATIENCE) -> Answer:
    """`address` is unix:///path or tcp://host:port. Raises Unavailable."""
    try:
        with _connected(address, patience) as connection:
            # A daemon that has enough closes its side: what it said before is still there to read.
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(connection, content)
            said = _answer(connection)
    except OSError as refused:
        raise Unavailable(type(refused).__name__) from refused
    return _judged(said)


def _connected(address: str, patience: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname or "", parts.port or 3310), patience)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(patience)
    try:
        connection.connect(parts.path)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, content: bytes) -> None:
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        part = content[start : start + CHUNK]
        # It answers before the end only when it has enough; writing on would end the connection
        # and could take the answer with it.
        if select.select([connection], [], [], 0)[0]:
            return
        connection.sendall(struct.pack("!L", len(part)) + part)
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        part = connection.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _judged(said: str) -> Answer:
    if said == "stream: OK":
        return Answer.CLEAN
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return Answer.INFECTED
    if said.startswith("INSTREAM size limit exceeded"):
        return Answer.TOO_LARGE
    raise Unavailable("an answer we do not know")
