"""The messages' English, compiled for the tests as an installation compiles it."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import recupera.messages

FOLDER = Path(recupera.messages.__file__).parent / "locale" / "en" / "LC_MESSAGES"

with (FOLDER / "django.po").open("rb") as source, (FOLDER / "django.mo").open("wb") as target:
    write_mo(target, read_po(source))
