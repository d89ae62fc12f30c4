"""What one browser has filled in so far, as it was typed, and how it is kept between the pages."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from django.http import HttpRequest

from recupera.cases.catalogue import Catalogue, Subject, load_catalogue
from recupera.guard.limits import spend_case_budgets
from recupera.guard.source import source_of
from recupera.letterbox import drafts, room
from recupera.letterbox.cases import Sent
from recupera.letterbox.drop import accepting
from recupera.letterbox.flow import Flow
from recupera.letterbox.remembered import Following
from recupera.options import current
from recupera.portal.cookies import Case, draft_of

SELF, OTHER, ANONYMOUS = "self", "other", "anonymous"


@dataclass(frozen=True)
class Draft:
    """`fields` are as typed and `sure` what its person said is right although odd, by slug.

    `reviewed` is true once every page was filled in: from then on each leads back to the review.
    """

    system: str
    request: str
    subject: str
    whose: str = ""
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    sure: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: tuple[Sent, ...] = ()
    reviewed: bool = False

    @cached_property
    def about(self) -> Subject:
        found = catalogue().subject(self.subject)
        assert found, "a draft's subject is one of the catalogue's"
        return found

    @property
    def anonymous(self) -> bool:
        return self.whose == ANONYMOUS and self.about.anonymous


def catalogue() -> Catalogue:
    """The platform's. Pages of the form exist only where it has one."""
    found = load_catalogue(current().preset)
    assert found, "this preset has no catalogue of cases"
    return found


def first() -> Draft:
    """Nothing filled in, and about what most people come for."""
    return Draft(*catalogue().first)


def kept(request: HttpRequest) -> Draft | Case | None:
    """This browser's draft; or, once that was sent, the case that it has become."""
    flow = draft_of(request)
    return _of(drafts.read(flow)) if flow else None


def change(flow: Flow, step: Callable[[Draft], Draft]) -> Draft | Case | None:
    """Changes what is kept now, whoever else saved in between: field by field the later one wins.

    None where there is no draft any more. Raises keys.TooLarge.
    """
    with accepting():
        found = _of(drafts.hold(flow))
        if not isinstance(found, Draft):
            return found
        changed = step(found)
        drafts.save(flow, asdict(changed))
        return changed


def begin(request: HttpRequest, draft: Draft) -> Flow:
    """Keeps a new draft under a new secret. Raises guard.limits.Closed."""
    flow = Flow.mint()
    with accepting():
        spend_case_budgets("draft", source=source_of(request))
        drafts.save(flow, asdict(draft))
    return flow


def discard(flow: Flow) -> None:
    """Deletes the draft with its files, unless it was sent."""
    with accepting():
        found = _of(drafts.hold(flow))
        if isinstance(found, Draft):
            for file in found.files:
                room.remove(file.id, owner=drafts.draft_id(flow))
            drafts.delete(flow)


def held(flow: Flow) -> Draft | Case | None:
    """`kept`, and it stays as it is until the caller's transaction ends."""
    return _of(drafts.hold(flow))


def finish(flow: Flow, case: Case) -> None:
    """Puts the receipt in the draft's place, in the caller's transaction."""
    drafts.save(flow, {"secret": case.flow.cookie, "case": vars(case.following)})


def _of(content: drafts.Content | None) -> Draft | Case | None:
    if content is None:
        return None
    if "case" in content:
        flow = Flow.parse(content["secret"])
        return Case(flow, Following(**content["case"])) if flow else None
    files = tuple(Sent(**one) for one in content.pop("files"))
    draft = Draft(**content, files=files)
    # After an upgrade the subject may be gone: what was typed is not.
    choice = (draft.system, draft.request, draft.subject)
    if catalogue().offers(*choice):
        return draft
    return Draft(*catalogue().first, fields=draft.fields, sure=draft.sure, files=files)
