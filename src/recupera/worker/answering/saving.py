"""The end of every answering: the enquiry is saved, and all that its browser may see is sealed."""

from collections.abc import Sequence

from recupera import directories
from recupera.directories.contract import Capability
from recupera.enquiries import answers, codes, guarding, owners, proofs, rows
from recupera.enquiries.allotment import Tallies
from recupera.enquiries.content import Content, tries_left
from recupera.enquiries.models import Enquiry
from recupera.enquiries.proofs import Proven
from recupera.letterbox.flow import Flow
from recupera.letterbox.slot import Verdict, seal_answer, seal_status
from recupera.people import Account
from recupera.recoveries import standing
from recupera.recoveries.standing import Standing
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome


def saved(
    flow: Flow,
    enquiry: Enquiry,
    content: Content,
    *,
    tallies: Tallies,
    accounts: list[Account] | None,
    moment: Moment,
) -> Outcome:
    """Saves what was changed in `enquiry`, and seals its whole status and answer anew.

    The answer is whole each time, also after a wrong code or another ask: of two outcomes that
    overtake each other the later one is shown, and nothing of the earlier is lost. `accounts` are
    those of the enquiry's datum; None where the directory could not say, and the answer stays.
    """
    enquiry.revision += 1
    enquiry.body = content.seal(enquiry.id)
    rows.write(enquiry)
    verdicts = {envelope: Verdict(verdict) for envelope, verdict in content.verdicts.items()}
    status = seal_status(flow, tries_left(enquiry.tries), verdicts)
    answer = None
    if accounts is not None:
        seen = proven(enquiry, content, accounts, moment)
        answer = _answer(flow, enquiry, seen, accounts=accounts, tallies=tallies)
    return Outcome(enquiry.id, enquiry.revision, status, answer)


def tallies_of(content: Content, moment: Moment) -> Tallies:
    """The ledgers of those whom this enquiry wrote to, locked; decoys before its first ask."""
    marks = tuple(content.owners) or owners.marks((), (), content.kind, content.value)
    return Tallies.open(marks, moment.now)


def stands_against(enquiry: Enquiry, accounts: Sequence[Account]) -> Standing:
    """Which of the accounts are frozen, or were recovered by another enquiry since this began."""
    return standing.look(accounts, enquiry=enquiry.id, since=enquiry.created_at)


def proven(
    enquiry: Enquiry, content: Content, accounts: list[Account], moment: Moment
) -> tuple[Proven, ...]:
    """The accounts of which this enquiry proved a channel."""
    return proofs.proven(
        content.codes,
        accounts,
        at=moment.now,
        mark=lambda address: codes.channel_mark(address, enquiry=enquiry.id),
    )


def _answer(
    flow: Flow,
    enquiry: Enquiry,
    seen: tuple[Proven, ...],
    *,
    accounts: list[Account],
    tallies: Tallies,
) -> bytes:
    opened = guarding.enough(seen, tallies.guarded)
    shown, more = answers.answer(opened, found=len(accounts), enquiry=enquiry.id)
    can = directories.current().capabilities
    return seal_answer(
        flow,
        shown,
        more,
        can_set_password=Capability.SET_PASSWORD in can,
        ends_sessions=Capability.END_SESSIONS in can,
        second=len(opened) < len(seen),
    )
