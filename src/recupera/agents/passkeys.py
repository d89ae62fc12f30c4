"""Passkeys as the worker judges them: for this desk's address alone, with the person verified."""

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from recupera.options import current

# A stranger chose every byte: what the library's readers raise on what is no credential.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, AssertionError, IndexError)


class WrongPasskey(Exception):
    """No passkey of this desk, or its signature is not good."""


def registered(credential: Mapping[str, Any], challenge: bytes | None) -> bytes:
    """The id and public key that a registration brings, as bytes for `asserted`.

    Raises WrongPasskey.
    """
    try:
        response = RegistrationResponse.from_dict(credential)
        state = _state(response.response.client_data, challenge)
        data = _server().register_complete(state, response).credential_data
    except UNREADABLE as wrong:
        raise WrongPasskey(type(wrong).__name__) from wrong
    assert data is not None  # the library has seen to it
    return bytes(data)


def asserted(credential: Mapping[str, Any], known: bytes, challenge: bytes | None) -> str:
    """The SHA-256 of a signature that this passkey made, in hex; the caller takes each once.

    With a challenge the signature is over that; without one, over whatever the desk gave it.
    Raises WrongPasskey.
    """
    try:
        response = AuthenticationResponse.from_dict(credential)
        state = _state(response.response.client_data, challenge)
        _server().authenticate_complete(state, [AttestedCredentialData(known)], response)
    except UNREADABLE as wrong:
        raise WrongPasskey(type(wrong).__name__) from wrong
    # What was signed, and not the signature: some kinds of key have several for one content.
    answer = response.response
    return hashlib.sha256(answer.authenticator_data + answer.client_data.hash).hexdigest()


def mark_of(credential: Mapping[str, Any]) -> str:
    """The SHA-256 of the id of the passkey that this is said to come from. Raises WrongPasskey."""
    try:
        return mark(AuthenticationResponse.from_dict(credential).raw_id)
    except UNREADABLE as wrong:
        raise WrongPasskey(type(wrong).__name__) from wrong


def mark(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()


def id_of(known: bytes) -> bytes:
    return AttestedCredentialData(known).credential_id


def host() -> str:
    """The relying party: passkeys are for this host and for no other."""
    return urlsplit(current().desk_origin).hostname or ""


def _server() -> Fido2Server:
    party = PublicKeyCredentialRpEntity(id=host(), name=current().texts.platform)
    return Fido2Server(party, verify_origin=lambda origin: origin == current().desk_origin)


def _state(said: CollectedClientData, challenge: bytes | None) -> dict[str, Any]:
    expected = said.challenge if challenge is None else challenge
    required = UserVerificationRequirement.REQUIRED
    return {"challenge": websafe_encode(expected), "user_verification": required}
