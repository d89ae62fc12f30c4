"""Which keys each door holds, and how they are made, rotated and destroyed."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from recupera.keys.ring import Key, Ring, new_key_id
from recupera.keys.sealing import public_half

# Old versions of these open nothing that must live longer; destroying them is what makes
# yesterday's questions unrecoverable (2-architecture, Keys).
GRACE = timedelta(hours=48)


@dataclass(frozen=True)
class KeyKind:
    """A key: the door that holds it, its name, and the door that holds its public half.

    `shared_with` is a door that holds the same secret: both read and write what it seals.
    """

    door: str
    name: str
    purpose: str
    public_to: str | None = None
    destroy_after: timedelta | None = GRACE
    shared_with: str | None = None
    # Whether a case may wait in the letterbox that only an old version opens.
    awaited: bool = False


KINDS = (
    KeyKind("worker", "envelope", "opens what the portal leaves here", "portal", awaited=True),
    KeyKind("worker", "code", "turns codes into digests"),
    KeyKind("worker", "vault", "seals enquiries, ledgers and journal entries", destroy_after=None),
    KeyKind("worker", "checkpoint", "signs where the journal stood", destroy_after=None),
    KeyKind("worker", "recovery", "hides whom recoveries are about", destroy_after=None),
    KeyKind("worker", "directory", "seals the embedded directory", destroy_after=None),
    KeyKind("worker", "index-account", "blind index of account ids", destroy_after=None),
    KeyKind("worker", "index-national_id", "blind index of documents", destroy_after=None),
    KeyKind("worker", "index-phone", "blind index of phones", destroy_after=None),
    KeyKind("worker", "index-username", "blind index of user names", destroy_after=None),
    KeyKind("worker", "index-email", "blind index of e-mails", destroy_after=None),
    KeyKind("worker", "index-administers", "blind index of administrators", destroy_after=None),
    KeyKind(
        "worker", "case", "seals what people wrote in cases", destroy_after=None, shared_with="desk"
    ),
    KeyKind("worker", "case-index", "finds cases by mailbox and document", destroy_after=None),
    KeyKind("worker", "hatch", "opens what the desk asks", "desk", awaited=True),
    KeyKind("worker", "outcome", "opens what became of messages", "sender"),
    KeyKind("sender", "outbox", "opens messages to be sent", "worker"),
    KeyKind("desk", "file", "opens the files of cases", "scanner", destroy_after=None),
    KeyKind("desk", "django", "signs the sessions of agents"),
    KeyKind("portal", "work", "signs proof-of-work challenges and waiting tickets"),
    KeyKind("portal", "limiter", "hides what was typed in the counters"),
    KeyKind("portal", "cookie", "vouches for what a browser gives back"),
    KeyKind("portal", "django", "the web framework's own key"),
)

# The demo's platform is no door of the house: nobody else makes, rotates or misses its key.
DEMO_KINDS = (KeyKind("platform", "django", "signs the sessions of the demo's platform"),)


@cache
def ring(data: Path, door: str, name: str) -> Ring:
    """The ring of one key in one door's folder; public halves are named `<name>-public`.

    One object per folder and process: it looks for new versions by itself.
    """
    return Ring(data / "keys" / door / name)


def make_missing(data: Path, *, demo: bool = False) -> list[str]:
    """Makes every key that has no version yet; returns `door/name` of each."""
    made = []
    for kind in (*KINDS, *(DEMO_KINDS if demo else ())):
        if not list(ring(data, kind.door, kind.name)):
            rotate(data, kind)
            made.append(f"{kind.door}/{kind.name}")
    return made


def rotate(data: Path, kind: KeyKind) -> Key:
    """Adds a version and, for a pair, hands its public half to the other door first.

    So it hands over a secret that two doors share: whoever meets the new version can open it.
    """
    secret, key_id = os.urandom(32), new_key_id()
    if kind.shared_with:
        ring(data, kind.shared_with, kind.name).add(secret, key_id)
    key = ring(data, kind.door, kind.name).add(secret, key_id)
    if kind.public_to:
        ring(data, kind.public_to, f"{kind.name}-public").add(public_half(secret), key_id)
    return key


def destroy_old(
    data: Path, *, doors: tuple[str, ...] | None = None, but: Collection[str] = ()
) -> list[str]:
    """Destroys the versions whose time is over, `but` these ids; returns `door/name id` of each.

    Without `doors` it leaves to their door those on which something may wait that only it sees.
    """
    gone = []
    for kind in KINDS:
        if kind.destroy_after is None or (doors and kind.door not in doors):
            continue
        if kind.public_to and (not doors or kind.public_to in doors):
            ring(data, kind.public_to, f"{kind.name}-public").destroy(older_than=kind.destroy_after)
        if kind.awaited and not doors:
            continue
        old = ring(data, kind.door, kind.name).destroy(older_than=kind.destroy_after, but=but)
        for key_id in old:
            gone.append(f"{kind.door}/{kind.name} {key_id}")
    return gone
