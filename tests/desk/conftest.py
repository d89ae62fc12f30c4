"""The desk in this process: agents on shift, a client of theirs, and the worker at hand."""

from collections.abc import Iterator
from typing import Any

import pytest

from recupera.design import texts


@pytest.fixture(scope="session", autouse=True)
def compiled_texts() -> None:
    texts.compile_all()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The desk's own settings; whoever waits at the hatch finds the worker on the other side."""
    from django.test import override_settings

    from recupera.hatch import ask
    from recupera.settings import desk as settings
    from recupera.worker.serving import serve

    monkeypatch.setattr(ask, "pause", serve.turn)
    names = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "SESSION_COOKIE_NAME")
    with override_settings(
        **{name: getattr(settings, name) for name in names},
        CSRF_FAILURE_VIEW=settings.CSRF_FAILURE_VIEW,
        # The real one takes a tenth of a second for each.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield settings
