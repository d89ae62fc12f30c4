"""The child's limits bite, and what it says is believed only as far as it can be."""

import subprocess
import sys

import pytest

from recupera.files.findings import Finding
from recupera.files.kinds import Kind
from recupera.scanner import child
from recupera.scanner.child import Died
from tests.files import hostile

# Root may raise every limit again, and no door runs as root.
BEFORE = """
import os, resource, socket
from recupera.scanner.inside.limits import limit
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
"""


def in_the_child(code: str, *, limited: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Runs Python as the child would after its limits were set; they cannot be raised again."""
    whole = "\n".join([BEFORE, "limit()" if limited else "", code])
    return subprocess.run(
        [sys.executable, "-s", "-P", "-c", whole],
        env=child.SURROUNDINGS,
        capture_output=True,
        timeout=60,
        check=False,
    )


ACTS = {
    "memory": "bytearray(1200 * 1024 * 1024)",
    "file": "os.memfd_create('a')",
    "open": "os.open('/etc/hostname', os.O_RDONLY)",
    "socket": "socket.socket()",
    "pipe": "os.pipe()",
    "fork": "os.fork() or os._exit(0)",
    "raise": "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))",
}


@pytest.mark.parametrize("act", ACTS)
def test_the_child_cannot(act) -> None:
    done = in_the_child(ACTS[act])
    assert done.returncode == 1, done
    assert b"Error" in done.stderr


@pytest.mark.parametrize("act", ["memory", "open", "socket", "pipe", "fork"])
def test_without_the_limits_it_could(act) -> None:
    assert in_the_child(ACTS[act], limited=False).returncode == 0


def test_a_child_that_never_ends_is_ended_by_its_processor_time() -> None:
    short = "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    assert in_the_child(short).returncode == -9
    assert (
        in_the_child("os.write(1, b'%d\\n' % resource.getrlimit(resource.RLIMIT_CPU)[0])").stdout
        == b"20\n"
    )


def started(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Has `child.look` start this instead."""
    real = subprocess.Popen
    command = [sys.executable, "-c", code]
    monkeypatch.setattr(child.subprocess, "Popen", lambda _, **how: real(command, **how))


SAYS = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({!r})"
UNREADABLE = child.Looked(Finding.UNREADABLE)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"redrawn\n",
        b"redrawn\n<html>",
        b"redrawn\n%PDF-1.7",
        b"checked",
        b"hello\nthere",
        b"\xff\xfe\n",
    ],
)
def test_a_child_that_lies_about_an_image_gets_nothing_through(monkeypatch, said) -> None:
    started(monkeypatch, SAYS.format(said))
    looked = child.look(hostile.image(), Kind.JPEG)
    assert looked.body is None
    assert looked == UNREADABLE or looked.finding is Finding.CHECKED


def test_a_child_cannot_put_another_file_in_the_place_of_a_pdf(monkeypatch) -> None:
    started(monkeypatch, SAYS.format(b"redrawn\n" + hostile.image()))
    assert child.look(hostile.pdf(), Kind.PDF) == UNREADABLE
    started(monkeypatch, SAYS.format(b"\n" + b"something else"))
    assert child.look(hostile.pdf(), Kind.PDF) == UNREADABLE


def test_a_child_that_talks_without_end_is_ended(monkeypatch) -> None:
    endless = "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 1000000)"
    started(monkeypatch, endless)
    with pytest.raises(Died):
        child.look(hostile.pdf(), Kind.PDF)


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "import sys, time; sys.stdout.close(); time.sleep(60)",
        "import os; os.kill(os.getpid(), 9)",
        "raise MemoryError",
    ],
)
def test_a_child_that_hangs_or_dies_gave_no_answer(monkeypatch, code) -> None:
    started(monkeypatch, code)
    with pytest.raises(Died):
        child.look(hostile.pdf(), Kind.PDF, seconds=1)


def test_a_child_that_cannot_be_started_gave_no_answer(monkeypatch) -> None:
    def refuse(*given: object, **how: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(child.subprocess, "Popen", refuse)
    with pytest.raises(Died):
        child.look(hostile.pdf(), Kind.PDF)


def test_the_child_is_told_nothing_of_this_process(monkeypatch) -> None:
    monkeypatch.setenv("RECUPERA_DATABASE", "postgresql://secret@/recupera_{store}")
    started(
        monkeypatch,
        "import os, sys; sys.stdin.buffer.read()\n"
        "told = [name for name in os.environ if name.startswith('RECUPERA')]\n"
        "sys.stdout.write('bomb\\n' if told else 'active\\n')",
    )
    assert child.look(hostile.pdf(), Kind.PDF).finding is Finding.ACTIVE


@pytest.mark.parametrize("name", ["PNG", "GIF", "TIFF", "PPM", "PCX", "EPS"])
def test_the_child_decodes_the_kind_that_it_was_told_and_no_other(name) -> None:
    assert child.look(hostile.image(name), Kind.JPEG) == UNREADABLE
