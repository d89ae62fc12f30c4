"""What an agent sees of the accounts behind a case: masked, or one of them in clear for a reason.

Both are counted against a day's budget and journalled with the case.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.agents.tally import day_of, today
from recupera.enquiries import ledgers, owners
from recupera.journal.events import Event, record_of
from recupera.options import current
from recupera.orders.accounts import Behind
from recupera.people import Account
from recupera.people.masking import masked_email, masked_name, masked_number, masked_word
from recupera.recoveries import marks
from recupera.recoveries.models import Recovery
from recupera.worker.order_facts import freeze_of
from recupera.worker.serving.asking import Asking, Reason, Refused

# Whoever calls sees the registered number, and whoever is told that a text names what is registered
# knows what it is.
IN_CLEAR = (Act.VIEW_CLEAR.value, Act.CALL.value, Reason.ACCOUNT_DATA.value)


def require_budget(asking: Asking, act: Act) -> None:
    """In the transaction: of two looks at once one is the last. Raises Refused."""
    Agent.objects.select_for_update().get(id=asking.by.id)
    within_budget(asking, act)


def within_budget(asking: Asking, act: Act) -> None:
    """Raises Refused with the hour at which there are looks again."""
    masked = act is Act.VIEW_MASKED
    looked = today(asking.by.id, act.value, asking.now) >= current().desk_looks
    if looked if masked else spent(asking):
        raise Refused(Reason.OVER_BUDGET, again=_tomorrow(asking.now).isoformat())


def spent(asking: Asking) -> bool:
    """Whether this agent's looks in clear of today are used up."""
    looks = sum(today(asking.by.id, one, asking.now) for one in IN_CLEAR)
    return looks >= current().desk_views


def journalled(asking: Asking, found: Sequence[Behind], *, clear: bool) -> None:
    """Marks are cut: they name the accounts to whoever has the whole ones."""
    named = [one.mark[:12] for one in found[:4]]
    facts = {"agent": asking.by.id, "clear": clear, "accounts": len(found), "marks": named}
    record_of(asking.about.reference, Event.VIEWED, facts)


def masked(behind: Behind, now: datetime) -> dict[str, Any]:
    account = behind.account
    return _story(behind, now) | {
        "username": masked_word(account.username),
        "name": masked_name(account.name),
        "document": f"{account.document_type} {masked_number(account.document_number)}".strip(),
        "emails": [masked_email(one) for one in account.emails],
        "phones": [masked_number(one) for one in account.phones],
        "organisation": masked_name(account.organisation),
    }


def clear(behind: Behind, now: datetime) -> dict[str, Any]:
    account = behind.account
    return _story(behind, now) | {
        "username": account.username,
        "name": account.name,
        "document": f"{account.document_type} {account.document_number}".strip(),
        "emails": list(account.emails),
        "phones": list(account.phones),
        "organisation": account.organisation,
    }


def _story(behind: Behind, now: datetime) -> dict[str, Any]:
    """What is no datum of anybody: how it was found, how it stands, what happened lately.

    Which message reached whom is not here: nobody can tell whose a row of the outbox is.
    """
    account, frozen = behind.account, freeze_of(behind.account)
    return {
        "mark": behind.mark,
        "fields": list(behind.fields),
        "active": account.active,
        "role": account.role,
        "administrator": account.is_administrator,
        "frozen": frozen.case_reference if frozen else "",
        "recoveries": _recoveries(account),
        **_enquiries(account, now),
    }


def _recoveries(account: Account) -> list[dict[str, str]]:
    probes = marks.probes_of_account(account.id)
    rows = Recovery.objects.filter(account__in=probes).order_by("-claimed_at")[:5]
    return [{"at": one.claimed_at.isoformat(), "state": one.state} for one in rows]


def _enquiries(account: Account, now: datetime) -> dict[str, Any]:
    """What the ledgers of its owner know of the last day."""
    tallies = ledgers.opened(owners.of_account(account)[:1], now) if account.emails else {}
    sent = [one.at.isoformat() for tally in tallies.values() for one in tally.sent]
    return {"asked": sent, "wrong_codes": sum(one.failures for one in tallies.values())}


def _tomorrow(now: datetime) -> datetime:
    zone = ZoneInfo(current().texts.service.zone)
    return datetime.combine(day_of(now) + timedelta(days=1), time(), zone)
