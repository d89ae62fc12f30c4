"""Lets the worker handle what waits, and prints how many envelopes in how many seconds, as JSON.

`python -m bench.turns`: seconds by the clock and of the processor; start-up does not count.
"""

import json
import time

from recupera.commands.main import use_door


def main() -> None:
    use_door("worker")
    from recupera.worker.run import turn

    # Connections, keys and statements are there from the second envelope on.
    turn()
    began, used, handled = time.monotonic(), time.process_time(), 0
    while taken := turn():
        handled += taken
    spent = time.process_time() - used
    print(json.dumps({"handled": handled, "seconds": time.monotonic() - began, "processor": spent}))


if __name__ == "__main__":
    main()
