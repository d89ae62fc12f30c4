"""The directory in the vault, whole: what it finds and what it can do."""

from recupera.directories.contract import Capability, DirectoryRefused, Refusal, Setting
from recupera.directories.embedded.find import Finding


class EmbeddedDirectory(Finding):
    """See directories.contract.Directory."""

    capabilities: frozenset[Capability] = frozenset()

    def set_password(self, account_id: str, password: str, *, operation: str) -> Setting:
        raise DirectoryRefused(reason=Refusal.NOT_OFFERED)

    def void_password(self, account_id: str, *, operation: str) -> bool:
        raise DirectoryRefused(reason=Refusal.NOT_OFFERED)

    def unlock(self, account_id: str) -> None:
        raise DirectoryRefused(reason=Refusal.NOT_OFFERED)

    def end_sessions(self, account_id: str) -> None:
        raise DirectoryRefused(reason=Refusal.NOT_OFFERED)
