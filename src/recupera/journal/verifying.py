"""Verifying: reads the whole journal once, in its order, and names whatever does not follow.

Memory does not grow with it: a few hundred entries are held at a time, and of what is wrong the
first few dozen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from recupera.journal.chain import START, Chained, as_chained, follows, link
from recupera.journal.mentioning import disagreements
from recupera.journal.models import Entry

CHUNK = 500
MOST_NAMED = 50


class Kind(StrEnum):
    """What can be wrong with an entry, or with a place."""

    CHANGED = "changed"
    MISSING = "missing"
    MOVED = "moved"
    EXCHANGED = "exchanged"
    UNOPENED = "unopened"
    MENTION = "mention"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong at `place`. `until` is the last place of several that are missing;
    `other` is the place where a moved entry belongs, or whose content an exchanged one holds."""

    kind: Kind
    place: int
    entry: Chained | None = None
    until: int = 0
    other: int = 0


@dataclass
class Report:
    """`more` counts what was found besides `findings`; `last` is the end of the chain."""

    entries: int = 0
    unsealed: int = 0
    last: Chained | None = None
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def whole(self) -> bool:
        return not self.findings

    def add(self, finding: Finding) -> None:
        if len(self.findings) < MOST_NAMED:
            self.findings.append(finding)
        else:
            self.more += 1


@dataclass(frozen=True)
class _Spot:
    """A place where the chain breaks, with what may have stood before it."""

    finding: Finding
    before: tuple[bytes, ...]


def verify() -> Report:
    """Reads everything; raises nothing for what it finds."""
    report, spots = Report(), list[_Spot]()
    before: tuple[bytes, ...] = (START,)
    for entries in _chunks():
        for entry, _ in entries:
            before = _step(report, spots, before, entry)
        for entry, unopened in disagreements(entries):
            report.add(Finding(Kind.UNOPENED if unopened else Kind.MENTION, entry.place, entry))
    report.unsealed = Entry.objects.filter(place__isnull=True).count()
    explained = [spot.finding for spot in _explained(spots)]
    report.findings = sorted(report.findings + explained, key=lambda one: one.place)
    return report


def _step(
    report: Report, spots: list[_Spot], before: tuple[bytes, ...], entry: Chained
) -> tuple[bytes, ...]:
    """What the next entry may follow: this one's digest, and where that is wrong the right one."""
    expected = (report.last.place if report.last else 0) + 1
    report.entries, report.last = report.entries + 1, entry
    if entry.place > expected:
        missing = Finding(Kind.MISSING, expected, until=entry.place - 1)
        _note(report, spots, _Spot(missing, before))
        return (entry.chain,)
    if any(follows(one, entry) for one in before):
        return (entry.chain,)
    _note(report, spots, _Spot(Finding(Kind.CHANGED, entry.place, entry), before))
    return (entry.chain, link(before[0], entry))


def _note(report: Report, spots: list[_Spot], spot: _Spot) -> None:
    if len(spots) < MOST_NAMED:
        spots.append(spot)
    else:
        report.more += 1


def _explained(spots: list[_Spot]) -> list[_Spot]:
    """The same, where it can be seen what became of an entry, without what only follows from it."""
    found = {spot.finding.place: spot for spot in spots}
    chains: dict[int, bytes] = {}
    while moved := next(_moved(found, chains), None):
        place, other, entry = moved
        spot = found[place]
        found[place] = replace(spot, finding=replace(spot.finding, kind=Kind.MOVED, other=other))
        chains[other] = entry.chain
    _drop_followers(found, chains)
    return [_exchanged(spot, found.values()) for spot in found.values()]


def _moved(found: dict[int, _Spot], chains: dict[int, bytes]) -> Iterator[tuple[int, int, Chained]]:
    """Entries whose digest was made at another of these places."""
    for place, spot in found.items():
        entry = spot.finding.entry
        if entry is None or spot.finding.kind is Kind.MOVED:
            continue
        for other, there in found.items():
            before = (*there.before, *filter(None, [chains.get(other - 1)]))
            if other != place and any(follows(one, entry, other) for one in before):
                yield place, other, entry


def _drop_followers(found: dict[int, _Spot], chains: dict[int, bytes]) -> None:
    """What was right behind the one that was moved away, and the gap that it left."""
    for place, chain in chains.items():
        follower = found.get(place + 1)
        entry = follower.finding.entry if follower else None
        if entry and follower and follower.finding.kind is Kind.CHANGED and follows(chain, entry):
            del found[place + 1]
        gap = found.get(place)
        if gap and gap.finding.kind is Kind.MISSING and gap.finding.until == place:
            del found[place]


def _exchanged(spot: _Spot, others: Iterable[_Spot]) -> _Spot:
    """The same, or that its content is another entry's."""
    entry = spot.finding.entry
    if entry is None or spot.finding.kind is not Kind.CHANGED:
        return spot
    for there in others:
        theirs = there.finding.entry
        if theirs is None or theirs.place == entry.place:
            continue
        mine = replace(entry, content=theirs.content)
        if any(follows(one, mine) for one in spot.before):
            said = replace(spot.finding, kind=Kind.EXCHANGED, other=theirs.place)
            return replace(spot, finding=said)
    return spot


def _chunks() -> Iterator[list[tuple[Chained, bytes]]]:
    """Every chained entry with its body, in order, some at a time."""
    last = 0
    while True:
        rows = Entry.objects.filter(place__gt=last).order_by("place")[:CHUNK]
        chunk = [(as_chained(row, row.place or 0), bytes(row.body)) for row in rows]
        if not chunk:
            return
        yield chunk
        last = chunk[-1][0].place
