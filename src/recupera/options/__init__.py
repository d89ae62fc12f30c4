"""What can be configured: one frozen object, read once, all mistakes reported together."""

from recupera.options.budgets import Budget
from recupera.options.current import Mistakes, current, forget
from recupera.options.model import Options
from recupera.options.preset import Preset

__all__ = ["Budget", "Mistakes", "Options", "Preset", "current", "forget"]
