"""Which store a model lives in: the letterbox has two apps, the vault has the rest."""

from typing import Any

LETTERBOX = {"letterbox", "guard"}


class Stores:
    """Django's database router."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "letterbox" if model._meta.app_label in LETTERBOX else "vault"

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return self.db_for_read(type(one)) == self.db_for_read(type(other))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == ("letterbox" if app_label in LETTERBOX else "vault")
