"""The agent's guide on paper: `python -m recupera.desk.guide_paper` writes docs/agents/guide.md."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from recupera.cases.practice import PRACTICE
from recupera.desk import guide, practising
from recupera.options import Options
from recupera.people.case_reference import grouped

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "agents" / "guide.md"
HOURS = Options.model_fields["order_hold_hours"].default
BEGINS = "<!-- written by python -m recupera.desk.guide_paper -->\n*English below.*\n\n"


def paper() -> str:
    """The guide in both languages."""
    said = []
    for language in ("es", "en"):
        with override(language):
            said.append("\n\n".join(str(part) for part in _parts()))
    return BEGINS + "\n\n".join(said) + "\n"


def _parts() -> Iterator[object]:
    yield f"# {guide.TITLE}"
    for heading, text in guide.PARTS:
        yield f"## {heading}"
        yield text
    yield f"## {guide.LADDER}"
    yield guide.LADDER_SAID
    yield _table(guide.HEADS, (_cells(one) for one in guide.ladder(HOURS)))
    yield f"## {guide.TRICKS}"
    yield _table(guide.TRICK_HEADS, guide.TRICK_ROWS)
    for heading, texts in ((guide.PRESSED, guide.PRESSED_SAID), (guide.NEVER, guide.NEVER_SAID)):
        yield f"## {heading}"
        yield "\n".join(f"- {text}" for text in texts)
    yield f"## {practising.TITLE}"
    yield practising.SAID
    yield "\n".join(_lessons())


def _cells(rung: guide.Rung) -> tuple[object, ...]:
    said = "; ".join(str(one) for one in rung.asked)
    return f"{rung.order} ({rung.name})", said, rung.approves, rung.holds


def _lessons() -> Iterator[str]:
    for place, one in enumerate(PRACTICE, start=1):
        lesson, number = practising.LESSONS[one.slug], grouped(one.case.reference)
        case = _("Caso %(number)s") % {"number": number}
        right = f"**{practising.RIGHT}:** {lesson.right} **{practising.WHY}:** {lesson.why}"
        yield f"{place}. *{lesson.tells}* ({case}) {right}"


def _table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    lines = [[str(one) for one in line] for line in (heads, *rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    settings.configure(LANGUAGE_CODE="es", LOCALE_PATHS=[HERE / "locale"])
    django.setup()
    PAGE.write_text(paper(), "utf-8")
    sys.stdout.write(f"{PAGE}\n")
