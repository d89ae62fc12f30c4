"""The DNS records by which others judge our mail: SPF, DKIM and DMARC (RFC 7208, 6376, 7489)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import dns.exception
import dns.resolver

PATIENCE = 5.0


class Silent(Exception):
    """DNS did not answer: nothing is known, and nothing is wrong with us."""


class Ask(Protocol):
    """The TXT records of a name; none where there is none. Raises Silent."""

    def __call__(self, name: str) -> list[str]: ...


@dataclass(frozen=True)
class Record:
    """What is looked for, where, and how it begins."""

    kind: str
    name: str
    begins: str
    why: str


def ask_dns(name: str) -> list[str]:
    """Asks the resolver of this machine."""
    try:
        answer = dns.resolver.Resolver().resolve(name, "TXT", lifetime=PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError):
        raise Silent from None
    return [b"".join(row.strings).decode(errors="replace") for row in answer]


def records(domain: str, selector: str = "") -> Iterator[Record]:
    """What a sending domain should have; DKIM only where its selector is known."""
    yield Record("SPF", domain, "v=spf1", "others cannot tell which servers may send for it")
    if selector:
        name = f"{selector}._domainkey.{domain}"
        yield Record("DKIM", name, "", "signatures made with this selector cannot be checked")
    yield Record("DMARC", f"_dmarc.{domain}", "v=DMARC1", "others may send in its name unhindered")


def judged(record: Record, ask: Ask = ask_dns) -> str:
    """One line about one record; DNS that does not answer is said and is no mistake."""
    where = f"{record.kind} ({record.name})"
    try:
        found = [text for text in ask(record.name) if _is_one(record, text)]
    except Silent:
        return f"{where}: DNS does not answer here, so this was not checked"
    if not found:
        return f"{where}: missing; {record.why}"
    if len(found) > 1:
        return f"{where}: {len(found)} records where one may be; receivers then use none"
    return f"{where}: {_remark(record, found[0])}"


def _is_one(record: Record, text: str) -> bool:
    if record.kind == "DKIM":
        return "p=" in text.replace(" ", "")
    # "v=spf10" is not SPF: the version ends at a space, a semicolon or the end.
    after = text[len(record.begins) :][:1]
    return text.lower().startswith(record.begins.lower()) and after in ("", " ", ";")


def _remark(record: Record, text: str) -> str:
    tags = text.replace(" ", "")
    if record.kind == "SPF" and text.rstrip().lower().endswith("+all"):
        return f"{text} (lets everybody send: end it with -all or ~all)"
    if record.kind == "DKIM" and (tags.endswith("p=") or "p=;" in tags):
        return "the key was revoked (its p= is empty)"
    if record.kind == "DMARC" and "p=none" in tags.lower().replace("sp=none", ""):
        return f"{text} (p=none only watches; quarantine or reject protects)"
    return text if record.kind != "DKIM" else "there is a key"
