"""The desk: serves agents' pages; invites the first supervisor; lists who works there."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from recupera.agents.demo import STAFF
from recupera.commands.main import Stop
from recupera.commands.opening import load_door, open_door
from recupera.commands.ports import refuse_taken, split
from recupera.commands.serving import serve
from recupera.options import Options, current
from recupera.options.demo import is_loopback

WHAT = ("serve", "invite", "list", "demo")
ROLES = ("supervisor", "senior", "agent", "auditor")
STORE = "vault"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", default="serve", choices=WHAT, help="serve by default")
    parser.add_argument("--email", default="", help="with invite: whom")
    parser.add_argument("--name", default="", help="with invite: what colleagues call them")
    parser.add_argument("--role", default="supervisor", choices=ROLES, help="with invite")
    parser.add_argument("--language", default="es", choices=("es", "en"), help="with invite")
    parser.add_argument("--json", action="store_true", help="with demo: list agents and cases")


def run(given: argparse.Namespace) -> None:
    if given.what == "serve":
        return _serve(current())
    if given.what == "demo":
        return _demo(current(), list_only=given.json)
    open_door("worker", (STORE,))
    lines = _invited(given) if given.what == "invite" else _listed()
    return print(*lines, sep="\n")


def _serve(options: Options) -> None:
    if options.demo and not is_loopback(split(options.desk_address)[0]):
        raise Stop(
            f"{options.desk_address} can be reached from other machines, and the demo's agents "
            "have known passwords; unset RECUPERA_DEMO and set RECUPERA_DESK_ORIGIN to https://…"
        )
    open_door("desk", ("letterbox", STORE))
    refuse_taken({"desk_address": options.desk_address})
    serve("recupera.desk.wsgi:application", options.desk_address, threads=options.desk_threads)


def _invited(given: argparse.Namespace) -> Iterator[str]:
    """Invites somebody new, or again who is known: their factors end. Raises Stop."""
    from recupera.people import DatumKind, Refused, normal
    from recupera.people.tracking import grouped_tracking_key
    from recupera.worker.inviting import invite

    if not given.name.strip():
        raise Stop("say whom: --email ana@entity.gov.co --name 'Ana Pérez' [--role agent]")
    try:
        email = normal(DatumKind.EMAIL, given.email).value
    except Refused:
        raise Stop(f"{given.email!r} is no e-mail address") from None
    code, until = invite(email, given.name.strip()[:120], given.role, given.language)
    yield f"{email} is invited as {given.role}, until {until:%Y-%m-%d %H:%M} UTC"
    yield f"address  {current().desk_origin}/invitacion"
    yield f"code     {grouped_tracking_key(code)}"
    yield "Hand the code over yourself; whoever has it can come in instead."


def _listed() -> Iterator[str]:
    from recupera.agents.models import Agent

    agents = list(Agent.objects.filter(left_at=None).order_by("email"))
    for agent in agents:
        joined = f"since {agent.joined_at:%Y-%m-%d}" if agent.joined_at else "invited"
        yield f"{agent.email}  {agent.role}  {joined}  {agent.name}"
    if not agents:
        yield "nobody works here yet; `recupera desk invite` makes the first supervisor"


def _demo(options: Options, *, list_only: bool) -> None:
    """The demo's agents and cases, as the owner of both stores. Raises Stop."""
    refuse_real_house(options)
    load_door("owner")
    if not list_only:
        return fill_demo(options)
    from recupera.commands import demo_cases

    staff = [{"email": one.email, "role": one.role.value} for one in STAFF]
    return print(json.dumps({"agents": staff, "cases": demo_cases.listed()}, indent=2))


def refuse_real_house(options: Options) -> None:
    """Raises Stop: known passwords are for a demo alone."""
    if not options.demo:
        raise Stop("the demo's agents have known passwords; `recupera desk invite` makes yours")


def fill_demo(options: Options) -> None:
    """The demo's agents, where nobody works yet, and its cases, where there are none of them."""
    from recupera.commands import demo_cases, demo_staff

    now = datetime.now(UTC)
    demo_staff.fill(now)
    # Somebody's real help desk is sent no invented cases.
    if not options.forward_url:
        demo_cases.fill(now)
