"""The portal's static files: gathered once, under hashed names, beside the design."""

from pathlib import Path

import recupera

PACKAGE = Path(recupera.__file__).parent
COLLECTED = PACKAGE / "design" / "collected"
MANIFEST = COLLECTED / "staticfiles.json"


def missing() -> bool:
    return not MANIFEST.is_file()


def stale() -> bool:
    """Whether any source file is newer than what was gathered."""
    if missing():
        return True
    gathered = MANIFEST.stat().st_mtime
    sources = (path for folder in PACKAGE.glob("*/static") for path in folder.rglob("*"))
    return any(path.stat().st_mtime > gathered for path in sources)


def collect() -> None:
    """Needs the portal's settings loaded."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
