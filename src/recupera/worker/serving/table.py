"""Which file answers which act. Each has `settle(asking, found) -> reply`, called in the vault's
transaction, and may have `look_up(asking)`, called before it: there alone a directory is asked."""

from types import ModuleType

from recupera.agents.policy import Act

SERVING: dict[Act, ModuleType] = {}
