"""Persons' data in one normal form, and the accounts, channels and recipients made of them."""

from recupera.people.account import Account, Channel, ChannelKind
from recupera.people.kinds import DatumKind
from recupera.people.recipient import (
    CaseAddress,
    ProposedAddress,
    Recipient,
    RegisteredChannel,
    registered_channels,
)

__all__ = [
    "Account",
    "CaseAddress",
    "Channel",
    "ChannelKind",
    "DatumKind",
    "ProposedAddress",
    "Recipient",
    "RegisteredChannel",
    "registered_channels",
]
