"""A person who fills in the form of a case, page after page, as a browser would send it."""

from collections.abc import Callable, Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.pages.person import Person, paid

FORM = "/soporte/formulario"
ADDRESSES = {
    "case_form": FORM,
    "case_whose": f"{FORM}/para-quien",
    "case_person": f"{FORM}/persona",
    "case_place": f"{FORM}/lugar",
    "case_contact": f"{FORM}/contacto",
    "case_request": f"{FORM}/solicitud",
    "case_files": f"{FORM}/archivos",
    "case_review": f"{FORM}/revisar",
}
EMAIL = "ana.perez@example.com"
ANSWERS: Mapping[str, dict[str, str]] = {
    "case_whose": {"whose": "self"},
    "case_person": {"nombre": "Ana Pérez", "tipo-documento": "cc", "documento": "52.344.050"},
    "case_place": {"tipo-usuario": "comprador", "entidad": "Alcaldía de Tunja"},
    "case_contact": {"correo": EMAIL, "telefono": "300 555 0101"},
    "case_request": {"usuario": "", "descripcion": "No puedo entrar.\nDesde el lunes."},
    "case_files": {},
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def form(person: Person, name: str, **more: str) -> dict[str, str]:
    """A whole form of a page: its hidden fields, and what Ana answers."""
    person.open(ADDRESSES[name])
    main = [one for one in person.page.all("input", type="hidden") if "form" in one.inside]
    hidden = {one.given["name"] or "": one.given.get("value") or "" for one in main}
    hidden = {name: value for name, value in hidden.items() if not name.startswith("sure-")}
    if "altcha" in hidden:
        hidden["altcha"] = paid(person.page)
    return hidden | ANSWERS.get(name, {}) | more


def fill(person: Person, name: str, prefix: str = "", **more: str) -> HttpResponse:
    """Opens a page and sends it."""
    return person.send(prefix + ADDRESSES[name], form(person, name, **more))


def walk(person: Person, *, until: str = "case_review", **about: str) -> None:
    """Through every page before `until`; keywords as of the first page, and `whose`."""
    whose = about.pop("whose", "self")
    for name in list(ADDRESSES)[: list(ADDRESSES).index(until)]:
        more = about if name == "case_form" else {"whose": whose} if name == "case_whose" else {}
        response = fill(person, name, **more)
        assert response.status_code == 303, person.page.text


def send(person: Person, **more: str) -> HttpResponse:
    """Presses [Enviar] on the review."""
    return fill(person, "case_review", **more)


def attach(
    person: Person, document: str, *files: tuple[str, bytes], address: str = "", **more: str
) -> HttpResponse:
    """Sends files as a browser does."""
    address = address or ADDRESSES["case_files"]
    person.open(address)
    token = person.page.all("input", name="csrfmiddlewaretoken")[0].given["value"] or ""
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    data = {"csrfmiddlewaretoken": token, document: chosen, **more}
    return person._keep(person.post(address, data))


def _whole(name: str) -> Callable[[Person], dict[str, str]]:
    def whole(person: Person) -> dict[str, str]:
        walk(person, until=name)
        return form(person, name)

    return whole


WHOLE = {name: _whole(name) for name in ADDRESSES}
CHANGE_A_DRAFT = tuple(name for name in ADDRESSES if name not in ("case_form", "case_review"))
