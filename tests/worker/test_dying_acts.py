"""A worker killed at every step of an act: it is finished by the next, and told once."""

import pytest

from recupera import directories
from recupera.cases.models import Case
from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.letterbox.models import Envelope
from recupera.letterbox.slot import Verdict, read
from recupera.recoveries.models import Freeze, Recovery, State
from tests.acting import PASSWORD, Actor, drop_objection, notices, objections
from tests.dying import die_at
from tests.enquirer import ANA, register, work

pytestmark = pytest.mark.django_db(databases=["letterbox", "vault"], transaction=True)

EMBEDDED = "recupera.directories.embedded.directory:EmbeddedDirectory"
LAST = [
    ("recupera.enquiries.rows:note", "before"),
    ("recupera.enquiries.rows:note", "after"),
    ("recupera.worker.handle:_settle", "after"),
    ("recupera.letterbox.take:publish", "before"),
    ("recupera.letterbox.take:publish", "after"),
]
SETTING = [
    ("recupera.worker.answering.set_password:_begin", "before"),
    ("recupera.recoveries.claims:claim", "after"),
    (f"{EMBEDDED}.set_password", "before"),
    (f"{EMBEDDED}.set_password", "after"),
    ("recupera.worker.changing:move", "after"),
    (f"{EMBEDDED}.unlock", "after"),
    (f"{EMBEDDED}.end_sessions", "after"),
    ("recupera.worker.changing:tidy", "after"),
    ("recupera.worker.telling:put", "after"),
    *LAST,
]
OBJECTING = [
    ("recupera.worker.answering.object_to:freeze", "before"),
    ("recupera.worker.freezing:open_urgent", "after"),
    ("recupera.worker.answering.object_to:freeze", "after"),
    (f"{EMBEDDED}.void_password", "after"),
    (f"{EMBEDDED}.end_sessions", "after"),
    ("recupera.worker.answering.object_to:void", "after"),
    *LAST,
]


def embedded() -> EmbeddedDirectory:
    directory = directories.current()
    assert isinstance(directory, EmbeddedDirectory)
    return directory


@pytest.mark.parametrize(("step", "when"), SETTING)
def test_a_worker_killed_while_setting_a_password_leaves_it_to_the_next(
    step: str, when: str
) -> None:
    register(ANA)
    person = Actor().proven()
    sealed = person.set()
    die_at(step, when)
    work()
    assert person.published.verdicts[sealed.id] == Verdict.DONE
    assert embedded().sign_in("aperez", PASSWORD)
    assert len(notices()) == 1
    assert notices()[0].context["sessions"]
    assert Recovery.objects.get().state == State.TOLD
    assert Envelope.objects.count() == 0


@pytest.mark.parametrize(("step", "when"), OBJECTING)
def test_a_worker_killed_while_somebody_objects_leaves_it_to_the_next(step: str, when: str) -> None:
    register(ANA)
    assert Actor().proven().acted() == Verdict.DONE
    session = embedded().sign_in("aperez", PASSWORD)
    flow, sealed = drop_objection(objections()["ana@example.com"])
    die_at(step, when)
    work()
    published = read(flow)
    assert published and published.verdicts[sealed.id] == Verdict.DONE
    assert published.case == Case.objects.get().reference == Freeze.objects.get().case_reference
    assert session and not embedded().stands(session)
    assert embedded().sign_in("aperez", PASSWORD) is None
    assert len(notices("recovery_frozen")) == 1
