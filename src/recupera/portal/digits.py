"""A code as people type and paste it, in its one form."""

import unicodedata

LENGTH = 8
BETWEEN = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014.\u00a0\u202f\u2009\t")


def eight(typed: str) -> str | None:
    """The eight digits of "4821 7736" or "4821-7736"; None where there are not eight."""
    bare = typed.translate(BETWEEN)
    if len(bare) != LENGTH or not bare.isdecimal():
        return None
    return "".join(str(unicodedata.decimal(digit)) for digit in bare)
