"""What differs from one platform to the next: names, links, hours. Data, no code."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError

SHIPPED = Path(__file__).parent / "presets"


class Link(BaseModel):
    """A place to go, named in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    es: str
    en: str
    url: HttpUrl


class Preset(BaseModel):
    """One platform. `presets/secop2.toml` is the first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    platform: str
    entity: str
    sign_in: HttpUrl
    password: HttpUrl
    support: HttpUrl
    privacy: HttpUrl
    header: tuple[Link, ...]
    footer: tuple[Link, ...]
    government: Link | None = None
    hours_es: str
    hours_en: str
    sms_name: str


@cache
def load_preset(name: str) -> Preset:
    """Reads a shipped preset by name, or a TOML file by path.

    Raises ValueError, in words for an operator, when there is none or it is not complete.
    """
    shipped = SHIPPED / f"{name}.toml"
    path = shipped if shipped.is_file() else Path(name)
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise ValueError(f"no preset {name!r}; shipped: {known}; or give the path of a .toml file")
    try:
        return Preset.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong
