"""What this browser said before, so that the form does not ask it again."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest

from recupera.cases.catalogue import FieldKind, FormField
from recupera.letterbox.slot import Shown, look
from recupera.people import DatumKind
from recupera.portal.answered import ended
from recupera.portal.cookies import Enquiry, enquiry_of
from recupera.portal.form.draft import Draft, catalogue

FIELD_OF: Mapping[DatumKind, FieldKind] = {
    DatumKind.NATIONAL_ID: FieldKind.DOCUMENT,
    DatumKind.PHONE: FieldKind.PHONE,
    DatumKind.USERNAME: FieldKind.USERNAME,
    DatumKind.EMAIL: FieldKind.EMAIL,
}


def filled_in(request: HttpRequest, draft: Draft) -> Draft:
    """The draft with what its browser's enquiry knows, in the fields that are still empty."""
    enquiry = enquiry_of(request)
    if enquiry is None:
        return draft
    slugs = [*draft.about.fields]
    asked = [one for slug in slugs if (one := catalogue().field(slug))]
    known = _typed(enquiry, asked) | _proven(enquiry, asked)
    empty = {slug: text for slug, text in known.items() if not draft.fields.get(slug)}
    return replace(draft, fields={**draft.fields, **empty})


def _typed(enquiry: Enquiry, asked: list[FormField]) -> dict[str, str]:
    """Where a subject asks for two e-mails, the later one is the one registered before."""
    kind = FIELD_OF[enquiry.remembered.kind]
    fitting = [one.slug for one in asked if one.kind is kind]
    return {fitting[-1]: enquiry.remembered.typed} if fitting else {}


def _proven(enquiry: Enquiry, asked: list[FormField]) -> dict[str, str]:
    """Of the one account that is open in this browser; which fields, their autocomplete says."""
    published = look(enquiry.flow, posted_at=enquiry.remembered.posted_at)
    if published is None or not published.accounts or ended(enquiry, published):
        return {}
    account = _chosen(enquiry, published.accounts)
    if account is None:
        return {}
    told = {
        "name": account.name,
        "username": account.username,
        "organization": account.organisation,
    }
    known = {one.slug: told.get(one.autocomplete, "") for one in asked}
    known |= {one.slug: account.role for one in asked if _offers(one, account.role)}
    return {slug: text for slug, text in known.items() if text}


def _chosen(enquiry: Enquiry, accounts: tuple[Shown, ...]) -> Shown | None:
    """The only one, or the one that they chose."""
    if len(accounts) == 1:
        return accounts[0]
    return next((one for one in accounts if one.mark == enquiry.remembered.account), None)


def _offers(field: FormField, slug: str) -> bool:
    return slug in {choice.slug for choice in field.choices}
