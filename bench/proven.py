"""Browsers that proved an account by e-mail, so that only a new password is left to be measured."""

from collections.abc import Callable, Iterator

from bench.persons import email
from recupera.letterbox.flow import Flow
from recupera.letterbox.sealing import seal_set_password
from recupera.letterbox.slot import read
from recupera.messages.models import Message
from recupera.people import DatumKind
from recupera.worker.run import turn
from tests.enquirer import Enquirer, codes


def proven_browsers(number: int) -> Iterator[Callable[[str], object]]:
    """For each, what drops an act with the password that it is given."""
    # Every twentieth person is inactive.
    persons = (one for one in range(10**9) if one % 20)
    for _, person in zip(range(number), persons, strict=False):
        # Or every turn reads the notices of those before.
        Message.objects.all().delete()
        enquirer = Enquirer(kind=DatumKind.EMAIL, value=email(person))
        enquirer.ask()
        turn()
        enquirer.prove(codes()[-1])
        turn()
        yield _acting(enquirer, _mark(enquirer.flow))


def _mark(flow: Flow) -> str:
    published = read(flow)
    if not published or not published.accounts:
        raise RuntimeError("the enquiry proved nothing")
    return published.accounts[0].mark


def _acting(enquirer: Enquirer, mark: str) -> Callable[[str], object]:
    def act(password: str) -> object:
        sealed = seal_set_password(
            enquirer.flow, account=mark, password=password, reference="K7Q4", language="es"
        )
        return enquirer.put(sealed)

    return act
