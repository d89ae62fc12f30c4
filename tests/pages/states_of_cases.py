"""The states of the pages on which a case is followed; see `states`."""

from collections.abc import Callable
from dataclasses import replace

from recupera.letterbox.case_slot import CaseShown
from recupera.letterbox.slot import Verdict
from tests.pages import case_person
from tests.pages.case_form import PNG
from tests.pages.case_person import (
    ANSWERED_CASE,
    CLOSED,
    FULL,
    KEY,
    NUMBER,
    OPEN,
    OVER,
    UNCONFIRMED,
    WAITING,
)
from tests.pages.stage import Stage

LATE = replace(OPEN, due_on="2026-11-20", answer_by="2026-11-19T15:00:00-05:00")


def asked(number: str = NUMBER, key: str = KEY) -> Callable[[Stage], None]:
    return lambda stage: _asked(stage, number, key)


def _asked(stage: Stage, number: str = NUMBER, key: str = KEY) -> None:
    case_person.ask(stage.person, number, key, stage.prefix)


def followed(shown: CaseShown, page: str = "estado") -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        case_person.follow(stage.person, shown, stage.prefix)
        stage.open(f"/caso/{page}")

    return come


def acted(
    page: str, shown: CaseShown, verdict: Verdict | None, **given: str
) -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        case_person.follow(stage.person, shown, stage.prefix)
        case_person.act(stage.person, page, stage.prefix, **given)
        if verdict:
            stage.person.worker.follow(verdict, shown)
        stage.open("/caso/estado")

    return come


def differ(stage: Stage) -> None:
    _asked(stage)
    stage.person.worker.follow(Verdict.WRONG)
    stage.open("/caso")


def held(stage: Stage) -> None:
    stage.open("/caso")
    stage.send("/caso", number=NUMBER, key=KEY)


def waiting(page: str, **given: str) -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        acted(page, UNCONFIRMED, None, **given)(stage)
        stage.clock.shift(15)
        stage.open("/caso/espera")

    return come


def waiting_for_case(stage: Stage) -> None:
    _asked(stage)
    stage.open("/caso/espera")


def code(stage: Stage) -> None:
    _asked(stage, key="")
    stage.person.worker.follow(Verdict.DONE)
    stage.open("/caso/codigo")


def code_held(stage: Stage) -> None:
    code(stage)
    stage.send("/caso/codigo/otro", reference=stage.field("reference"))


def code_judged(verdict: Verdict, tries: int = 4) -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        code(stage)
        stage.send("/caso/codigo", reference=stage.field("reference"), code="48217736")
        stage.person.worker.follow(verdict, tries=tries)
        stage.open("/caso/codigo")

    return come


def confirm_wrong(stage: Stage) -> None:
    acted("confirmar", UNCONFIRMED, None, code="48217736")(stage)
    stage.person.worker.follow(Verdict.WRONG, UNCONFIRMED, tries=1)
    stage.open("/caso/confirmar")


def desk_code(verdict: Verdict, page: str = "codigo-de-la-mesa") -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        acted("codigo-de-la-mesa", OPEN, verdict, code="48217736")(stage)
        stage.open(f"/caso/{page}")

    return come


def lapsed(key: str) -> Callable[[Stage], None]:
    def come(stage: Stage) -> None:
        _asked(stage, key=key)
        case_person.gone()
        stage.open("/caso/estado")

    return come


def sent(page: str, **given: str) -> Callable[[Stage], None]:
    """A form that comes back."""

    def come(stage: Stage) -> None:
        case_person.follow(stage.person, UNCONFIRMED, stage.prefix)
        case_person.act(stage.person, page, stage.prefix, **given)

    return come


def unsent(stage: Stage) -> None:
    followed(OPEN, "agregar")(stage)
    stage.person.cookies.pop("caso")
    case_person.send(stage.person, "agregar", stage.prefix, text="Falta algo.")


def another_tab(stage: Stage) -> None:
    followed(OPEN, "agregar")(stage)
    older = stage.person.page
    _asked(stage, "1111111110")
    stage.person.page = older
    case_person.send(stage.person, "agregar", stage.prefix, text="Falta algo.")


def attached(stage: Stage) -> None:
    """One file is kept and one is refused."""
    followed(WAITING, "agregar")(stage)
    files = (
        ("carta-de-la-alcaldia-de-tunja.png", PNG),
        ("un-programa-con-nombre-largo.exe", b"MZ"),
    )
    case_person.attach(stage.person, *files, prefix=stage.prefix, text="Falta algo.")


def given_back(stage: Stage) -> None:
    attached(stage)
    case_person.attach(stage.person, prefix=stage.prefix, text="Falta algo.")
    stage.person.worker.follow(Verdict.AGAINST_POLICY, CLOSED)
    stage.open("/caso/reabrir")


CASES: dict[str, Callable[[Stage], None]] = {
    "case": lambda stage: stage.open("/caso"),
    "case, mistyped": asked("123", "456"),
    "case, differ": differ,
    "case, held": held,
    "case, wait": waiting_for_case,
    "case, saved": waiting("agregar", text="Falta algo."),
    "case, code": code,
    "case, code held": code_held,
    "case, code wrong": code_judged(Verdict.WRONG),
    "case, code expired": code_judged(Verdict.EXPIRED),
    "case, code too many": code_judged(Verdict.TOO_MANY, 0),
    "case, lapsed": lapsed(KEY),
    "case, lapsed without a key": lapsed(""),
    "case, open": followed(FULL),
    "case, late": followed(LATE),
    "case, unconfirmed": followed(UNCONFIRMED),
    "case, waiting": followed(WAITING),
    "case, answered": followed(ANSWERED_CASE),
    "case, closed": followed(CLOSED),
    "case, over": followed(OVER),
    "case, added": acted("agregar", OPEN, Verdict.DONE, text="Falta algo."),
    "case, being added": acted("agregar", OPEN, None, text="Falta algo."),
    "case, not added": acted("agregar", OPEN, Verdict.AGAINST_POLICY, text="Falta algo."),
    "case, add": followed(WAITING, "agregar"),
    "case, add nothing": sent("agregar"),
    "case, add held": sent("agregar", text="Falta algo.", altcha=""),
    "case, add files": attached,
    "case, reopen with files": given_back,
    "case, close": followed(OPEN, "cerrar"),
    "case, reopen": followed(CLOSED, "reabrir"),
    "case, confirm": followed(UNCONFIRMED, "confirmar"),
    "case, confirm wrong": confirm_wrong,
    "case, desk's code": followed(OPEN, "codigo-de-la-mesa"),
    "case, desk's code mistyped": sent("codigo-de-la-mesa", code="4821"),
    "case, desk's code wrong": desk_code(Verdict.WRONG),
    "case, desk's code expired": desk_code(Verdict.EXPIRED),
    "case, desk's code used": desk_code(Verdict.SPENT),
    "case, desk's code too many": desk_code(Verdict.TOO_MANY),
    "case, desk's code right": desk_code(Verdict.GOOD, "estado"),
    "case, e-mail": followed(UNCONFIRMED, "correo"),
    "case, e-mail refused": sent("correo", email="ana@"),
    "case, e-mail doubted": sent("correo", email="ana@gmial.com"),
    "case, unsent": unsent,
    "case, another tab": another_tab,
}
