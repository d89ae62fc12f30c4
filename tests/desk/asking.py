"""Asking the worker as an agent does, without a page; and a case to ask about."""

from dataclasses import replace
from typing import Any

from recupera.agents.models import Agent
from recupera.agents.policy import Act
from recupera.cases.models import Case
from recupera.hatch import ask
from recupera.worker.serving import serve
from tests.claimant import FIELDS, Claimant, code_in, mails


def asked(by: Agent, act: Act, case: Case | None = None, **content: Any) -> dict[str, Any]:
    """What the worker replies; with `case` as it stands now unless a revision is given."""
    if case is not None:
        case.refresh_from_db()
        content = {"case": case.reference, "revision": case.revision, **content}
    request = ask.ask(act.value, agent=by.id, content=content)
    serve.turn()
    found = ask.reply(request)
    assert found is not None
    return found


def opened(*, confirmed: bool = False, **form: Any) -> tuple[Claimant, Case]:
    """A person with a new case."""
    fields = FIELDS | {"documento": "52344050"}
    person = Claimant(form=replace(Claimant().form, **{"fields": fields, **form})).opened()
    if confirmed:
        address = person.form.fields["correo"]
        reference = person.form.reference
        about = [one for one in mails(address) if "due" in one.context]
        mine = [one for one in about if str(one.context["case"]).replace("-", "") == reference]
        person.proved(code_in(mine[-1]))
    return person, Case.objects.get(reference=person.form.reference)
