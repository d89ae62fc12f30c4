"""Passwords that are little more than what everybody knows about the person or the platform."""

import re
from collections.abc import Iterable, Iterator

from recupera.passwords.folding import bare, folded, letters, undressed
from recupera.passwords.patterns import LITTLE

SHORTEST_WORD = 3


def is_little_more_than(text: str, context: Iterable[str]) -> bool:
    """True if, without the words of `context` and without digits, hardly a letter is left.

    So a name in a long sentence is no harm, and a name with a year, or twice, is refused.
    """
    words = sorted(set(_words(context)), key=len, reverse=True)
    return any(_nothing_left(form, words) for form in (bare(text), bare(undressed(text))))


def _nothing_left(signs: str, words: list[str]) -> bool:
    rest = signs
    for word in words:
        # A sign of its own, so that what stood around a word does not become another one.
        rest = rest.replace(word, " ")
    return rest != signs and len(letters(rest)) <= LITTLE


def _words(context: Iterable[str]) -> Iterator[str]:
    for given in context:
        # The domain of an address is thousands of people's; its own part is the person's.
        known = folded(given.partition("@")[0])
        for word in (bare(known), *re.split(r"[\W_]+", known)):
            if len(word) >= SHORTEST_WORD:
                yield word
