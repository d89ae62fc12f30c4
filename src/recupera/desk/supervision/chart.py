"""Pictures as SVG, drawn on the server: columns and lines. Small enough for a telephone as it is.

Everything is given to the template as text: what a language writes as 1,5 is no number in SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 352, 12, 160
WIDEST = 60
STEPS = (1, 2, 5)
# x, y, width and height, and which series it is of.
Bar = tuple[str, str, str, str, int]


@dataclass(frozen=True)
class Series:
    """One row of values, as many as the picture has places."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True)
class Chart:
    """Shapes in the order of drawing, each with what its element needs, already as text."""

    title: str
    description: str
    names: tuple[str, ...]
    grid: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    limit: str = ""


def columns(
    title: str,
    description: str,
    places: Sequence[str],
    series: Sequence[Series],
    *,
    beside: bool = False,
    limit: int = 0,
) -> Chart:
    """Columns upon each other at each place, the first series at the bottom; or `beside` each
    other. `limit` is drawn as a line across."""
    top = _round_up(max([limit, *_heights(series, beside=beside)], default=0))
    width = (RIGHT - LEFT) / max(1, len(places))
    bars: list[Bar] = []
    for number in range(len(places)):
        values, wide = [one.values[number] for one in series], min(WIDEST, width * 0.76)
        draw = _beside if beside else _upon
        bars += draw(LEFT + (number + 0.5) * width - wide / 2, wide, values, top)
    labels = tuple((_t(LEFT + (at + 0.5) * width), place) for at, place in enumerate(places))
    names, across = tuple(one.name for one in series), _t(_y(limit, top)) if limit else ""
    return Chart(title, description, names, _grid(top), tuple(bars), (), labels, across)


def lines(title: str, description: str, days: Sequence[date], series: Sequence[Series]) -> Chart:
    """One line for each series over the days; of the days the first, the middle and the last are
    named."""
    top = _round_up(max((value for one in series for value in one.values), default=0))
    apart = (RIGHT - LEFT) / max(1, len(days) - 1)
    drawn = [
        (
            " ".join(
                f"{_t(LEFT + number * apart)},{_t(_y(value, top))}"
                for number, value in enumerate(one.values)
            ),
            order,
        )
        for order, one in enumerate(series)
    ]
    named = sorted({0, len(days) // 2, len(days) - 1})
    labels = [(_t(min(RIGHT - 14, LEFT + at * apart)), f"{days[at]:%d/%m}") for at in named]
    names = tuple(one.name for one in series)
    return Chart(title, description, names, _grid(top), (), tuple(drawn), tuple(labels))


def _heights(series: Sequence[Series], *, beside: bool) -> list[float]:
    values = zip(*(one.values for one in series), strict=True)
    return [max(each) if beside else sum(each) for each in values]


def _upon(x: float, width: float, values: Sequence[float], top: int) -> Iterator[Bar]:
    below = 0.0
    for order, value in enumerate(values):
        if value:
            yield _bar((x, width), (below, below + value), top, order)
        below += value


def _beside(x: float, width: float, values: Sequence[float], top: int) -> Iterator[Bar]:
    each = width / len(values)
    for order, value in enumerate(values):
        if value:
            yield _bar((x + order * each, each * 0.94), (0, value), top, order)


def _bar(across: tuple[float, float], up: tuple[float, float], top: int, order: int) -> Bar:
    """`across` is where it begins and how wide it is, `up` from which value to which."""
    y = _y(up[1], top)
    return _t(across[0]), _t(y), _t(across[1]), _t(_y(up[0], top) - y), order


def _grid(top: int) -> tuple[tuple[str, str], ...]:
    marks = sorted({0, top // 2, top}) if top > 1 else [0, top]
    return tuple((_t(_y(mark, top)), str(mark)) for mark in marks)


def _y(value: float, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top


def _round_up(most: float) -> int:
    """The next 1, 2 or 5 with zeros."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= most:
                return step * power
        power *= 10


def _t(value: float) -> str:
    return f"{value:.1f}"
