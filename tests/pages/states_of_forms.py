"""The states of the form of a case; see states.py."""

from collections.abc import Callable

from recupera.letterbox.case_slot import CaseShown, seal_case
from recupera.letterbox.models import Envelope
from tests.pages import case_form
from tests.pages.case_form import ADDRESSES, FORM, PNG
from tests.pages.stage import Stage

ANONYMOUS = {"tipo": "solicitud", "asunto": "otra-solicitud"}


def at(name: str, **about: str) -> Callable[[Stage], None]:
    """The page as it is when a person comes to it."""

    def come(stage: Stage) -> None:
        case_form.walk(stage.person, until=name, **about)
        stage.open(ADDRESSES[name])

    return come


def answered(name: str, **answers: str) -> Callable[[Stage], None]:
    """The page after these answers."""

    def come(stage: Stage) -> None:
        case_form.walk(stage.person, until=name)
        stage.open(ADDRESSES[name])
        stage.send(ADDRESSES[name], **case_form.ANSWERS[name] | answers)

    return come


def opened(address: str) -> Callable[[Stage], None]:
    return lambda stage: stage.open(address)


def begun(stage: Stage) -> None:
    case_form.walk(stage.person, until="case_place")
    stage.open(f"{FORM}?asunto=cambio-administrador")


def no_draft(stage: Stage) -> None:
    stage.monkeypatch.setenv("RECUPERA_BUDGETS__DRAFT_HOST__BURST", "1")
    stage.option("BUDGETS__DRAFT_HOST__PERIOD", "600")
    stage.open(FORM)
    for _ in range(2):
        stage.person.cookies.pop("borrador", None)
        stage.send(FORM)


def files(stage: Stage) -> None:
    case_form.walk(stage.person, until="case_files")
    case_form.attach(stage.person, "cedula", ("cedula.png", PNG), attach="yes")
    stage.open(ADDRESSES["case_files"])


def files_refused(stage: Stage) -> None:
    case_form.walk(stage.person, until="case_files")
    _attach(stage, ("cedula.png", PNG), ("mal.exe", b"MZ"))


def files_too_big(stage: Stage) -> None:
    case_form.walk(stage.person, until="case_files")
    stage.monkeypatch.setattr("recupera.web.uploads.READ_ANYWAY", 0)
    _attach(stage, ("cedula.png", PNG))


def busy(stage: Stage) -> None:
    case_form.walk(stage.person, until="case_files")
    stage.monkeypatch.setattr("recupera.web.uploads.PATIENCE", 0)
    stage.monkeypatch.setattr("recupera.web.uploads._slots", Full())
    _attach(stage, ("cedula.png", PNG))


class Full:
    """As many requests with files as may be."""

    def acquire(self, timeout: float) -> bool:
        return False


def review_held(stage: Stage) -> None:
    case_form.walk(stage.person)
    stage.open(ADDRESSES["case_review"])
    stage.send(ADDRESSES["case_review"], notice=stage.field("notice"), ticket=stage.field("ticket"))


def sent(stage: Stage, **about: str) -> None:
    case_form.walk(stage.person, **about)
    case_form.send(stage.person)
    stage.open(f"{FORM}/enviado")


def sent_confirmed(stage: Stage) -> None:
    sent(stage)
    (opened,) = stage.person.worker.opened("open_case")
    shown = CaseShown(
        reference=opened.content["reference"],
        subject="recuperacion-usuario",
        state="open",
        received_at="",
        email=case_form.EMAIL,
        confirmed=True,
    )
    stage.person.worker.show(Envelope.objects.get(), seal_case(opened.flow, shown))
    stage.open(f"{FORM}/enviado")


def expired(stage: Stage) -> None:
    """Sent with a token that is not this browser's any more."""
    case_form.walk(stage.person, until="case_request")
    stage.open(ADDRESSES["case_request"])
    stage.person.cookies["csrf"] = "x" * 32
    stage.person.defaults["HTTP_ORIGIN"] = "http://127.0.0.1:8000"
    stage.send(ADDRESSES["case_request"], **case_form.ANSWERS["case_request"])


def _attach(stage: Stage, *chosen: tuple[str, bytes]) -> None:
    case_form.attach(
        stage.person, "cedula", *chosen, address=stage.prefix + ADDRESSES["case_files"]
    )


FORMS: dict[str, Callable[[Stage], None]] = {
    "case": opened(FORM),
    "case, system": opened(f"{FORM}?cambiar=sistema"),
    "case, kind": opened(f"{FORM}?cambiar=tipo"),
    "case, subject": opened(f"{FORM}?cambiar=asunto"),
    "case, begun": begun,
    "case, too many": no_draft,
    "case, whose": at("case_whose", **ANONYMOUS),
    "case, whose, nothing": answered("case_whose", whose=""),
    "case, person": at("case_person", whose="other"),
    "case, person, wrong": answered("case_person", nombre="", documento="x"),
    "case, person, odd": answered("case_person", documento="12"),
    "case, place": at("case_place"),
    "case, place, wrong": answered("case_place", **{"tipo-usuario": "x", "entidad": ""}),
    "case, contact": at("case_contact"),
    "case, contact, slip": answered(
        "case_contact", correo="ana@gmial.com", telefono="+1 555 123 4567"
    ),
    "case, request": at("case_request"),
    "case, request, too long": answered("case_request", descripcion="a" * 4001),
    "case, request, expired": expired,
    "case, files": files,
    "case, files, refused": files_refused,
    "case, files, too big": files_too_big,
    "case, files, busy": busy,
    "case, review": at("case_review"),
    "case, review, held": review_held,
    "case, sent": sent,
    "case, sent, confirmed": sent_confirmed,
}
