"""The files of a case: what each is, what the scanner made of it, and whether it can be had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from recupera.cases.catalogue import load_catalogue
from recupera.cases.models import Case, File, FileState
from recupera.cases.sealed import open_about
from recupera.desk.when import moment, today_of
from recupera.options import current

GIVEN = (FileState.CLEAN, FileState.UNSCANNED)


@dataclass(frozen=True)
class Filed:
    """`doubt` is what to mind of it, empty where there is nothing."""

    id: str
    name: str
    size: int
    what: str
    when: str
    given: bool
    doubt: str


def filed(thread: Iterable[Case], language: str, *, now: datetime) -> tuple[Filed, ...]:
    rows = File.objects.filter(case__in=list(thread)).defer("body").order_by("received_at", "id")
    return tuple(_filed(one, language, now) for one in rows)


def _filed(file: File, language: str, now: datetime) -> Filed:
    about = open_about(file.case_id, file.id, bytes(file.about))
    catalogue = load_catalogue(current().preset)
    known = catalogue.document(file.document) if catalogue else None
    return Filed(
        file.id,
        about.name,
        about.size,
        known.label.said(language) if known else "",
        moment(file.received_at, today=today_of(now)),
        file.state in GIVEN,
        _doubt(file),
    )


def _doubt(file: File) -> str:
    said = {
        FileState.CLEAN: "",
        FileState.UNSCANNED: _("Nadie lo pudo revisar: ábralo solo en un equipo para eso"),
        FileState.REFUSED: _("No se guardó; la persona lo sabe"),
    }
    return said.get(FileState(file.state), _("Se está revisando"))
