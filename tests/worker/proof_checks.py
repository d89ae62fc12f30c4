"""A check as the desk asks for it: every item of a list, as it should be."""

import json
from typing import Any

from recupera.agents.policy import Act
from recupera.cases.models import File
from recupera.hatch import ask
from recupera.letterbox.clock import now
from recupera.letterbox.closed_days import calendar
from recupera.worker.serving import serve
from tests.claimant import uploaded
from tests.orders.proving import Desk

GOOD = {
    "letter": {
        "firmada": {"yes": True},
        "nombre": {"typed": "ana perez"},
        "usuario": {"typed": "APerez"},
        "correo": {"typed": "ANA@example.com"},
        "motivo": {"yes": True, "note": "Cambió de trabajo."},
        "fecha": {"typed": "today"},
    },
    "identity": {
        "numero": {"typed": "52.344.050"},
        "nombre": {"typed": "ANA PÉREZ GÓMEZ"},
        "vigente": {"yes": True},
        "entero": {"yes": True},
    },
    "authority": {"fecha": {"yes": True}, "entidad": {"yes": True}, "nombra": {"yes": True}},
    "contracts": {"entera": {"yes": True}, "cuenta": {"yes": True}, "ninguno": {"yes": True}},
}


def asked(desk: Desk, act: Act, **content: Any) -> dict[str, Any]:
    content = {"case": desk.case.reference} | content
    left = ask.ask(act.value, agent=desk.agent.id, content=content)
    serve.turn()
    reply = ask.reply(left)
    assert reply is not None
    return reply


def with_file(desk: Desk, state: str = "clean") -> str:
    file = uploaded(desk.person.flow.slot_id)
    desk.person.acted("add", text="Mi carta.", files=(file,))
    File.objects.filter(id=file.id).update(state=state, body=b"sealed")
    return file.id


def check_items(kind: str) -> dict[str, Any]:
    items: dict[str, Any] = json.loads(json.dumps(GOOD[kind]))
    for one in items.values():
        if one.get("typed") == "today":
            one["typed"] = calendar().day_of(now("vault")).isoformat()
    return items


def check(desk: Desk, kind: str, files: list[str], **changed: Any) -> dict[str, Any]:
    revision = desk.case.revision
    content = {"kind": kind, "items": check_items(kind), "files": files, "revision": revision}
    return asked(desk, Act.CHECK, **content | changed)
