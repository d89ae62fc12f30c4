"""Which pages a draft goes through, in their order, and where each of them leads.

A page is named as in urls.py. Only pages and fields that the subject has are in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from recupera.cases.catalogue import Document, FormField, Step
from recupera.portal.form.answers import Answer, answer
from recupera.portal.form.draft import ANONYMOUS, OTHER, Draft, catalogue

PAGES: Mapping[Step, str] = {
    Step.PERSON: "case_person",
    Step.PLACE: "case_place",
    Step.CONTACT: "case_contact",
    Step.REQUEST: "case_request",
}
FIRST, WHOSE, FILES, REVIEW = "case_form", "case_whose", "case_files", "case_review"


def pages(draft: Draft) -> list[str]:
    """Every page of this draft's journey."""
    held = [name for step, name in PAGES.items() if fields(draft, step)]
    files = [FILES] if documents(draft) else []
    return [FIRST, WHOSE, *held, *files, REVIEW]


def fields(draft: Draft, step: Step | None = None) -> list[FormField]:
    """What is asked: on one page, or on all of them in the order of the pages."""
    slugs = [*draft.about.fields, *(catalogue().for_another if draft.whose == OTHER else ())]
    known = (catalogue().field(slug) for slug in dict.fromkeys(slugs))
    found = [one for one in known if one and _asked(draft, one, step)]
    return sorted(found, key=lambda one: list(Step).index(one.step))


def documents(draft: Draft) -> list[Document]:
    found = (catalogue().document(slug) for slug in draft.about.documents)
    return [one for one in found if one and not (draft.anonymous and one.identity)]


def answers(draft: Draft, step: Step | None = None) -> Iterator[tuple[FormField, Answer]]:
    for field in fields(draft, step):
        typed, sure = draft.fields.get(field.slug, ""), draft.sure.get(field.slug, "")
        yield field, answer(field, typed, sure=sure)


def missing(draft: Draft) -> str:
    """The first page that is not filled in; empty where all are."""
    if not draft.whose or (draft.whose == ANONYMOUS and not draft.anonymous):
        return WHOSE
    bad = {PAGES[field.step] for field, found in answers(draft) if not found.good}
    return next((page for page in pages(draft) if page in bad), "")


def after(draft: Draft, page: str) -> str:
    """Where [Continuar] leads."""
    if draft.reviewed:
        return missing(draft) or REVIEW
    way = pages(draft)
    return way[way.index(page) + 1] if page in way else missing(draft) or REVIEW


def moved(draft: Draft, page: str) -> Draft:
    """The draft after this page was sent: once the last one was and nothing lacks, reviewed."""
    last = pages(draft)[-2] == page and not missing(draft)
    return replace(draft, reviewed=True) if last else draft


def before(draft: Draft, page: str) -> str:
    """Where [Volver] leads."""
    way = pages(draft)
    return way[way.index(page) - 1] if page in way[1:] else FIRST


def _asked(draft: Draft, field: FormField, step: Step | None) -> bool:
    return step in (None, field.step) and not (draft.anonymous and field.identity)
