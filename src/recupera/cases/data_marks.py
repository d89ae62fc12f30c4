"""The data by which a case is found again: a mark for each that its form holds."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from recupera.cases import marks
from recupera.cases.catalogue import Catalogue, FieldKind, load_catalogue
from recupera.cases.joining import fields_of
from recupera.cases.models import Case, CaseMark
from recupera.options import current
from recupera.people import DatumKind, Refused, normal

KINDS = {
    FieldKind.DOCUMENT: DatumKind.NATIONAL_ID,
    FieldKind.PHONE: DatumKind.PHONE,
    FieldKind.EMAIL: DatumKind.EMAIL,
    FieldKind.USERNAME: DatumKind.USERNAME,
}
MOST = 200


def mark_data(case: Case, fields: Mapping[str, str]) -> None:
    """Writes the marks of these fields in place of those that there were."""
    CaseMark.objects.filter(case=case).delete()
    CaseMark.objects.bulk_create(
        CaseMark(case=case, kind=kind.value, mark=marks.probes_of_datum(kind, value)[0])
        for kind, value in sorted(set(data_in(fields)))
    )
    if not case.marked:
        # Not a change of the case that anybody sees: its revision stays.
        Case.objects.filter(reference=case.reference).update(marked=True)
        case.marked = True


def mark_older() -> int:
    """Writes the marks of cases that have none yet, or whose fields went; returns how many."""
    cases = list(Case.objects.filter(marked=False).order_by("opened_at")[:MOST])
    for one in cases:
        with transaction.atomic("vault"):
            case = Case.objects.select_for_update().get(reference=one.reference)
            mark_data(case, fields_of(case))
    return len(cases)


def found_by(kind: DatumKind, value: str) -> list[str]:
    """The references of the threads in which this datum, in normal form, was typed."""
    probes = marks.probes_of_datum(kind, value)
    rows = CaseMark.objects.filter(kind=kind.value, mark__in=probes).order_by("-case__received_at")
    pairs = rows.values_list("case_id", "case__joined_to")
    return list(dict.fromkeys(joined or reference for reference, joined in pairs))


def data_in(fields: Mapping[str, str]) -> Iterator[tuple[DatumKind, str]]:
    """What in these fields has a normal form, by the catalogue's kinds."""
    catalogue = load_catalogue(current().preset)
    for slug, said in fields.items():
        kind = _kind(catalogue, slug)
        if kind is None:
            continue
        try:
            yield kind, normal(kind, said).value
        except Refused:
            continue


def _kind(catalogue: Catalogue | None, slug: str) -> DatumKind | None:
    known = catalogue.field(slug) if catalogue else None
    return KINDS.get(known.kind) if known else None
