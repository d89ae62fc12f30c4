"""The parts of a case's page that other files bring: each where there is such a file.

`desk/case/<name>.py` has `<name>_panel(case, agent) -> dict`, the context of
`templates/desk/case/<name>.html`.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from recupera.agents.models import Agent
from recupera.cases.models import Case

NAMES = ("orders", "ladder", "account")


def panels(case: Case, agent: Agent) -> dict[str, Any]:
    """The context of all of them; `panels` names their templates in their order."""
    context: dict[str, Any] = {"panels": [f"desk/case/{name}.html" for name in there()]}
    for name in there():
        panel = getattr(import_module(f"recupera.desk.case.{name}"), f"{name}_panel")
        context |= panel(case, agent)
    return context


@cache
def there() -> tuple[str, ...]:
    return tuple(name for name in NAMES if find_spec(f"recupera.desk.case.{name}"))
