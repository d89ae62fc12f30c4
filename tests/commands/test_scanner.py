"""`recupera scanner` as a process: nobody of its own user looks into its memory."""

import subprocess
import sys

import pytest

from tests.house import engines


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's kernel")
def test_it_keeps_its_memory_to_itself() -> None:
    code = (
        "import ctypes\nfrom recupera.commands.scanner import _keep_memory_to_itself as keep\n"
        "keep()\nprint(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(engines.ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    # PR_GET_DUMPABLE: 0 is what refuses ptrace and /proc/…/mem to everybody but root.
    assert done.stdout == "0\n"
