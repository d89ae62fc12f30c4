"""Where long names may break: after the @ and the dots of an address, before any other letter."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
PART = re.compile(r"[^@.]*[@.]+|[^@.]+")
# A constant of ours, so nothing of a person's is trusted.
BREAK = SafeString("<wbr>")


@register.filter
def breakable(name: str) -> SafeString:
    """The same text, escaped, with `<wbr>` between its parts; copying it gives the bare text."""
    return format_html_join(BREAK, "{}", ((part,) for part in PART.findall(name)))
