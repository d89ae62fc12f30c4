"""What the tests of the outbox and the sender share."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("RECUPERA_DEMO", "1")
os.environ.setdefault("RECUPERA_ORIGIN", "http://127.0.0.1:8000")
os.environ.setdefault("RECUPERA_DATA", tempfile.mkdtemp(prefix="recupera-tests-"))

from recupera.keys import make_missing  # noqa: E402

make_missing(Path(os.environ["RECUPERA_DATA"]))
