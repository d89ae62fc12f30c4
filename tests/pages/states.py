"""Every state that a page can be in, and how a person comes to it: a list to look at them all.

Each ends with the page in `person.page`. A template that no state shows makes test_every_state red.
"""

from collections.abc import Callable
from dataclasses import replace

from recupera.letterbox.slot import Verdict
from recupera.web import uploads
from tests.pages.fake_worker import ANA
from tests.pages.person import EMAIL, FORM, paid
from tests.pages.stage import Stage
from tests.pages.states_of_acts import ACTS
from tests.pages.states_of_calendar import CALENDAR
from tests.pages.states_of_cases import CASES
from tests.pages.states_of_forms import FORMS

OFF = replace(
    ANA, username="a.perez.con-un-nombre-de-usuario.muy.largo", email="", active=False, role="x"
)


def opened(address: str) -> Callable[[Stage], None]:
    return lambda stage: stage.open(address)


def asked(kind: str, typed: str) -> Callable[[Stage], None]:
    return lambda stage: stage.ask(kind, typed)


def judged(verdict: Verdict, **published: object) -> Callable[[Stage], None]:
    return lambda stage: stage.judged(verdict, **published)


def find_nothing_marked(stage: Stage) -> None:
    stage.open("/")
    stage.send("/", altcha=paid(stage.person.page))


def find_held(stage: Stage) -> None:
    stage.open("/")
    stage.send("/", kind="email", email=EMAIL, ticket=stage.field("ticket"))


def find_closed(stage: Stage) -> None:
    for _ in range(9):
        stage.ask()
        stage.clock.shift(31)


def code(stage: Stage) -> None:
    stage.ask()
    stage.open("/codigo")


def code_with_text_messages(stage: Stage) -> None:
    stage.option("SMS_OFFERED", "1")
    stage.ask("national_id", "52344050")
    stage.open("/codigo")


def code_by_text_message(stage: Stage) -> None:
    code_with_text_messages(stage)
    stage.clock.shift(31)
    stage.again(by="sms")
    stage.open("/codigo")


def code_malformed(stage: Stage) -> None:
    stage.ask()
    stage.type("12")


def code_late(stage: Stage) -> None:
    code(stage)
    stage.clock.shift(11 * 60)
    stage.open("/codigo")


def code_too_early(stage: Stage) -> None:
    stage.ask()
    stage.again()


def code_closed(stage: Stage) -> None:
    find_closed(stage)
    stage.again()


def code_not_attended(stage: Stage) -> None:
    stage.ask()
    stage.person.worker.answer_asks(Verdict.TRY_AGAIN)
    stage.open("/codigo")


def code_all_asked(stage: Stage) -> None:
    stage.ask()
    for _ in range(2):
        stage.clock.shift(31 * 60)
        # The cookies live for half an hour in a browser; a test's client keeps them.
        stage.again()
    stage.open("/codigo")


def delayed(address: str) -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        stage.option("DELAY_BANNER", "on")
        stage.ask()
        if address == "/espera":
            stage.type()
        stage.open(address)

    return come


def another_tab(stage: Stage) -> None:
    stage.ask()
    stage.open("/codigo")
    older = stage.field("reference")
    stage.ask("email", "otra@example.com")
    stage.open("/codigo")
    stage.send("/codigo", reference=older, code="48217736")


def waiting(stage: Stage) -> None:
    stage.ask()
    stage.type()
    stage.open("/espera")


def waiting_long(stage: Stage) -> None:
    waiting(stage)
    stage.clock.shift(15)
    stage.open("/espera")


def over(stage: Stage) -> None:
    stage.judged(Verdict.GOOD, accounts=(ANA,))
    stage.clock.shift(601)
    stage.open("/respuesta")


def finish(stage: Stage) -> None:
    stage.ask()
    stage.open("/terminar")


def forged(stage: Stage) -> None:
    stage.open("/")
    stage.person._keep(stage.person.post(f"{stage.prefix}/", "a=1", content_type=FORM))


def too_large(stage: Stage) -> None:
    stage.open("/")
    stage.send("/", email="a" * 70_000)


def raised(error: Exception) -> Callable[[Stage], None]:
    """What is shown when a page of files raises this; any page shows it alike."""

    def act(stage: Stage) -> None:
        def fail(*given: object, **named: object) -> None:
            raise error

        stage.monkeypatch.setattr("recupera.portal.pages.support.show", fail)
        stage.open("/soporte")

    return act


def broken(stage: Stage) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RuntimeError("broken on purpose")

    stage.person.raise_request_exception = False
    stage.monkeypatch.setattr("recupera.portal.pages.support.show", fail)
    stage.open("/soporte")


def notices(stage: Stage) -> None:
    stage.clock.shift(60 * 86_400)
    stage.open("/")


STATES: dict[str, Callable[[Stage], None]] = {
    "find": opened("/"),
    "find, an example": opened("/?ejemplo=4"),
    "find, notices": notices,
    "find, nothing marked": find_nothing_marked,
    "find, refused": asked("username", "ana perez"),
    "find, a slip": asked("email", "ana@gmial.com"),
    "find, an odd length": asked("national_id", "12"),
    "find, held": find_held,
    "find, closed": find_closed,
    "find, late": delayed("/"),
    "code": code,
    "code, text messages": code_with_text_messages,
    "code, by text message": code_by_text_message,
    "code, malformed": code_malformed,
    "code, wrong": judged(Verdict.WRONG, tries_left=1),
    "code, over": code_late,
    "code, too early": code_too_early,
    "code, closed": code_closed,
    "code, not attended": code_not_attended,
    "code, three asked": code_all_asked,
    "code, late": delayed("/codigo"),
    "another tab": another_tab,
    "expired": judged(Verdict.EXPIRED),
    "spent": judged(Verdict.SPENT),
    "too many": judged(Verdict.TOO_MANY, tries_left=0),
    "wait": waiting,
    "wait, long": waiting_long,
    "wait, late": delayed("/espera"),
    "answer": judged(Verdict.GOOD, accounts=(ANA,)),
    "answer, several": judged(Verdict.GOOD, accounts=(ANA, OFF), more=True),
    "answer, nobody": judged(Verdict.GOOD),
    "answer, over": over,
    "finish": finish,
    "finished": opened("/terminar"),
    "gone": opened("/codigo"),
    "help": opened("/ayuda"),
    "support": opened("/soporte"),
    "password": opened("/Public/Users/AccessRecovery/Index"),
    "missing": opened("/nada"),
    "bad": opened("/?a[]=1"),
    "forged": forged,
    "too large": too_large,
    "broken": broken,
    "too many files at once": raised(uploads.Busy("wait")),
    "files too big": raised(uploads.FilesTooBig("too big")),
    **ACTS,
    **CALENDAR,
    **CASES,
    **FORMS,
}
