"""`{{ options|as_json }}`: for an attribute that a script reads; autoescaped like any text."""

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    return json.dumps(value, default=dict)
