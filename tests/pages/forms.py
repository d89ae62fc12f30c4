"""Every address of the portal, read from urls.py, and for each that takes a form a whole one."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from recupera.letterbox.slot import Shown, Verdict
from tests.pages import case_form
from tests.pages.case_forms import CASE_FORMS
from tests.pages.fake_worker import ANA
from tests.pages.person import EMAIL, PASSWORD, Person, paid, token

PREFIXES = {"es": "", "en": "/en"}


def names() -> list[str]:
    """The name of every page in urls.py."""
    return sorted(str(pattern.name) for pattern in _patterns(get_resolver().url_patterns))


def address(name: str, language: str = "es") -> str:
    with override(language):
        return reverse(name)


def find(person: Person) -> dict[str, str]:
    person.open("/")
    return {
        "csrfmiddlewaretoken": token(person),
        "kind": "email",
        "email": EMAIL,
        "altcha": paid(person.page),
        "ticket": person.page.value("ticket"),
    }


def code(person: Person) -> dict[str, str]:
    person.open("/codigo")
    reference = person.page.all("input", name="reference")[0].given["value"] or ""
    return {"csrfmiddlewaretoken": token(person), "reference": reference, "code": "48217736"}


def resend(person: Person) -> dict[str, str]:
    form = code(person) | {"altcha": paid(person.page), "by": "sms"}
    form.pop("code")
    return form


def finish(person: Person) -> dict[str, str]:
    person.open("/terminar")
    return {"csrfmiddlewaretoken": token(person)}


def password(person: Person) -> dict[str, str]:
    person.open("/contrasena")
    work = {"altcha": paid(person.page), "ticket": person.page.value("ticket")}
    form = {"csrfmiddlewaretoken": token(person), "kind": "email", "email": "otra@example.com"}
    return form | work


def proven(person: Person, account: Shown, page: str) -> dict[str, str]:
    """What the forms behind a good code share; `page` has the token."""
    person.prove()
    person.worker.judge(Verdict.GOOD, accounts=(account,), can_set_password=True)
    person.open(f"/contrasena/{page}")
    reference = person.page.all("input", name="reference")[0].given["value"] or ""
    mark = {"reference": reference, "account": account.mark}
    return {"csrfmiddlewaretoken": token(person), **mark}


def choose_account(person: Person) -> dict[str, str]:
    return proven(person, ANA, "nueva")


def confirm_email(person: Person) -> dict[str, str]:
    by_sms = replace(ANA, by_email=False, email="otra@example.com")
    form = proven(person, by_sms, "correo")
    return form | {"altcha": paid(person.page), "ticket": person.page.value("ticket")}


def new_password(person: Person) -> dict[str, str]:
    return proven(person, ANA, "nueva") | {"username": ANA.username, "password": PASSWORD}


def object_to(person: Person) -> dict[str, str]:
    person.open("/no-fui-yo")
    work = {"altcha": paid(person.page), "ticket": person.page.value("ticket")}
    return {"csrfmiddlewaretoken": token(person), "code": "K7Q4-9MTX-4RWD"} | work


# These change what the browser keeps, or a draft, and nothing else.
WITHOUT_A_ROW = ("finish", "choose_account", *case_form.CHANGE_A_DRAFT)
# Files come as several parts.
WITH_FILES = ("case_files", "case_add")
# A new page that takes a form is missed here by `test_parameters`, and must be added.
WHOLE: dict[str, Callable[[Person], dict[str, str]]] = {
    "find": find,
    "code": code,
    "resend": resend,
    "finish": finish,
    "password": password,
    "old_password": password,
    "choose_account": choose_account,
    "confirm_email": confirm_email,
    "new_password": new_password,
    "object": object_to,
    **CASE_FORMS,
    **case_form.WHOLE,
}


def doubled(form: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The form with one of its fields given in a way that could mean two things: what, and body."""
    for name, value in form.items():
        rest = {key: one for key, one in form.items() if key != name}
        same, other = (name, value), (name, "x")
        yield f"{name} twice", urlencode([*rest.items(), same, same])
        yield f"{name} and another", urlencode([*rest.items(), same, other])
        yield f"{name} and an array", urlencode([*form.items(), (f"{name}[]", value)])
        yield f"{name} as an array", urlencode([*rest.items(), (f"{name}[]", value)])
        yield f"{name} by place", urlencode([*rest.items(), (f"{name}[0]", value)])
        yield f"{name} as an object", urlencode([*rest.items(), (f"{name}[a]", value)])
        yield f"{name} with a dot", urlencode([*rest.items(), (f"{name}.a", value)])


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one
