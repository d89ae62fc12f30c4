"""Every address of the portal, read from urls.py, and for each that takes a form a whole one."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.pages.person import EMAIL, Person, paid

PREFIXES = {"es": "", "en": "/en"}


def names() -> list[str]:
    """The name of every page in urls.py."""
    return sorted(str(pattern.name) for pattern in _patterns(get_resolver().url_patterns))


def address(name: str, language: str = "es") -> str:
    with override(language):
        return reverse(name)


def token(person: Person) -> str:
    return person.page.all("input", name="csrfmiddlewaretoken")[0].given["value"] or ""


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


# A new page that takes a form is missed here by `test_parameters`, and must be added.
WHOLE: dict[str, Callable[[Person], dict[str, str]]] = {
    "find": find,
    "code": code,
    "resend": resend,
    "finish": finish,
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
