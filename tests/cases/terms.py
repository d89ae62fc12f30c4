"""Legal terms of so many days, for tests."""

from recupera.cases.catalogue import Term
from recupera.options.words import Text


def term_of(days: int) -> Term:
    return Term(slug="t", label=Text(es="término", en="term"), days=days, source="x")


PETITION = term_of(15)
