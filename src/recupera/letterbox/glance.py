"""What a small look into the letterbox found, kept by this process for some seconds."""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class Glance(Generic[T]):
    """Call it for what there is. `look` is given what was found before, in case it fails."""

    def __init__(self, look: Callable[[T], T], first: T, *, seconds: float) -> None:
        self._look, self._first, self._seconds = look, first, seconds
        self._found, self._again_at = first, float("-inf")

    def __call__(self) -> T:
        now = monotonic()
        if now >= self._again_at:
            # First, so that no other thread looks as well, which could take long.
            self._again_at = now + self._seconds
            self._found = self._look(self._found)
        return self._found

    def forget(self) -> None:
        """Looks anew at the next call."""
        self._found, self._again_at = self._first, float("-inf")
