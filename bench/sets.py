"""Sets one password after another beside the bare hash, turn about; prints the costs as JSON.

`python -m bench.sets NUMBER`: processor seconds of the worker for each act, from its envelope to
the slot, notices included, and of the bare Argon2id hash. Asking and proving before do not count.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial

from recupera.commands.main import use_door


def main() -> None:
    use_door("worker")
    from bench.proven import proven_browsers
    from recupera.directories.embedded.hashes import made
    from recupera.worker.run import turn

    acts: list[float] = []
    bare: list[float] = []
    for number, act in enumerate(proven_browsers(int(sys.argv[1]))):
        password = f"una clave larga número {number} {time.time_ns()}"
        act(password)
        acts.append(_processor(turn))
        bare.append(_processor(partial(made, password)))
    print(json.dumps({"acts": acts, "bare": bare}))


def _processor(step: Callable[[], object]) -> float:
    began = time.process_time()
    step()
    return time.process_time() - began


if __name__ == "__main__":
    main()
