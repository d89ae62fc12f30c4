"""An instant in words, as a person in the platform's country says it."""

from datetime import datetime

from babel.dates import format_skeleton, format_time
from django.utils.timezone import get_default_timezone

from recupera.messages.letters import Language

LOCALES: dict[Language, str] = {"es": "es_CO", "en": "en"}


def moment(until: str, language: Language) -> str:
    """`until` is an ISO 8601 instant: "a las 3:52 p. m. del 22 de noviembre".

    Ends without a full stop; the spaces are plain, for text bodies. Raises ValueError.
    """
    when, date = _there(until), day(until, language)
    if language == "en":
        return f"at {hour(until, language)} on {date}"
    article = "a la" if when.hour % 12 == 1 else "a las"
    return f"{article} {hour(until, language)} del {date}"


def day(until: str, language: Language) -> str:
    """ "22 de noviembre" or "November 22"; raises ValueError."""
    return format_skeleton("MMMMd", _there(until), locale=LOCALES[language])


def short(until: str, language: Language) -> str:
    """The day and the hour for a text message: "22/11 3:52 p. m."; raises ValueError."""
    return f"{_there(until):%d/%m} {hour(until, language)}"


def hour(until: str, language: Language) -> str:
    """ "3:52 p. m." or "3:52 PM"; raises ValueError."""
    when = _there(until)
    # Babel's own spaces are narrow and unbreakable: outside GSM-7, and odd in plain text.
    said = format_time(when, "short", tzinfo=when.tzinfo, locale=LOCALES[language])
    return said.replace("\u202f", " ").replace("\xa0", " ")


def _there(until: str) -> datetime:
    instant = datetime.fromisoformat(until)
    if instant.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return instant.astimezone(get_default_timezone())
