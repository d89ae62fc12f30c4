"""The options in force, read once from the environment; nothing else reads it."""

from functools import cache

from pydantic import ValidationError

from recupera.options.model import Options


class Mistakes(Exception):
    """Every configuration mistake at once; `lines` has one sentence each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@cache
def current() -> Options:
    """The options of this process. Raises Mistakes."""
    try:
        return Options()
    except ValidationError as wrong:
        raise Mistakes([_sentence(error) for error in wrong.errors()]) from None


def forget() -> None:
    """Reads the environment anew at the next call; for tests and for `recupera run --demo`."""
    current.cache_clear()


def _sentence(error: object) -> str:
    assert isinstance(error, dict)
    name = "__".join(str(part) for part in error["loc"]).upper()
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"RECUPERA_{name}: {message}" if name else message
