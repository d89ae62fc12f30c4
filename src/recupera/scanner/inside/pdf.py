"""Looks at a PDF without opening it: it is not rewritten, and the desk gets it as it came."""

import re

from recupera.files.findings import Finding

# Any letter of a name may be written as its number: /J#61vaScript (ISO 32000-1, 7.3.5).
NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
# Runs, opens or carries something. What lies in a compressed object is not seen here.
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)"
    rb"(?![A-Za-z])"
)
HARMLESS_OPENING = re.compile(rb"/OpenAction\s*(?:\[|\d+\s+\d+\s+R|<<\s*/S\s*/GoTo\b)")


def look(content: bytes) -> Finding | None:
    """PROTECTED, ACTIVE, or None. That nothing was seen does not mean that there is nothing."""
    plain = NUMBERED.sub(lambda found: bytes([int(found[1], 16)]), content)
    # A trailer is never compressed, so this one does not hide.
    if ENCRYPTED.search(plain):
        return Finding.PROTECTED
    # Most word processors write where to open the first page.
    return Finding.ACTIVE if ACTIVE.search(HARMLESS_OPENING.sub(b"", plain)) else None
