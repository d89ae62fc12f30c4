"""Days, opening hours and terms begin and end on the hour, in UTC as in Bogotá: what a test writes
in one of them and reads in the next would differ."""

import time

import pytest

HOUR = 3600
# As pages and messages say one: "las 12:59 p. m." and "la 1:00 p. m." are a minute apart and not of
# one length, and after midnight the day stands behind.
SPOKEN = r"\blas? \d{1,2}:\d\d\s[ap]\.\s?m\.( del \d{1,2} de [a-z]+)?"
# Longer than a test in this process takes, on a busy machine as well.
LAST = 15


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test begins in the last seconds of an hour."""
    left = HOUR - time.time() % HOUR
    if left < LAST:
        time.sleep(left)
