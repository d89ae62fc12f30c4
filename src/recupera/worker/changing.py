"""Changing one account's password: each step may be done twice, and none needs the one before
to be remembered by anybody but the stores.

A claim was committed before; here the directory is asked. A worker that dies leaves the claim and
its envelope, and the next one does it all again under the same operation.
"""

from collections.abc import Callable
from datetime import datetime

from recupera import directories, passwords
from recupera.directories.contract import (
    Capability,
    DirectoryRefused,
    DirectoryUnavailable,
    Refusal,
    Setting,
)
from recupera.recoveries.claims import move, release
from recupera.recoveries.content import Content
from recupera.recoveries.models import Recovery, State
from recupera.recoveries.policy import Ending
from recupera.recoveries.standing import is_frozen
from recupera.worker.outcome import TooEarly

REFUSED = {
    Refusal.HISTORY: Ending.USED_BEFORE,
    Refusal.POLICY: Ending.AGAINST_POLICY,
    Refusal.UNKNOWN_ACCOUNT: Ending.NOT_PROVEN,
}


def change(recovery: Recovery, password: str) -> Ending:
    """Sets the password, and then does what belongs to it; goes on from where another came.

    Raises DirectoryUnavailable, or TooEarly where another worker does the same just now.
    """
    ending = Ending.DONE
    if recovery.state == State.CLAIMED:
        ending = _set(recovery, password)
    if recovery.state == State.SET:
        tidy(recovery)
    return ending


def given_up(recovery: Recovery, now: datetime) -> Ending:
    """What to say when the directory has not answered for long enough.

    What was set is said to be set, and housekeeping goes on with the rest. What nobody knows is
    said to be unknown, and housekeeping finds out.
    """
    if recovery.state == State.SET:
        return Ending.DONE
    try:
        return Ending.DONE if came_through(recovery) else Ending.TRY_AGAIN
    except DirectoryUnavailable:
        Recovery.objects.filter(id=recovery.id).update(due_at=now)
        return Ending.UNSURE


def came_through(recovery: Recovery) -> bool:
    """Whether a claimed operation was carried out after all; if not it never will be, and the
    claim is released. Raises DirectoryUnavailable or TooEarly."""
    directory, account = directories.current(), Content.of(recovery).account
    try:
        if directory.has_set(account.id, operation=recovery.id):
            _moved_to_set(recovery)
            return True
        directory.void_password(account.id, operation=recovery.id)
    except DirectoryRefused:
        pass  # There is no such account any more, and nothing that could come through.
    release(recovery)
    return False


def tidy(recovery: Recovery) -> None:
    """Lifts the lock-out and ends the sessions, where the platform lets us.

    Raises DirectoryUnavailable.
    """
    directory, content = directories.current(), Content.of(recovery)
    unlocked = _done(Capability.UNLOCK, directory.unlock, content.account.id)
    ended = _done(Capability.END_SESSIONS, directory.end_sessions, content.account.id)
    recovery.body = content.with_done(unlocked=unlocked, sessions_ended=ended).seal(recovery.id)
    Recovery.objects.filter(id=recovery.id).update(body=recovery.body)


def _set(recovery: Recovery, password: str) -> Ending:
    account = Content.of(recovery).account.id
    try:
        setting = directories.current().set_password(
            account, passwords.prepared(password), operation=recovery.id
        )
    except DirectoryRefused as no:
        release(recovery)
        return REFUSED.get(no.reason, Ending.TRY_AGAIN)
    if setting == Setting.GONE and is_frozen(account):
        release(recovery)
        return Ending.FROZEN
    # Gone may mean that it was in force for a while: whoever is concerned hears of it all the same.
    _moved_to_set(recovery)
    return Ending.ANOTHER_FIRST if setting == Setting.GONE else Ending.DONE


def _moved_to_set(recovery: Recovery) -> None:
    if not move(recovery, State.SET):
        raise TooEarly


def _done(capability: Capability, act: Callable[[str], None], account: str) -> bool:
    if capability not in directories.current().capabilities:
        return False
    try:
        act(account)
    except DirectoryRefused:
        return False
    return True
