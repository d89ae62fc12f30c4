"""Days, opening hours and terms begin and end on the hour, in UTC as in Bogotá: what a test writes
in one of them and reads in the next would differ."""

import time

import pytest

HOUR = 3600
# Longer than a test in this process takes, on a busy machine as well.
LAST = 15


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test begins in the last seconds of an hour."""
    left = HOUR - time.time() % HOUR
    if left < LAST:
        time.sleep(left)
