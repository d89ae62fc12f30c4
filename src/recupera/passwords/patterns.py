"""Passwords that are long and say little: the same again and again, or a run along the keys.

`password.js` in the page does the same sums while somebody types.
"""

from recupera.passwords.folding import bare, letters

# So few letters or digits that are not part of the pattern add nothing worth having.
LITTLE = 4
FEWEST_SIGNS = 4
SHORTEST_RUN = 3
LINES = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujmikolp",
)
RUNS = LINES + tuple(line[::-1] for line in LINES)


def is_repeated(text: str, least: int) -> bool:
    """Few different signs, or a block that comes again; a block of `least` may."""
    signs = bare(text)
    if not signs:
        return len(set(text)) <= FEWEST_SIGNS
    if len(set(signs)) <= FEWEST_SIGNS and len(signs) * 2 >= len(text):
        return True
    words = letters(text)
    whole = [signs] if len(words) * 2 < len(signs) else [signs, words]
    return any(_period(one) < min(least, len(one)) for one in whole)


def is_sequence(text: str) -> bool:
    """Nearly all of it runs along the alphabet, the digits or the keyboard."""
    signs = bare(text)
    outside, at = 0, 0
    while at < len(signs):
        run = _run(signs, at)
        outside += 0 if run else 1
        at += run or 1
    return bool(signs) and outside <= min(LITTLE, len(signs) // 3)


def _period(signs: str) -> int:
    """The length of the block of which `signs` is made at least twice; else its own length."""
    for length in range(1, len(signs) // 2 + 1):
        if signs[length:] == signs[:-length]:
            return length
    return len(signs)


def _run(signs: str, at: int) -> int:
    """How many signs from `at` on lie on one line, or are the same; 0 if not enough."""
    longest = max(_along(signs, at), _same(signs, at))
    return longest if longest >= SHORTEST_RUN else 0


def _along(signs: str, at: int) -> int:
    length = SHORTEST_RUN - 1
    while at + length < len(signs) and any(signs[at : at + length + 1] in line for line in RUNS):
        length += 1
    return length


def _same(signs: str, at: int) -> int:
    return len(signs) - at - len(signs[at:].lstrip(signs[at]))
