"""Does one task for each batch in other processes, one for each further core, a little ahead."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TypeVar

Given = TypeVar("Given")
Done = TypeVar("Done")


def abreast(task: Callable[[Given], Done], batches: Iterable[Given]) -> Iterator[Done]:
    """What `task` makes of each batch, in their order; memory holds a few batches, not all.

    A single batch, or a single core, is not worth another process.
    """
    rest, others = iter(batches), len(os.sched_getaffinity(0)) - 1
    first = list(islice(rest, 2))
    if not others or len(first) < 2:
        yield from map(task, chain(first, rest))
        return
    # Not by fork: a copy of an open connection to a store must not exist.
    context = get_context("spawn")
    with ProcessPoolExecutor(others, mp_context=context, initializer=_end_with_parent) as pool:
        ahead: deque[Future[Done]] = deque()
        for batch in chain(first, rest):
            ahead.append(pool.submit(task, batch))
            if len(ahead) > others:
                yield ahead.popleft().result()
        yield from (one.result() for one in ahead)


def _end_with_parent() -> None:
    """However the parent ended: a killed one could not tell."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
