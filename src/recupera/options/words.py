"""What a preset says to people, in both languages, and where it leads them."""

from pydantic import BaseModel, ConfigDict, HttpUrl


class Text(BaseModel):
    """One sentence or name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    es: str
    en: str

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.es


class Link(Text):
    """A place to go, by its name."""

    url: HttpUrl
