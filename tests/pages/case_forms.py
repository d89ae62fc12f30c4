"""A whole form for each page of a case that takes one; see `forms`."""

from collections.abc import Callable

from recupera.letterbox.slot import Verdict
from tests.pages.case_person import CLOSED, KEY, NUMBER, OPEN, UNCONFIRMED, ask, follow, mark
from tests.pages.person import Person, paid, token

Whole = Callable[[Person], dict[str, str]]


def work(person: Person) -> dict[str, str]:
    ticket = person.page.all("input", name="ticket")[0].given["value"] or ""
    return {"altcha": paid(person.page), "ticket": ticket}


def case(person: Person) -> dict[str, str]:
    person.open("/caso?otro")
    typed = {"number": NUMBER, "key": KEY}
    return {"csrfmiddlewaretoken": token(person), **typed, **work(person)}


def code(person: Person) -> dict[str, str]:
    ask(person, key="")
    person.worker.follow(Verdict.DONE)
    person.open("/caso/codigo")
    return {"csrfmiddlewaretoken": token(person), "reference": mark(person), "code": "48217736"}


def resend(person: Person) -> dict[str, str]:
    form = code(person)
    person.clock.shift(31)
    person.open("/caso/codigo")
    form.pop("code")
    return form | work(person)


def act(page: str, shown: object, **given: str) -> Whole:
    def whole(person: Person) -> dict[str, str]:
        follow(person, shown)  # type: ignore[arg-type]
        person.open(f"/caso/{page}")
        form = {"csrfmiddlewaretoken": token(person), "reference": mark(person)} | given
        return form | work(person)

    return whole


def confirm(person: Person) -> dict[str, str]:
    follow(person, UNCONFIRMED)
    form = {"csrfmiddlewaretoken": token(person), "reference": mark(person)}
    return form | {"code": "48217736"}


CASE_FORMS: dict[str, Whole] = {
    "case": case,
    "case_code": code,
    "case_resend": resend,
    "case_confirm": confirm,
    "case_desk_code": act("codigo-de-la-mesa", OPEN, code="48217736"),
    "case_add": act("agregar", OPEN, text="Falta algo."),
    "case_close": act("cerrar", OPEN),
    "case_reopen": act("reabrir", CLOSED, text="Falta algo."),
    "case_email": act("correo", UNCONFIRMED, email="otra@example.com"),
}
