"""What a person wrote and attached for their case, until it is known what became of it.

A draft like the form's, under a secret of its own in the cookie of the case. So it outlives what a
slot does not: a file that is refused, a press too early, the half hour, an act that is not done.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace

from django.http import HttpRequest

from recupera.guard.limits import spend_case_budgets
from recupera.guard.source import source_of
from recupera.letterbox import drafts, room
from recupera.letterbox.cases import Sent
from recupera.letterbox.drop import accepting
from recupera.letterbox.flow import Flow
from recupera.letterbox.slot import Published, Verdict
from recupera.portal.cookies import Case

Verdicts = Mapping[str, Verdict]


@dataclass(frozen=True)
class Written:
    """`envelope` is the act in which it was sent, empty before that."""

    text: str = field(default="", repr=False)
    files: tuple[Sent, ...] = ()
    envelope: str = ""


Step = Callable[[Written, str], Written]


def written(case: Case, published: Published | None) -> Written:
    """What still has to be sent: nothing of an act that is done or on its way."""
    flow = Flow.parse(case.following.draft)
    return _unsent(drafts.read(flow) if flow else None, published)


def change(request: HttpRequest, case: Case, published: Published | None, step: Step) -> Case:
    """Keeps what `step` makes of it; it gets the id of the draft too, which owns its uploads.

    Returns the case with the secret of the draft, for the cookie. Raises guard.limits.Closed,
    room.NoRoom or keys.TooLarge, and then nothing is kept.
    """
    flow = Flow.parse(case.following.draft)
    with accepting():
        found = drafts.hold(flow) if flow else None
        if flow is None or found is None:
            flow = Flow.mint()
            spend_case_budgets("draft", source=source_of(request))
        new = step(_unsent(found, published), drafts.draft_id(flow))
        drafts.save(flow, asdict(new))
    return Case(case.flow, replace(case.following, draft=flow.cookie))


def sent(case: Case, what: Written, *, envelope: str) -> None:
    """Gives the files to the slot of the act, in the transaction in which that is left.

    Raises keys.TooLarge.
    """
    flow = Flow.parse(case.following.draft)
    if flow is None:
        return
    room.give([one.id for one in what.files], to=case.flow.slot_id)
    drafts.save(flow, asdict(replace(what, envelope=envelope)))


def _unsent(content: drafts.Content | None, published: Published | None) -> Written:
    if content is None:
        return Written()
    found = Written(**{**content, "files": tuple(Sent(**one) for one in content["files"])})
    verdict = published.verdicts.get(found.envelope) if published else None
    on_its_way = found.envelope and verdict in (None, Verdict.DONE)
    return Written() if on_its_way else replace(found, envelope="")
