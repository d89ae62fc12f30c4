"""Who is signed in: a signed cookie says who and since when, the directory whether still.

The cookie lies in the browser alone; signing out deletes it there and ends no other session.
"""

from dataclasses import astuple, dataclass
from datetime import UTC, datetime

from django.core import signing
from django.http import HttpRequest, HttpResponse

from recupera.directories.embedded.directory import EmbeddedDirectory
from recupera.directories.embedded.sealed import DirectoryKeys
from recupera.directories.embedded.signing_in import Session
from recupera.options import current
from recupera.people import Account, DatumKind

COOKIE = "plataforma"
SALT = "recupera.platform.session"
SECONDS = 12 * 60 * 60


@dataclass(frozen=True)
class Begun:
    """A session as the cookie tells it; `username` in normal form, `at` in epoch seconds."""

    username: str
    account_id: str
    number: int
    at: int

    @property
    def since(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)


def directory() -> EmbeddedDirectory:
    return EmbeddedDirectory(DirectoryKeys.of(current().data))


def begin(response: HttpResponse, username: str, session: Session) -> HttpResponse:
    """Sets the cookie of a session that begins now."""
    now = int(datetime.now(UTC).timestamp())
    begun = Begun(username, session.account.id, session.number, now)
    response.set_cookie(
        COOKIE,
        signing.dumps(astuple(begun), salt=SALT),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
    )
    return response


def begun_by(request: HttpRequest) -> Begun | None:
    """None where the cookie is gone, changed or too old."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return Begun(*told)


def account_of(begun: Begun) -> Account | None:
    """None once somebody has ended the account's sessions, or nobody may sign in to it any more.

    Raises DirectoryUnavailable or DirectoryRefused.
    """
    found = directory().find(DatumKind.USERNAME, begun.username)
    account = next((one for one in found if one.id == begun.account_id and one.active), None)
    stands = account and directory().stands(Session(account, begun.number))
    return account if stands else None


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
