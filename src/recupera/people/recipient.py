"""Who may receive a message: a closed type (GitLab CVE-2023-7028 is what an open one costs)."""

from dataclasses import dataclass

from recupera.people.account import Account, Channel, ChannelKind


@dataclass(frozen=True)
class RegisteredChannel:
    """A channel that stands in an account; the only recipient that may get account data."""

    channel: Channel


@dataclass(frozen=True)
class CaseAddress:
    """An e-mail that somebody typed into a case; never gets account data."""

    address: str


@dataclass(frozen=True)
class ProposedAddress:
    """A new e-mail that somebody wants registered; gets only a code to confirm it."""

    address: str


@dataclass(frozen=True)
class ColleagueAddress:
    """The main e-mail of another administrator of an account's organisation; hears that something
    was asked, and nothing of the account itself."""

    address: str


@dataclass(frozen=True)
class AgentAddress:
    """An agent's e-mail, as a supervisor typed it; gets what concerns working at the desk."""

    address: str


Recipient = RegisteredChannel | CaseAddress | ProposedAddress | ColleagueAddress | AgentAddress


def registered_channels(account: Account) -> tuple[RegisteredChannel, ...]:
    """Every channel of the account, e-mails first, in registered order."""
    emails = (Channel(ChannelKind.EMAIL, address) for address in account.emails)
    phones = (Channel(ChannelKind.SMS, number) for number in account.phones)
    return tuple(RegisteredChannel(channel) for channel in (*emails, *phones))
