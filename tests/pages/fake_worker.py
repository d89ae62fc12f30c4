"""A worker that judges as a test tells it to, over the real letterbox."""

from recupera.letterbox import take
from recupera.letterbox.flow import Flow
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
        """Gives the waiting prove its verdict; every ask before it got a good one."""
        self.answer_asks()
        prove = Envelope.objects.get(kind=EnvelopeKind.PROVE)
        self._publish(prove, verdict, tries_left, seal_answer(self._flow(prove), accounts, more))

    def answer_asks(self, verdict: Verdict = Verdict.GOOD) -> None:
        for ask in Envelope.objects.filter(kind=EnvelopeKind.ASK):
            self._publish(ask, verdict, 5, seal_answer(self._flow(ask), (), False))

    def _publish(self, envelope: Envelope, verdict: Verdict, tries: int, answer: bytes) -> None:
        self.verdicts[envelope.id] = verdict
        self.revision += 1
        status = seal_status(self._flow(envelope), tries, self.verdicts)
        publication = take.Publication(envelope.slot_id, self.revision, status, answer)
        take.publish(publication, envelope.id)

    def _flow(self, envelope: Envelope) -> Flow:
        return self._open(envelope).flow

    def _open(self, envelope: Envelope) -> Opened:
        return open_envelope(
            envelope.id, envelope.slot_id, envelope.kind, envelope.key_id, bytes(envelope.body)
        )
