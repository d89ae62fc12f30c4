"""When the platform's help desk is there: its hours, its country's holidays, its time zone."""

from datetime import date, time
from itertools import pairwise
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Opening(BaseModel):
    """On each of `days` from `opens` to `closes`, by the clock on the wall."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: Annotated[tuple[Day, ...], Field(min_length=1)]
    opens: time
    closes: time

    @model_validator(mode="after")
    def _opens_first(self) -> Self:
        if self.opens.tzinfo or self.closes.tzinfo or self.opens >= self.closes:
            raise ValueError("opens must come before closes, both without an offset")
        return self


class Service(BaseModel):
    """`holidays` is the country's ISO code; `closed` names further days without service."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zone: str
    holidays: str
    closed: tuple[date, ...] = ()
    hours: Annotated[tuple[Opening, ...], Field(min_length=1)]

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("write a time zone by its name, for example America/Bogota") from None
        return value

    @field_validator("holidays")
    @classmethod
    def _country(cls, value: str) -> str:
        # Read here: only a process that reads a preset pays for it.
        from holidays import list_supported_countries

        if value not in list_supported_countries():
            raise ValueError("write the country's two letters, for example CO")
        return value

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        for day in WEEK:
            openings = sorted((one.opens, one.closes) for one in self.hours if day in one.days)
            for (_opens, closes), (opens, _closes) in pairwise(openings):
                if opens < closes:
                    raise ValueError(f"the hours of {day} overlap")
        return self
