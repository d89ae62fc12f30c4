"""What the child may use: set by itself before the first byte of a file is read."""

import ctypes
import resource
import signal
import sys

MIB = 1024 * 1024
# An image of 40 million pixels takes 160 MB, and there are up to four of it while it is redrawn.
MEMORY = 1024 * MIB
# The largest good image takes five.
CPU_SECONDS = 20

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


def limit() -> None:
    """Irrevocable for whoever is not root. Nothing can be opened afterwards, no socket either.

    A limit of no descriptors leaves the pipes that are open and lets nothing be added to them:
    no file, no address of the network, no shared memory. That holds on every Unix, where a
    namespace without a network would be Linux's alone and often forbidden.
    """
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
    if sys.platform == "linux":
        _of_linux()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _of_linux() -> None:
    """It ends with the scanner, however that ends, and gains no right by starting a program."""
    kernel = ctypes.CDLL(None)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
