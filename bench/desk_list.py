"""Fills the vault with cases as the worker, or asks for the desk's list as an agent.

`python -m bench.desk_list fill CASES SEED`, `python -m bench.desk_list look TIMES`: milliseconds of
each page and how many statements it took, by what was asked for, as JSON.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta

from recupera.commands.main import use_door

AGENT = "0123456789abcdef"
EMAIL = "luz@mesa.example"
HOST = "mesa.recupera.example"
WARM_UP = 10


def fill(cases: int, seed: int) -> None:
    use_door("worker")
    from recupera.agents.models import Agent
    from recupera.agents.policy import Role
    from recupera.cases.models import Case
    from recupera.people.case_reference import new_reference

    chance, at = random.Random(seed), datetime.now(UTC)
    agents = [AGENT, *(f"{one:016x}" for one in range(49))]
    Agent.objects.bulk_create(
        Agent(
            id=one,
            email=EMAIL if one == AGENT else f"{one}@mesa.example",
            name=f"Agente {one[-2:]}",
            role=Role.AGENT.value,
            invited_at=at,
            joined_at=at,
            shift_until=at + timedelta(hours=10),
        )
        for one in agents
    )
    numbers = {new_reference() for _ in range(cases)}
    Case.objects.bulk_create((_case(chance, one, at, agents) for one in numbers), batch_size=1000)


def _case(chance: random.Random, reference: str, at: datetime, agents: list[str]) -> object:
    from recupera.cases.models import Case

    due = at + timedelta(hours=chance.uniform(-24, 456))
    by_service = chance.random() < 0.5
    return Case(
        reference=reference,
        subject=chance.choice(("recuperacion-usuario", "cambio-correo", "falla-ingreso")),
        urgent=chance.random() < 0.01,
        received_at=at,
        opened_at=at,
        language=chance.choice(("es", "es", "es", "en")),
        answer_by=due if by_service else None,
        due_on=due.date(),
        next_at=due,
        assigned_to=chance.choice(agents),
        marked=True,
    )


def look(times: int) -> None:
    use_door("desk")
    from django.test import Client

    client = Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https")
    _sign_in(client)
    deep = _deep()
    asked = {
        "as it opens": "/",
        "deep": f"/?despues={deep}",
        "mine": "/?quien=mios",
        "overdue, of a subject": "/?vencido=si&asunto=cambio-correo",
        "waiting for an order": "/?orden=si",
    }
    print(json.dumps({name: _measured(client, path, times) for name, path in asked.items()}))


def _measured(client: object, path: str, times: int) -> dict[str, list[float]]:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    took: list[float] = []
    worked: list[float] = []
    for _ in range(times + WARM_UP):
        began, before = time.perf_counter(), time.process_time()
        answer = client.get(path)  # type: ignore[attr-defined]
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
        assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connections["vault"]) as found:
        client.get(path)  # type: ignore[attr-defined]
    return {"ms": took[WARM_UP:], "processor": worked[WARM_UP:], "statements": [len(found)]}


def _sign_in(client: object) -> None:
    from recupera.desk.entering import SECOND
    from recupera.desk.models import User

    user = User.objects.create(agent=AGENT, email=EMAIL, password="!")
    client.force_login(user)  # type: ignore[attr-defined]
    session = client.session  # type: ignore[attr-defined]
    session[SECOND] = AGENT
    session.save()


def _deep() -> str:
    from recupera.cases.models import Case

    rows = Case.objects.filter(urgent=False).order_by("next_at")
    at = rows.values_list("next_at", flat=True)[rows.count() // 2]
    return f"0.{at.timestamp():.6f}.0"


def main() -> None:
    what, *numbers = sys.argv[1:]
    {"fill": fill, "look": look}[what](*(int(one) for one in numbers))


if __name__ == "__main__":
    main()
