"""Files that a person sends with a case: judged by their first bytes, sealed, never decoded.

A page marked `@takes_files` calls `take(request, held=…)` and keeps what is in `taken`.
"""

from recupera.portal.uploads.judge import judge
from recupera.portal.uploads.sentences import found, refused
from recupera.portal.uploads.take import Held, NotTaken, Outcome, Taken, take
from recupera.web.uploads import takes_files

__all__ = [
    "Held",
    "NotTaken",
    "Outcome",
    "Taken",
    "found",
    "judge",
    "refused",
    "take",
    "takes_files",
]
