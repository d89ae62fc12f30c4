"""Persons' data in one normal form, and the accounts, channels and recipients made of them."""

from recupera.people.account import Account, Channel, ChannelKind
from recupera.people.document import DocumentEnding, document_ending
from recupera.people.examples import EXAMPLE_PASSWORD, EXAMPLES, Example
from recupera.people.kinds import DatumKind
from recupera.people.normal import Normal, Refused, RefusedReason, normal
from recupera.people.objection import (
    grouped_objection_code,
    new_objection_code,
    objection_code,
)
from recupera.people.recipient import (
    AgentAddress,
    CaseAddress,
    ColleagueAddress,
    ProposedAddress,
    Recipient,
    RegisteredChannel,
    registered_channels,
)

__all__ = [
    "EXAMPLES",
    "EXAMPLE_PASSWORD",
    "Account",
    "AgentAddress",
    "CaseAddress",
    "Channel",
    "ChannelKind",
    "ColleagueAddress",
    "DatumKind",
    "DocumentEnding",
    "Example",
    "Normal",
    "ProposedAddress",
    "Recipient",
    "Refused",
    "RefusedReason",
    "RegisteredChannel",
    "document_ending",
    "grouped_objection_code",
    "new_objection_code",
    "normal",
    "objection_code",
    "registered_channels",
]
