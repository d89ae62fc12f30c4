"""An account as every directory hands it out, and the channels registered in it."""

from dataclasses import dataclass
from enum import StrEnum


class ChannelKind(StrEnum):
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True)
class Channel:
    """One registered way to reach a person; `address` is in normal form (`people.normal`)."""

    kind: ChannelKind
    address: str


@dataclass(frozen=True)
class Account:
    """One entry of the platform's directory.

    `emails` and `phones` are in normal form (lower-case address, E.164), the main one first.
    `document_type` is CC, CE, TI, PPT, PA or NIT; `active` is false when nobody may sign in.
    """

    id: str
    username: str
    name: str
    document_type: str
    document_number: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    organisation: str
    role: str
    active: bool

    @property
    def is_administrator(self) -> bool:
        """Whether the platform says so: by the word in the role."""
        return "admin" in self.role.casefold()
