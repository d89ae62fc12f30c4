"""A person and a mailbox inside one process: asks, reads the outbox, types codes."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import transaction

from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.write import write
from recupera.enquiries import ledgers, owners
from recupera.enquiries.models import Ledger
from recupera.enquiries.tally import Tally
from recupera.keys import ring
from recupera.letterbox.clock import now
from recupera.letterbox.drop import accepting, drop
from recupera.letterbox.flow import Flow
from recupera.letterbox.sealing import NO_NETWORKS, Sealed, seal_ask, seal_prove
from recupera.letterbox.slot import Published, Verdict, read
from recupera.messages.letters import Letter, open_letter
from recupera.messages.models import Message
from recupera.options import current
from recupera.people import Account, DatumKind
from recupera.worker.run import turn

ANA = Account(
    id="1",
    username="aperez",
    name="Ana Pérez",
    document_type="CC",
    document_number="52344050",
    emails=("ana@example.com",),
    phones=("+573005550101",),
    organisation="Alcaldía de Tunja",
    role="comprador",
    active=True,
)
DATA_OF_ANA = {
    DatumKind.EMAIL: "ana@example.com",
    DatumKind.NATIONAL_ID: "52344050",
    DatumKind.USERNAME: "aperez",
    DatumKind.PHONE: "+573005550101",
}
TWO_OF_ONE_EMAIL = (ANA, replace(ANA, id="2", username="aperez.compras"))
OTHER_MAILBOX = replace(ANA, id="3", username="ana.vieja", emails=("vieja@example.com",))
INACTIVE = replace(ANA, id="4", username="inactiva", emails=("no@example.com",), active=False)
WITHOUT_CHANNEL = replace(
    ANA, id="5", username="sincanal", document_number="80123456", emails=(), phones=()
)


def register(*accounts: Account) -> None:
    write(DirectoryKeys.of(current().data), accounts)


def letters() -> list[Letter]:
    """Every real letter that waits in the outbox, oldest first, opened with the sender's key."""
    keys = ring(current().data, "sender", "outbox")
    rows = Message.objects.filter(state="waiting").order_by("created_at", "id")
    opened = (open_letter(bytes(row.body), row=row.id, private=keys.newest()) for row in rows)
    return [letter for letter in opened if letter]


def codes() -> list[str]:
    return [str(letter.context["code"]).replace(" ", "") for letter in letters()]


@dataclass
class Enquirer:
    """One browser's enquiry."""

    kind: DatumKind = DatumKind.EMAIL
    value: str = "ana@example.com"
    language: str = "es"
    networks: tuple[str, str] = NO_NETWORKS
    reference: str = "K7Q4"
    flow: Flow = field(default_factory=Flow.mint)

    def ask(self, *, by_sms: bool = False, shown: str = "") -> Sealed:
        sealed = seal_ask(
            self.flow,
            kind=self.kind,
            value=self.value,
            reference=self.reference,
            language=self.language,
            networks=self.networks,
            by_sms=by_sms,
            shown=shown,
        )
        return self.put(sealed)

    def prove(self, code: str) -> Sealed:
        return self.put(seal_prove(self.flow, code=code))

    def put(self, sealed: Sealed) -> Sealed:
        with accepting():
            drop(sealed)
        return sealed

    def asked(self, *, by_sms: bool = False, shown: str = "") -> "Enquirer":
        """Asks, and the worker answers. `shown` is reference and code of another message."""
        self.ask(by_sms=by_sms, shown=shown)
        work()
        return self

    def proved(self, code: str) -> Verdict:
        """Types a code, and the worker judges it."""
        sealed = self.prove(code)
        work()
        return self.published.verdicts[sealed.id]

    @property
    def published(self) -> Published:
        published = read(self.flow)
        assert published, "nothing is published for this browser"
        return published


def network(number: int) -> tuple[str, str]:
    """The marks of a network, for today and for yesterday."""
    return f"{number:015x}a", f"{number:015x}b"


def tally(account: Account) -> Tally:
    """What the ledger of an account's owner holds."""
    (mark, *_decoys) = owners.marks([account], (), DatumKind.EMAIL, "")
    with transaction.atomic("vault"):
        return ledgers.opened([mark], now("vault"))[mark]


def guard(account: Account, *, failures: int) -> None:
    """As if so many wrong codes had been typed for its owner before."""
    (mark, *_decoys) = owners.marks([account], (), DatumKind.EMAIL, "")
    moment = now("vault")
    with transaction.atomic("vault"):
        (one,) = ledgers.opened([mark], moment).values()
        ledgers.write({mark: replace(one, failures=failures, failed_at=moment)}, moment)


def later(passed: timedelta) -> None:
    """Moves what the ledgers hold back, as if that time had passed, on either engine's clock."""
    moment = now("vault")
    with transaction.atomic("vault"):
        until = dict(Ledger.objects.values_list("id", "until"))
        found = ledgers.opened(list(until), moment)
        ledgers.write({mark: _moved(one, passed) for mark, one in found.items()}, moment)
        for mark, when in until.items():
            Ledger.objects.filter(id=mark).update(until=when - passed)


def _moved(one: Tally, passed: timedelta) -> Tally:
    sent = tuple(replace(sending, at=sending.at - passed) for sending in one.sent)
    return replace(one, sent=sent, failed_at=one.failed_at and one.failed_at - passed)


def work() -> None:
    """The worker's turns until nothing is left to do."""
    while turn():
        pass


def wrong(code: str) -> str:
    """Eight digits that are not `code`."""
    return f"{(int(code) + 1) % 10**8:08d}"
