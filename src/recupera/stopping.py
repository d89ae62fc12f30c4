"""Ends a process when it is told to.

A handler of a signal runs in the middle of whatever the main thread does, and that may be waiting
on the very event that says so: `threading.Event` is locked for an instant at each look, and a
handler that sets it then waits for itself, for ever. So a handler puts a note into a queue, which
Python promises to allow it, and a thread sets the event.
"""

import signal
import threading
from queue import SimpleQueue
from types import FrameType

BY_ALL = (signal.SIGTERM, signal.SIGINT)


class Stopping(threading.Event):
    """Set once one of the signals has come; `by` is that signal's name. In the main thread only."""

    def __init__(self, *signals: signal.Signals) -> None:
        super().__init__()
        self.by = ""
        self._came: SimpleQueue[int] = SimpleQueue()
        for number in signals or BY_ALL:
            signal.signal(number, self._note)
        threading.Thread(target=self._listen, name="stopping", daemon=True).start()

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._came.put(number)

    def _listen(self) -> None:
        self.by = signal.Signals(self._came.get()).name
        self.set()
