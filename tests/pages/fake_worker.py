"""A worker that judges as a test tells it to, over the real letterbox."""

from recupera.letterbox import take
from recupera.letterbox.models import Envelope, EnvelopeKind
from recupera.letterbox.sealing import Opened, open_envelope
from recupera.letterbox.slot import Shown, Verdict, seal_answer, seal_status

ANA = Shown(
    username="aperez",
    email="ana.perez@example.com",
    document_type="CC",
    document_ending="4050",
    name="Ana Pérez",
    organisation="Alcaldía de Tunja",
    role="comprador",
    active=True,
)


class FakeWorker:
    """Takes what lies in the letterbox and publishes what it is told."""

    def __init__(self) -> None:
        self.revision = 0
        self.verdicts: dict[str, Verdict] = {}

    def opened(self, kind: EnvelopeKind) -> list[Opened]:
        return [self._open(one) for one in Envelope.objects.filter(kind=kind).order_by("id")]

    def asks(self) -> list[Opened]:
        return self.opened(EnvelopeKind.ASK)

    def proves(self) -> list[Opened]:
        return self.opened(EnvelopeKind.PROVE)

    def judge(
        self,
        verdict: Verdict,
        *,
        tries_left: int = 4,
        accounts: tuple[Shown, ...] = (),
        more: bool = False,
    ) -> None:
        """Gives the waiting prove its verdict; asks are done with, unlooked at."""
        for ask in Envelope.objects.filter(kind=EnvelopeKind.ASK):
            take.discard(ask)
        prove = Envelope.objects.get(kind=EnvelopeKind.PROVE)
        self.verdicts[prove.id] = verdict
        self.revision += 1
        flow = self._open(prove).flow
        publication = take.Publication(
            slot_id=prove.slot_id,
            revision=self.revision,
            status=seal_status(flow, tries_left, self.verdicts),
            answer=seal_answer(flow, accounts, more),
        )
        take.publish(publication, prove.id)

    def _open(self, envelope: Envelope) -> Opened:
        return open_envelope(
            envelope.id, envelope.slot_id, envelope.kind, envelope.key_id, bytes(envelope.body)
        )
