"""The states of the pages of a new password and of an objection; see `states`."""

from collections.abc import Callable
from dataclasses import replace

from recupera.letterbox.slot import Shown, Verdict
from tests.pages.fake_worker import ANA
from tests.pages.person import EMAIL, paid
from tests.pages.stage import Stage

OTHER = replace(ANA, username="ana2", organisation="Hospital", mark="b" * 16)
BY_SMS = replace(ANA, by_email=False, by_sms=True, mark="c" * 16)
OBJECTION = "K7Q4-9MTX-4RWD"


def opened(address: str) -> Callable[[Stage], None]:
    return lambda stage: stage.open(address)


def all_four(stage: Stage) -> None:
    stage.open("/contrasena")
    stage.send("/contrasena", kind="email", email=EMAIL, other="yes")


def held(stage: Stage) -> None:
    stage.open("/contrasena")
    stage.send("/contrasena", kind="email", email=EMAIL, ticket=stage.field("ticket"))


def code(stage: Stage) -> None:
    stage.open("/contrasena")
    stage.send("/contrasena", kind="email", email=EMAIL, altcha=paid(stage.person.page))
    stage.open("/codigo")


def at(page: str, *accounts: Shown, can: bool = True) -> Callable[[Stage], None]:
    """The page `/contrasena/…` once a code opened these accounts."""

    def come(stage: Stage) -> None:
        stage.judged(Verdict.GOOD, accounts=accounts, can_set_password=can)
        stage.open(f"/contrasena/{page}")

    return come


def refused(stage: Stage) -> None:
    at("nueva", ANA)(stage)
    stage.person.set_password("aperez2026")


def waiting(stage: Stage) -> None:
    at("nueva", ANA)(stage)
    stage.person.set_password()
    stage.open("/contrasena/espera")


def waiting_long(stage: Stage) -> None:
    waiting(stage)
    stage.clock.shift(15)
    stage.open("/contrasena/espera")


def ended(verdict: Verdict, page: str = "nueva") -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        waiting(stage)
        stage.person.worker.act(verdict, ANA)
        stage.open(f"/contrasena/{page}")

    return come


def not_sent(stage: Stage) -> None:
    at("correo", BY_SMS)(stage)
    stage.send("/contrasena/correo", reference=stage.field("reference"), account=BY_SMS.mark)


def objecting(stage: Stage) -> None:
    stage.open("/no-fui-yo?otro")
    stage.send("/no-fui-yo", code=OBJECTION, altcha=paid(stage.person.page))
    stage.open("/no-fui-yo/espera")


def objecting_form(stage: Stage) -> None:
    objecting(stage)
    stage.open("/no-fui-yo")


def objected(verdict: Verdict, page: str = "") -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        objecting(stage)
        stage.person.worker.act(verdict, case="2599729327")
        stage.open(f"/no-fui-yo{page}")

    return come


ACTS: dict[str, Callable[[Stage], None]] = {
    "password, all four": all_four,
    "password, held": held,
    "code, for a password": code,
    "choose": at("nueva", ANA, OTHER, BY_SMS),
    "new password": at("nueva", ANA, BY_SMS),
    "new password, refused": refused,
    "new password, used before": ended(Verdict.USED_BEFORE),
    "elsewhere": at("nueva", ANA, can=False),
    "no password": at("nueva", replace(ANA, active=False)),
    "confirm the e-mail": at("correo", BY_SMS),
    "confirm the e-mail, held": not_sent,
    "saving": waiting,
    "saving, long": waiting_long,
    "done": ended(Verdict.DONE, "lista"),
    "not proven": ended(Verdict.NOT_PROVEN),
    "another first": ended(Verdict.ANOTHER_FIRST),
    "frozen": ended(Verdict.FROZEN),
    "unsure": ended(Verdict.UNSURE),
    "object": opened("/no-fui-yo"),
    "object, waiting": objecting,
    "object, sent": objecting_form,
    "object, wrong": objected(Verdict.WRONG),
    "object, not attended": objected(Verdict.TRY_AGAIN),
    "objected": objected(Verdict.DONE, "/listo"),
}
