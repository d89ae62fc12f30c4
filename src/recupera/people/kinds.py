"""The kinds of datum a person can be found by."""

from enum import StrEnum


class DatumKind(StrEnum):
    NATIONAL_ID = "national_id"
    PHONE = "phone"
    USERNAME = "username"
    EMAIL = "email"
