"""Somebody at the demo's platform: a checking client, and accounts with the demo's password."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from recupera.design import texts

if TYPE_CHECKING:
    from tests.platform.visitor import Visitor


@pytest.fixture(scope="session", autouse=True)
def compiled_texts() -> None:
    texts.compile_all()


@pytest.fixture
def visitor() -> Iterator["Visitor"]:
    """One of the platform's pages, in this process; ANA and an inactive account are registered."""
    from django.test import override_settings

    from recupera.settings.web import templates
    from tests.platform.visitor import Visitor, register

    register()
    with override_settings(
        ROOT_URLCONF="recupera.platform.urls",
        TEMPLATES=templates("recupera.platform.context.frame"),
        CSRF_FAILURE_VIEW="recupera.platform.pages.errors.forged",
    ):
        yield Visitor()
