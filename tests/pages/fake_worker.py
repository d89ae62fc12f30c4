"""A worker that judges as a test tells it to, over the real letterbox."""

from recupera.letterbox import take
from recupera.letterbox.case_slot import CaseShown, seal_case
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
    mark="00000000000000aa",
)


ABOUT_CASES = (
    EnvelopeKind.OPEN_CASE,
    EnvelopeKind.ASK_CASE,
    EnvelopeKind.PROVE_CASE,
    EnvelopeKind.ACT_ON_CASE,
)


class FakeWorker:
    """Takes what lies in the letterbox and publishes what it is told."""

    def __init__(self) -> None:
        self.revision = 0
        self.verdicts: dict[str, Verdict] = {}
        self.flow: Flow

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
        **can: bool,
    ) -> None:
        """Gives the waiting prove its verdict; every ask before it got a good one."""
        self.answer_asks()
        prove = Envelope.objects.get(kind=EnvelopeKind.PROVE)
        answer = seal_answer(self._flow(prove), accounts, more, **can)
        self._publish(prove, verdict, tries_left, answer)

    def act(self, verdict: Verdict, *accounts: Shown, case: str = "") -> Opened:
        """Gives the only waiting act its verdict; returns what was in it."""
        act = Envelope.objects.get(kind__in=(EnvelopeKind.SET_PASSWORD, EnvelopeKind.OBJECT))
        opened = self._open(act)
        answer = seal_answer(
            opened.flow, accounts, False, can_set_password=True, ends_sessions=True
        )
        self._publish(act, verdict, 4, answer, case=case)
        return opened

    def follow(
        self, verdict: Verdict, shown: CaseShown | None = None, *, tries: int = 5, case: str = ""
    ) -> Opened:
        """Gives the only envelope about a case that waits its verdict; returns what was in it."""
        one = Envelope.objects.get(kind__in=ABOUT_CASES)
        opened = self._open(one)
        if not self.verdicts or opened.flow != self.flow:
            self.verdicts = {}
        self._publish(one, verdict, tries, seal_case(opened.flow, shown), case=case)
        return opened

    def answer_asks(self, verdict: Verdict = Verdict.GOOD) -> None:
        for ask in Envelope.objects.filter(kind=EnvelopeKind.ASK):
            self._publish(ask, verdict, 5, seal_answer(self._flow(ask), (), False))

    def later(self, act: str, verdict: Verdict, *accounts: Shown) -> None:
        """Publishes another verdict on an act that was judged before."""
        self.verdicts[act] = verdict
        self.revision += 1
        status = seal_status(self.flow, 4, self.verdicts)
        answer = seal_answer(self.flow, accounts, False, can_set_password=True)
        take.publish(take.Publication(self.flow.slot_id, self.revision, status, answer), act)

    def show(self, envelope: Envelope, answer: bytes) -> None:
        """Publishes the answer of a case that was opened, already sealed."""
        self._publish(envelope, Verdict.DONE, 5, answer)

    def _publish(
        self, envelope: Envelope, verdict: Verdict, tries: int, answer: bytes, *, case: str = ""
    ) -> None:
        self.flow = self._flow(envelope)
        self.verdicts[envelope.id] = verdict
        self.revision += 1
        status = seal_status(self.flow, tries, self.verdicts, case=case)
        publication = take.Publication(envelope.slot_id, self.revision, status, answer)
        take.publish(publication, envelope.id)

    def _flow(self, envelope: Envelope) -> Flow:
        return self._open(envelope).flow

    def _open(self, envelope: Envelope) -> Opened:
        return open_envelope(
            envelope.id, envelope.slot_id, envelope.kind, envelope.key_id, bytes(envelope.body)
        )
