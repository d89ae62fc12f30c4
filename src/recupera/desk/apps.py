from allauth.account.apps import AccountConfig
from django.apps import AppConfig


class Desk(AppConfig):
    name = "recupera.desk"
    label = "desk"


class Account(AccountConfig):  # type: ignore[misc]
    """allauth's, which wants its middleware in every process that knows its tables; only the
    desk's own settings have it, and a test looks that they do."""

    def ready(self) -> None:
        """Not that."""
