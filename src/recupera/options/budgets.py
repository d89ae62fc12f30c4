"""How often something may be done: a burst at once, then one more every so many seconds."""

import math
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

DAY = 86_400
# So many messages an owner gets by one network in 24 hours (enquiries.allowance).
MOST_A_DAY = 4


class Budget(BaseModel):
    """At most `burst` at once, then one more every `period` seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    burst: Annotated[int, Field(ge=1, le=100_000)]
    period: Annotated[float, Field(gt=0, le=86_400)]

    def most(self, seconds: float) -> int:
        """How many pass at most in any stretch of so many seconds, its end left out."""
        return self.burst + math.ceil(seconds / self.period) - 1


class Budgets(BaseModel):
    """How often one datum and one network may ask. Keys are never the pair of both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    datum_wait: Budget = Budget(burst=1, period=30)
    datum_day: Budget = Budget(burst=3, period=43_200)
    source_host: Budget = Budget(burst=300, period=6)
    source_network: Budget = Budget(burst=3000, period=0.6)
    draft_host: Budget = Budget(burst=200, period=20)
    draft_network: Budget = Budget(burst=2000, period=2)
    upload_host: Budget = Budget(burst=1000, period=2)
    upload_network: Budget = Budget(burst=5000, period=0.5)
    case_host: Budget = Budget(burst=100, period=60)
    case_network: Budget = Budget(burst=1000, period=6)
    case_datum: Budget = Budget(burst=10, period=3600)

    @model_validator(mode="after")
    def _bites_before_the_worker(self) -> Self:
        if self.datum_day.most(DAY) > MOST_A_DAY:
            raise ValueError(
                f"datum_day: allows more than {MOST_A_DAY} codes in 24 hours, and no owner gets "
                "more by one network, so people would wait for a message that never comes; "
                "write a smaller burst or a longer period"
            )
        return self
