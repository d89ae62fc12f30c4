"""What a preset says to people, in both languages, and where it leads them."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, HttpUrl, model_validator

# By their names in the portal's urls.py.
Page = Literal["calendar", "help", "support"]


class Text(BaseModel):
    """One sentence or name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    es: str
    en: str

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.es


class Link(Text):
    """A place to go, by its name: an address elsewhere, or one of the portal's own pages."""

    url: HttpUrl | None = None
    page: Page | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.url is None) == (self.page is None):
            raise ValueError("write a url, or one of our pages, and not both")
        return self
