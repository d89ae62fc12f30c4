"""What differs from one platform to the next: names, links, notices, hours. Data, no code."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError

from recupera.options.notice import Notice
from recupera.options.service import Service
from recupera.options.words import Link, Text

SHIPPED = Path(__file__).parent / "presets"


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
    notices: tuple[Notice, ...] = ()
    hours: Text
    service: Service
    case_choices: tuple[Text, ...] = ()
    sms_name: str


@cache
def load_preset(name: str) -> Preset:
    """Reads a shipped preset by name, or a TOML file by path.

    Raises ValueError, in words for an operator, when there is none or it is not complete.
    """
    shipped = SHIPPED / f"{name}.toml"
    path = shipped if shipped.is_file() else Path(name)
    if not path.is_file():
        known = ", ".join(
            sorted(file.stem for file in SHIPPED.glob("*.toml") if "." not in file.stem)
        )
        raise ValueError(f"no preset {name!r}; shipped: {known}; or give the path of a .toml file")
    try:
        return Preset.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong


@cache
def signing_in_at(address: str, name: str) -> Preset:
    """The same preset, but for where people sign in. Raises ValueError."""
    return load_preset(name).model_copy(update={"sign_in": HttpUrl(address)})
