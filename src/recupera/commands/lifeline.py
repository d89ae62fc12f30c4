"""A child ends with its parent, however the parent ended.

The parent holds the other end of standard input; a killed parent cannot keep it open, on any
system, which a signal asked of the kernel (Linux alone) would not cover.
"""

import os
import signal
import threading
import time

SECONDS_TO_STOP = 5.0


def hold() -> None:
    """Stops this process, kindly and then not, once standard input is at its end."""
    threading.Thread(target=_watch, name="lifeline", daemon=True).start()


def _watch() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os._exit(1)
