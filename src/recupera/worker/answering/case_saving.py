"""The end of every answering about a case: the enquiry is saved, and what its browser may see of
the case is sealed anew and whole."""

from dataclasses import replace

from recupera.cases.enquiry import CaseEnquiry
from recupera.cases.models import Case
from recupera.cases.thread import root_of, shown
from recupera.enquiries import rows
from recupera.enquiries.content import tries_left
from recupera.enquiries.models import Enquiry
from recupera.letterbox.case_slot import CaseShown, seal_case
from recupera.letterbox.flow import Flow
from recupera.letterbox.slot import Verdict, seal_status
from recupera.orders.calls import digits
from recupera.orders.offered import on_ladder
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome


def enquiry_of(flow: Flow, moment: Moment) -> tuple[Enquiry, CaseEnquiry | None]:
    """The enquiry of this flow, held until the transaction ends, or a new one.

    Raises keys.CannotOpen where it is about an account.
    """
    enquiry = rows.lock(flow.slot_id)
    if enquiry is None:
        # Revision 1 is that of an envelope that found no enquiry.
        return Enquiry(id=flow.slot_id, revision=1, created_at=moment.now), None
    return enquiry, CaseEnquiry.open(enquiry.id, bytes(enquiry.body))


def saved(
    flow: Flow, enquiry: Enquiry, content: CaseEnquiry, *, case: Case | None, moment: Moment
) -> Outcome:
    """Saves what was changed, and seals status and answer. `case` is shown only where the enquiry
    has proven it."""
    enquiry.revision += 1
    enquiry.body = content.seal(enquiry.id)
    rows.write(enquiry)
    seen = case if content.proven else None
    verdicts = {envelope: Verdict(verdict) for envelope, verdict in content.verdicts.items()}
    status = seal_status(
        flow, tries_left(enquiry.tries), verdicts, case=seen.reference if seen else ""
    )
    answer = seal_case(flow, _shown(seen, moment) if seen else None)
    return Outcome(enquiry.id, enquiry.revision, status, answer)


def _shown(case: Case, moment: Moment) -> CaseShown:
    """With the two digits for when the desk calls, account or not."""
    seen, root = shown(case, now=moment.now), root_of(case)
    return replace(seen, digits=digits(root)) if on_ladder(root) else seen


def unknown(flow: Flow, moment: Moment, verdict: Verdict) -> Outcome:
    """The enquiry was purged, or its question was never accepted."""
    status = seal_status(flow, 0, {moment.envelope: verdict})
    return Outcome(flow.slot_id, 1, status, seal_case(flow, None))
