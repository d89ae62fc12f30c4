"""A new password: judged once more whether this browser proved the account, then set and told.

An enquiry that proved nothing is refused before the directory is asked, with the same steps
whatever it was about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from recupera import directories, passwords
from recupera.directories.contract import DirectoryRefused, DirectoryUnavailable
from recupera.enquiries import codes, guarding, proofs
from recupera.enquiries.content import Content
from recupera.enquiries.models import Enquiry
from recupera.enquiries.models import State as EnquiryState
from recupera.journal.events import Event, record
from recupera.letterbox.clock import now
from recupera.letterbox.sealing import Opened
from recupera.letterbox.slot import Verdict, seal_answer, seal_status
from recupera.people import Account
from recupera.recoveries import claims, marks, policy
from recupera.recoveries.models import Recovery, State
from recupera.recoveries.policy import Ending
from recupera.worker.answering.saving import proven, saved, stands_against, tallies_of
from recupera.worker.changing import change, given_up
from recupera.worker.moment import Moment
from recupera.worker.outcome import Outcome
from recupera.worker.requests import SetPassword, read_set_password
from recupera.worker.telling import tell

STORE = "vault"


@dataclass(frozen=True)
class Acted:
    """How it ended; `accounts` are the enquiry's, None where the directory did not say."""

    ending: Ending
    accounts: list[Account] | None = None
    recovery: Recovery | None = None


def look_up(opened: Opened, moment: Moment) -> Acted:
    """All that is done outside the last transaction: the proof, the claim, the directory.

    Raises requests.Malformed, TooEarly, and DirectoryUnavailable or DirectoryRefused for as long
    as it is worth waiting.
    """
    request = read_set_password(opened)
    recovery = Recovery.objects.filter(id=moment.envelope).first()
    accounts = None
    try:
        enquiry, content, accounts = _accounts(opened.flow.slot_id)
        if recovery is None:
            begun = _begin(request, enquiry, content, accounts, moment)
            if isinstance(begun, Ending):
                return Acted(begun, accounts)
            recovery = begun
        return Acted(change(recovery, request.password), accounts, recovery)
    except (DirectoryUnavailable, DirectoryRefused):
        if moment.now - moment.inserted_at <= policy.PATIENCE:
            raise
        ending = given_up(recovery, now(STORE)) if recovery else Ending.TRY_AGAIN
        return Acted(ending, accounts, recovery)


def settle(opened: Opened, acted: Acted, moment: Moment) -> Outcome:
    """One transaction: every channel told, the verdict kept."""
    slot, at = opened.flow.slot_id, now(STORE)
    enquiry = Enquiry.objects.select_for_update().filter(id=slot).first()
    if acted.recovery and acted.recovery.state == State.SET:
        tell(acted.recovery, at)
    record(Event.ACTED, {"enquiry": slot, "act": "set_password", "verdict": acted.ending.value})
    if enquiry is None:
        return _unknown(opened, acted, moment)
    content = Content.open(slot, bytes(enquiry.body))
    content = content.with_verdict(moment.envelope, acted.ending.value)
    accounts = acted.accounts
    if accounts is not None:
        accounts = stands_against(enquiry, accounts).live(accounts)
    tallies = tallies_of(content, moment)
    return saved(opened.flow, enquiry, content, tallies=tallies, accounts=accounts, moment=moment)


def _accounts(slot: str) -> tuple[Enquiry | None, Content | None, list[Account]]:
    """The enquiry and the accounts of its datum; nobody's before any code of it was typed."""
    enquiry = Enquiry.objects.filter(id=slot).first()
    if enquiry is None:
        return None, None, []
    content = Content.open(slot, bytes(enquiry.body))
    if not any(kept.spent_at for kept in content.codes):
        return enquiry, content, []
    return enquiry, content, directories.current().find(content.kind, content.value)


def _begin(
    request: SetPassword,
    enquiry: Enquiry | None,
    content: Content | None,
    accounts: Sequence[Account],
    moment: Moment,
) -> Recovery | Ending:
    """A claim on the account, committed; or why there is none."""
    account = _proven(request, enquiry, content, accounts, moment)
    if enquiry is None or account is None:
        return Ending.NOT_PROVEN
    refused = _refused(enquiry, account)
    if refused:
        return refused
    if passwords.check(request.password, context=_context(account)):
        return Ending.AGAINST_POLICY
    return _claim(request, enquiry, account, moment)


def _claim(
    request: SetPassword, enquiry: Enquiry, account: Account, moment: Moment
) -> Recovery | Ending:
    claimed = claims.claim(
        moment.envelope,
        enquiry=enquiry.id,
        account=account,
        language=request.language,
        now=now(STORE),
    )
    if claimed is None:
        return Ending.ANOTHER_FIRST
    # Again, now that the claim is committed: another tab may have finished since the first look,
    # and whoever freezes looks for claims after committing, so one of the two sees the other.
    refused = _refused(enquiry, account)
    if refused:
        claims.release(claimed)
    return refused or claimed


def _refused(enquiry: Enquiry, account: Account) -> Ending | None:
    stands = stands_against(enquiry, [account])
    recovered = account.id in stands.recovered or _was_set_here(enquiry, account)
    return policy.refused(proven=True, frozen=bool(stands.frozen), recovered=recovered)


def _proven(
    request: SetPassword,
    enquiry: Enquiry | None,
    content: Content | None,
    accounts: Sequence[Account],
    moment: Moment,
) -> Account | None:
    """The active account of this mark, if this enquiry proved it by e-mail not long before."""
    if enquiry is None or content is None or enquiry.state != EnquiryState.PROVEN:
        return None
    id = enquiry.id
    named = (one for one in accounts if codes.account_mark(one.id, enquiry=id) == request.account)
    account = next(named, None)
    if account is None or not account.active:
        return None
    may = proofs.may_act(
        content.codes,
        account,
        at=moment.inserted_at,
        mark=lambda address: codes.channel_mark(address, enquiry=id),
    )
    return account if may and _enough(enquiry, content, account, moment) else None


def _enough(enquiry: Enquiry, content: Content, account: Account, moment: Moment) -> bool:
    """Whether what was proven is enough after so many wrong codes as there were."""
    with transaction.atomic(STORE):
        guarded = tallies_of(content, moment).guarded
    # At the hour at which it was pressed: the worker's delay makes no proof too old.
    pressed = replace(moment, now=moment.inserted_at)
    return bool(guarding.enough(proven(enquiry, content, [account], pressed), guarded))


def _was_set_here(enquiry: Enquiry, account: Account) -> bool:
    """One proof changes one password once, also in a second tab of the same enquiry."""
    probes = marks.probes_of_account(account.id)
    done = (State.TOLD, State.OBJECTED)
    return Recovery.objects.filter(account__in=probes, enquiry=enquiry.id, state__in=done).exists()


def _context(account: Account) -> list[str]:
    """What an attacker tries first."""
    known = [account.username, account.name, account.document_number, account.organisation]
    return [*known, *account.emails, *account.phones]


def _unknown(opened: Opened, acted: Acted, moment: Moment) -> Outcome:
    """The enquiry was purged, or there never was one."""
    status = seal_status(opened.flow, 0, {moment.envelope: Verdict(acted.ending.value)})
    return Outcome(opened.flow.slot_id, 1, status, seal_answer(opened.flow, (), more=False))
