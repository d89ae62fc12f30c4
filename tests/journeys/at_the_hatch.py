"""An agent of a house that runs, as a program: leaves one request at its hatch, prints the reply.

`python -m tests.journeys.at_the_hatch CASE ACT [NAME=VALUE ...]`
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from secrets import token_hex


def main(case: str, act: str, *given: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "recupera.settings.worker"
    import django

    django.setup()
    from recupera.agents import vouching
    from recupera.agents.models import Agent
    from recupera.hatch import ask

    at = datetime.now(UTC)
    agent = Agent(id=token_hex(8), email=f"{token_hex(4)}@mesa.example", name="Luz", role="agent")
    agent.invited_at, agent.joined_at, agent.shift_until = at, at, at + timedelta(hours=1)
    vouching.keep(agent, new=True)
    content = {"case": case, **dict(one.split("=", 1) for one in given)}
    asked = ask.ask(act, agent=agent.id, content=content)
    print(json.dumps(ask.wait(asked, 50)))


if __name__ == "__main__":
    main(*sys.argv[1:])
