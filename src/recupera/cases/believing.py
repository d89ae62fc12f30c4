"""What is believed of a form that came, and what the desk is told was odd about it.

A catalogue may have been edited while the form was on its way, so nothing here refuses a case.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from recupera.cases.catalogue import Catalogue, FieldKind, FormField, Step, load_catalogue
from recupera.cases.policy import MOST_AFTER, MOST_BEFORE
from recupera.options import current
from recupera.people import DatumKind, Refused, normal


@dataclass(frozen=True)
class Believed:
    """`email_field` is the slug of the case's own e-mail, `email` in normal form; both may be
    empty. `document` is what marks the person. `doubts` are sentences for the desk."""

    fields: Mapping[str, str] = field(repr=False)
    email_field: str = ""
    email: str = ""
    document: str = ""
    doubts: tuple[str, ...] = ()


def believed(
    system: str, request: str, subject: str, *, whose: str, fields: Mapping[str, str]
) -> Believed:
    """What is kept of the fields. Somebody who stays anonymous has no field that identifies."""
    catalogue = load_catalogue(current().preset)
    anonymous = whose == "anonymous"
    kept = {slug: said for slug, said in fields.items() if not anonymous or _bare(catalogue, slug)}
    doubts = [*_about_subject(catalogue, system, request, subject, anonymous=anonymous)]
    doubts += _about_fields(catalogue, subject, kept)
    if len(kept) < len(fields):
        doubts.append("An anonymous form had fields that identify; they were dropped.")
    slug = _first(catalogue, kept, FieldKind.EMAIL)
    email = _normal(kept.get(slug, ""))
    document = document_in(kept)
    return Believed(kept, slug if email else "", email, document, tuple(doubts))


def document_in(fields: Mapping[str, str]) -> str:
    """The person's own document; empty where there is none."""
    catalogue = load_catalogue(current().preset)
    return fields.get(_first(catalogue, fields, FieldKind.DOCUMENT), "")


def received(told: float, inserted_at: datetime) -> tuple[datetime, tuple[str, ...]]:
    """When the case was received. The portal says it in the breath in which it leaves the
    envelope, and a worker that is down for days changes neither; so what is far from the hour at
    which the database took the envelope is not believed."""
    try:
        at = datetime.fromtimestamp(told, UTC)
    except (ValueError, OverflowError, OSError):
        at = datetime.min.replace(tzinfo=UTC)
    if inserted_at - MOST_BEFORE <= at <= inserted_at + MOST_AFTER:
        return at, ()
    said = f"The portal said that it was received at {at.isoformat()}; the letterbox's hour counts."
    return inserted_at, (said,)


def _about_subject(
    catalogue: Catalogue | None, system: str, request: str, subject: str, *, anonymous: bool
) -> list[str]:
    if catalogue is None or not catalogue.offers(system, request, subject):
        return [f"The catalogue does not offer {system} / {request} / {subject}."]
    about = catalogue.subject(subject)
    if anonymous and about and not about.anonymous:
        return [f"The catalogue allows no anonymous case about {subject}."]
    return []


def _about_fields(
    catalogue: Catalogue | None, subject: str, fields: Mapping[str, str]
) -> list[str]:
    about = catalogue.subject(subject) if catalogue else None
    expected = about.fields if about else ()
    unknown = sorted(slug for slug in fields if about and slug not in expected)
    long = sorted(slug for slug, said in fields.items() if _too_long(catalogue, slug, said))
    found = [f"Not a field of this subject: {', '.join(unknown)}."] if unknown else []
    return found + ([f"Longer than the catalogue allows: {', '.join(long)}."] if long else [])


def _too_long(catalogue: Catalogue | None, slug: str, said: str) -> bool:
    known = _field(catalogue, slug)
    return known is not None and len(said) > known.longest


def _bare(catalogue: Catalogue | None, slug: str) -> bool:
    """Whether a field identifies nobody; one that nobody knows may."""
    known = _field(catalogue, slug)
    return known is not None and not known.identity


def _first(catalogue: Catalogue | None, fields: Mapping[str, str], kind: FieldKind) -> str:
    """The person's own e-mail or document: the first of its kind on the pages about persons."""
    steps = (Step.PERSON, Step.CONTACT)
    known = (one for one in (catalogue.fields if catalogue else ()) if one.kind is kind)
    return next((one.slug for one in known if one.step in steps and one.slug in fields), "")


def _field(catalogue: Catalogue | None, slug: str) -> FormField | None:
    return catalogue.field(slug) if catalogue else None


def _normal(typed: str) -> str:
    try:
        return normal(DatumKind.EMAIL, typed).value
    except Refused:
        return ""
