"""Notices that a preset shows between two days, once or in every year."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from recupera.options.words import Link, Text

# Any leap year: 29 February may be written.
LEAP = "2024-"
EACH_YEAR = "%m-%d"

DayOfYear = Annotated[str, Field(pattern=r"^\d\d-\d\d$")]


class Notice(BaseModel):
    """Shown from the first day to the last, both included.

    Days are dates (2027-01-10), or "01-10" for every year; then the last may come before the
    first, over New Year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text
    link: Link | None = None
    first: date | DayOfYear
    last: date | DayOfYear

    @field_validator("first", "last")
    @classmethod
    def _exists(cls, value: date | str) -> date | str:
        if isinstance(value, str):
            date.fromisoformat(LEAP + value)
        return value

    @model_validator(mode="after")
    def _first_and_last_fit(self) -> Self:
        if isinstance(self.first, date) and isinstance(self.last, date):
            if self.first > self.last:
                raise ValueError("the first day of a notice must not come after its last")
        elif type(self.first) is not type(self.last):
            raise ValueError("write both days of a notice with a year, or both without one")
        return self

    def shows_on(self, day: date) -> bool:
        if isinstance(self.first, date) and isinstance(self.last, date):
            return self.first <= day <= self.last
        today, first, last = day.strftime(EACH_YEAR), str(self.first), str(self.last)
        return first <= today <= last if first <= last else not last < today < first
