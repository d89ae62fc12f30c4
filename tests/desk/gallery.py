"""Every page of the desk, as one role sees it, over a desk in which something happened."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from recupera.agents.models import Agent
from recupera.agents.policy import Role
from recupera.cases.models import Case, File, FileState
from recupera.desk.case.finding import address
from recupera.desk.models import SavedView
from recupera.orders.models import Order
from recupera.people.case_reference import new_reference
from tests.claimant import form, uploaded
from tests.desk.asking import opened
from tests.desk.door import PASSWORD, SECRET, Comer, totp
from tests.desk.paging import FORM, signed_in
from tests.desk.test_passing import scanned
from tests.orders.stage import CHANGE, OWNER, Stage, agent, carry_out, code
from tests.pages.checking import CheckingClient

TEXT = "Buenos días.\n\nEstamos revisando lo que envió."
NAMES = {
    Role.AGENT: "Luz Marina Restrepo",
    Role.SENIOR: "Sol Quintero",
    Role.SUPERVISOR: "Vera Díaz",
    Role.AUDITOR: "Aura Peña",
}


@dataclass
class World:
    """A few cases in their states, an order that waits and one that was carried out."""

    asked: Stage = field(default_factory=Stage)
    case: Case = field(init=False)
    waiting: Order = field(init=False)
    done: Order = field(init=False)

    def __post_init__(self) -> None:
        done = Stage(replace(OWNER, id="7", username="bperez", emails=("b.perez@example.com",)))
        done.prove(*CHANGE).held("deactivate")
        carry_out(73)
        self.done = done.order
        self.case = self.asked.case
        self.asked.prove(*CHANGE).propose("change_email")
        self.waiting = Order.objects.get(state="proposed")
        Case.objects.filter(reference=self.case.reference).update(subject="cambio-correo")
        _with_files()
        _late()
        _closed()


def _with_files() -> None:
    new = form()
    files = tuple(uploaded(new.draft, name=name) for name in ("cedula-por-los-dos-lados.jpg", "x"))
    opened(draft=new.draft, files=files, language="en")
    first, second = File.objects.order_by("id")
    scanned(first, b"%PDF-1.7", FileState.CLEAN)
    scanned(second, b"?", FileState.UNSCANNED)


def _late() -> None:
    _, case = opened(confirmed=True)
    past = datetime.now(UTC) - timedelta(days=2)
    Case.objects.filter(reference=case.reference).update(
        next_at=past, answer_by=past, due_on=past.date()
    )


def _closed() -> None:
    person, _ = opened()
    person.acted("close", text="Ya pude.")


@dataclass
class Gallery:
    """What one role is shown; `pages` are by the page's name and what was done on it."""

    world: World
    role: Role
    prefix: str = ""
    pages: dict[str, HttpResponse] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.agent: Agent = agent(self.role, NAMES[self.role])
        self.client = signed_in(self.agent)
        SavedView.objects.create(agent=self.agent.id, name="En inglés", query="idioma=en", place=0)
        self._opened()
        self._posted()

    def get(self, path: str, what: str = "", client: CheckingClient | None = None) -> HttpResponse:
        return self._keep((client or self.client).get(self.prefix + path, follow=True), what)

    def post(self, path: str, what: str, **typed: Any) -> HttpResponse:
        said = urlencode(typed)
        reply = self.client.post(self.prefix + path, said, content_type=FORM, follow=True)
        return self._keep(reply, what)

    def _keep(self, response: Any, what: str) -> HttpResponse:
        if response.status_code == 200 and hasattr(response, "page"):
            name = response.resolver_match.view_name
            self.pages[f"{name} {what}".strip()] = response
        return response  # type: ignore[no-any-return]

    def _opened(self) -> None:
        """Every address that needs nothing but itself."""
        known = {
            "reference": address(self.world.case),
            "order": self.world.waiting.id,
            "kind": "letter",
        }
        for page in patterns():
            if not set(page.pattern.converters) <= set(known):
                continue
            path = "/" + str(page.pattern)
            for name, value in known.items():
                for kind in ("str", "slug"):
                    path = path.replace(f"<{kind}:{name}>", value)
            if "salir" not in path and "oidc" not in path:
                self.get(path)
        for one in Case.objects.exclude(reference=self.world.case.reference):
            self.get(f"/caso/{address(one)}", one.state)
            self.get(f"/caso/{address(one)}/reabrir")
        self.get("/?vencido=si", "filtered")
        self.get(f"/orden/{self.world.done.id}", "done")
        self.get("/salir", "asked")
        self.get("/no-hay", "missing")

    def _posted(self) -> None:
        """What comes after a press."""
        here = f"/caso/{address(self.world.case)}"
        # Whoever has the case has things proven.
        mine = Case.objects.filter(reference=self.world.case.reference)
        mine.update(assigned_to=self.agent.id)
        self.world.case.refresh_from_db()
        revision = str(self.world.case.revision)
        self.post("/buscar", "nothing", kind="numero", q=new_reference())
        self.post(f"{here}/responder", "review", text=TEXT, revision=revision)
        self.post(f"{here}/responder", "empty", text="", revision=revision)
        self.post(f"{here}/registro", "read")
        self.post(f"{here}/cuenta", "seen", go="1")
        self.post(f"{here}/cuenta", "short", account=self.world.asked.mark, reason="corto")
        order = {"account": self.world.asked.mark, "kind": "unfreeze", "reason": TEXT}
        self.post(f"{here}/orden", "confirm", **order)
        self.post(f"{here}/orden", "lacks", **order, revision=revision, **code(self.agent))
        self.post(f"{here}/pruebas", "called", press="call")
        done = {"act": "reverse", "digest": self.world.done.digest, "reason": TEXT}
        self.post(f"/orden/{self.world.done.id}", "reversing", **done)
        asked = {"email": "eva@mesa.example", "name": "Eva", "role": "agent", "language": "es"}
        self.post("/equipo/invitar", "confirm", **asked)


def before_signing_in(prefix: str = "") -> dict[str, HttpResponse]:
    """The pages of the door, up to the recovery codes."""
    with transaction.atomic("vault"):
        comer = Comer(browser=_Checking())
    pages = {"account_login": comer.browser.get(f"{prefix}/ingresar")}
    pages["invitation"] = comer.browser.get(f"{prefix}/invitacion")
    comer.browser.post("/invitacion", {"code": comer.code})
    pages["first_password"] = comer.browser.get(f"{prefix}/invitacion/contrasena")
    comer.browser.post("/invitacion/contrasena", {"password": PASSWORD})
    pages["first_factor"] = comer.browser.get(f"{prefix}/invitacion/segundo-factor")
    comer.join_by_totp()
    pages["recovery_codes"] = comer.browser.get(f"{prefix}/mi-acceso/codigos")
    pages["my_access one"] = comer.browser.get(f"{prefix}/mi-acceso")
    drop, new = {"factor": "totp"}, {"secret": SECRET, "code": totp()}
    pages["drop_factor"] = comer.browser.post(f"{prefix}/mi-acceso/quitar", drop)
    pages["add_factor confirm"] = comer.browser.post(f"{prefix}/mi-acceso/agregar", new)
    other = _Checking()
    comer.password(other)
    pages["mfa_authenticate"] = other.get(f"{prefix}/ingresar/segundo-factor")
    Agent.objects.filter(id=comer.agent.id).update(shift_until=datetime.now(UTC))
    pages["limited"] = comer.browser.get(f"{prefix}/acceso")
    return pages


class _Checking(CheckingClient):
    """Sends forms as browsers send them."""

    def post(self, path: str, data: Any = None, **more: Any) -> Any:
        return super().post(path, urlencode(data or {}), content_type=FORM, **more)


def patterns(of: Any = None) -> Iterator[URLPattern]:
    """Every address of the desk."""
    for one in get_resolver("recupera.desk.urls").url_patterns if of is None else of:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def known(path: str) -> bool:
    try:
        return bool(resolve(path, "recupera.desk.urls"))
    except Resolver404:
        return False
