"""Slips that are worth a question before anything is asked: "¿Quiso escribir ana@gmail.com?".

A doubt refuses nothing: the same datum sent a second time is taken as it stands.
"""

from django.utils.translation import gettext as _

from recupera.people import DatumKind
from recupera.portal.question import Datum

# Where most people have their mail; nothing here says who has an account.
USUAL = ("gmail.com", "hotmail.com", "outlook.com", "yahoo.com", "icloud.com", "hotmail.es")


class Doubt(Exception):
    """A question at a field. `meant` is what the person may have meant; empty where unknown."""

    def __init__(self, datum: Datum, *, meant: str = "") -> None:
        super().__init__(datum.kind)
        self.field = datum.kind
        self.typed = datum.typed
        self.meant = meant
        self.closed = ""

    @property
    def sentence(self) -> str:
        if self.meant:
            return _("¿Quiso escribir %(meant)s?") % {"meant": self.meant}
        return _("Ese número tiene un largo poco común. Revíselo.")


def doubt(datum: Datum) -> Doubt | None:
    """What is odd about a datum in its typed form, if anything."""
    if datum.kind == DatumKind.EMAIL:
        meant = meant_by(datum.normal.value)
        return Doubt(datum, meant=meant) if meant else None
    return Doubt(datum) if datum.normal.odd else None


def meant_by(address: str) -> str:
    """The address that a person may have meant; empty where nothing looks like a slip."""
    name, _at, domain = address.rpartition("@")
    better = _usual(domain)
    return f"{name}@{better}" if better != domain else ""


def _usual(domain: str) -> str:
    if domain in USUAL:
        return domain
    near = next((usual for usual in USUAL if _one_slip(domain, usual)), None)
    if near:
        return near
    head, _dot, top = domain.rpartition(".")
    return f"{head}.com" if top in ("con", "comm", "cmo", "ocm") else domain


def _one_slip(typed: str, meant: str) -> bool:
    """One letter too many, too few, other, or two neighbours changed over."""
    start = _same_start(typed, meant)
    one, two = typed[start:], meant[start:]
    return typed != meant and (
        one[1:] == two
        or one == two[1:]
        or one[1:] == two[1:]
        or (one[:2] == two[:2][::-1] and one[2:] == two[2:])
    )


def _same_start(one: str, two: str) -> int:
    length = 0
    while length < min(len(one), len(two)) and one[length] == two[length]:
        length += 1
    return length
