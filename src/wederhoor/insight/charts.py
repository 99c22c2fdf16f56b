"""Where the lines, dots and bars of a chart stand, and the table beside it. Pure: numbers and words in, places out.

Places across are percentages and places down are pixels, so that a chart fills the width it gets while its letters keep
their size: readable on a telephone and on paper. Places are text, as a template must not write a decimal comma in them.
The templates in ``site/templates/charts/`` draw one of these each, with ``site/templatetags/chart_pieces.py``; a caller brings
the words in its own language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

HEIGHT, TOP, BOTTOM = 210, 20, 172
"""Of the drawing, the highest value, and the line of zero."""
EDGE = 3.0
"""So much room, in percent, at either side of a line."""
AXIS = 6.0
"""So much room, in percent, for the numbers at the left of bars."""
LABELS = 3
"""At most so many words under a chart: more do not fit on a telephone."""
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Table:
    """The same as the drawing, to read: a heading per column, and rows of which the first cell is the heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or a dot at a place."""

    x: str
    y: str
    text: str = ""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece of a line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle. ``tone`` 0 is filled, 1, 2 and 3 are lighter with an edge: told apart without colour."""

    x: str
    y: str
    width: str
    height: str
    tone: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line; None where nothing was counted. ``out``: it is beyond the limit."""

    label: str
    value: float | None
    limit: float | None = None
    centre: float | None = None
    out: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its limit and its centre."""

    code: str
    title: str
    description: str
    grid: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    strokes: tuple[Stroke, ...]
    dots: tuple[Mark, ...]
    outside: tuple[Mark, ...]
    limit: tuple[Stroke, ...]
    centre: tuple[Stroke, ...]
    table: Table
    legend: tuple[str, str, str] = ("", "", "")
    """What the line, the limit and the centre are called."""
    height: int = HEIGHT
    bottom: int = BOTTOM


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars beside each other, per label one of each series."""

    code: str
    title: str
    description: str
    grid: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    legend: tuple[str, ...]
    table: Table
    height: int = HEIGHT
    bottom: int = BOTTOM


@dataclass(frozen=True, slots=True)
class Share:
    """One row of shares: what it is of, its parts, and a word beside it, such as 'n = 42'."""

    label: str
    parts: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """Rows that each fill the width, divided over the same parts."""

    code: str
    title: str
    description: str
    rows: tuple[Share, ...]
    legend: tuple[str, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line without axes, beside a number."""

    title: str
    strokes: tuple[Stroke, ...]
    last: Mark | None
    height: int


def percent(value: float) -> str:
    """A place across."""
    return f"{round(value, 2):g}%"


def pixels(value: float) -> str:
    """A place down."""
    return f"{round(value, 1):g}"


def ticks(most: float, *, whole: bool = True) -> tuple[float, ...]:
    """Round numbers from zero to at least ``most``, at most five steps; whole ones for counts."""
    scale = 1.0
    while scale * 5 * 5 < most:
        scale *= 10
    while not whole and most > 0 and scale * 5 > most * 2:
        scale /= 10
    steps = (step * scale * more for more in (1, 10) for step in STEPS)
    step = next(step for step in steps if step * 5 >= most)
    count = max(1, -int(-most // step))
    return tuple(round(step * number, 10) for number in range(count + 1))


def line(
    code: str, title: str, description: str, points: Sequence[Point], head: tuple[str, ...], *,
    legend: tuple[str, str, str] = ("", "", ""), shown: Callable[[float], str] = "{:g}".format, whole: bool = True,
) -> Line:  # fmt: skip
    """A line with its limit. ``head``: the columns of the table: the label, the value, and the limit when there is one."""
    known = [value for p in points for value in (p.value, p.limit, p.centre) if value is not None]
    marks = ticks(max(known, default=0), whole=whole)
    across = [_across(place, len(points)) for place in range(len(points))]
    places = list(zip(across, points, strict=True))

    def down(value: float) -> str:
        return pixels(_down(value, marks[-1]))

    dots = [(Mark(percent(x), down(p.value), shown(p.value)), p.out) for x, p in places if p.value is not None]
    return Line(
        code, title, description, _grid(marks, shown), _labels([p.label for p in points], across),
        tuple(_strokes([(x, p.value) for x, p in places], down)),
        tuple(mark for mark, out in dots if not out), tuple(_outside(dots)),
        tuple(_steps([(x, p.limit) for x, p in places], down)), tuple(_steps([(x, p.centre) for x, p in places], down)),
        Table(head, tuple(_row(p, len(head), shown) for p in points)), legend,
    )  # fmt: skip


def bars(
    code: str, title: str, description: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float]]], *,
    first: str = "", shown: Callable[[float], str] = "{:g}".format, whole: bool = True,
) -> Bars:  # fmt: skip
    """Bars per label, one of each series; ``first`` is the heading of the column with the labels."""
    marks = ticks(max((value for _, values in series for value in values), default=0), whole=whole)
    slot = (100 - AXIS) / max(1, len(labels))
    wide = slot * 0.8 / max(1, len(series))
    made = [
        _bar(AXIS + place * slot + slot * 0.1 + tone * wide, wide, value, marks[-1], tone, shown)
        for tone, (_, values) in enumerate(series)
        for place, value in enumerate(values)
    ]
    names = tuple(name for name, _ in series)
    rows = tuple((label, *(shown(values[place]) for _, values in series)) for place, label in enumerate(labels))
    middle = [AXIS + place * slot + slot / 2 for place in range(len(labels))]
    return Bars(
        code, title, description, _grid(marks, shown), _labels(labels, middle), tuple(made), names,
        Table((first, *names), rows),
    )  # fmt: skip


def shares(
    code: str, title: str, description: str, rows: Sequence[tuple[str, Sequence[int], str]], parts: Sequence[str], *,
    first: str = "",
) -> Shares:  # fmt: skip
    """Rows of (label, how many of each part, note); a row of nothing has no parts."""
    made = tuple(Share(label, tuple(_divided(counts)), note) for label, counts, note in rows)
    table = Table((first, *parts), tuple((label, *map(str, counts)) for label, counts, _ in rows))
    return Shares(code, title, description, made, tuple(parts), table)


def spark(title: str, values: Sequence[float | None], *, height: int = 28) -> Spark:
    """A small line from zero to the highest value."""
    top = max((value for value in values if value is not None), default=0) or 1
    ends = [
        None if value is None else (x, pixels(height - 4 - value / top * (height - 8)))
        for x, value in zip(_evenly(len(values)), values, strict=True)
    ]
    last = next((one for one in reversed(ends) if one), None)
    strokes = tuple(Stroke(*one, *after) for one, after in pairwise(ends) if one and after)
    return Spark(title, strokes, Mark(*last) if last else None, height)


@lru_cache(maxsize=32)
def _evenly(many: int) -> tuple[str, ...]:
    """So many places across: a page has a small line for each location, all equally long."""
    return tuple(percent(_across(place, many)) for place in range(many))


def _outside(dots: Sequence[tuple[Mark, bool]]) -> Iterator[Mark]:
    """What is beyond the limit; of several in a row only the last has its number, as they would lie over each other."""
    for (mark, out), (_, following) in pairwise([*dots, (Mark("", ""), False)]):
        if out:
            yield replace(mark, text="") if following else mark


def _across(place: int, many: int) -> float:
    """A single point stands in the middle."""
    return 50.0 if many < 2 else EDGE + place * (100 - 2 * EDGE) / (many - 1)


def _down(value: float, most: float) -> float:
    return BOTTOM - value / most * (BOTTOM - TOP)


def _grid(marks: Sequence[float], shown: Callable[[float], str]) -> tuple[Mark, ...]:
    return tuple(Mark("0%", pixels(_down(value, marks[-1])), shown(value), "start") for value in marks)


def _labels(labels: Sequence[str], across: Sequence[float]) -> tuple[Mark, ...]:
    """Some of the words, evenly, the last always among them; at the sides they stay inside the drawing."""
    every = max(1, -(-len(labels) // LABELS))
    last = len(labels) - 1
    return tuple(
        Mark(percent(across[place]), pixels(BOTTOM + 22), labels[place], _anchor(across[place]))
        for place in range(len(labels)) if (last - place) % every == 0
    )  # fmt: skip


def _anchor(x: float) -> str:
    return "start" if x < 10 else "end" if x > 90 else "middle"


def _strokes(places: Sequence[tuple[float, float | None]], down: Callable[[float], str]) -> Iterator[Stroke]:
    """From each value to the next; where one is missing the line is broken."""
    for (x, value), (after, following) in pairwise(places):
        if value is not None and following is not None:
            yield Stroke(percent(x), down(value), percent(after), down(following))


def _steps(places: Sequence[tuple[float, float | None]], down: Callable[[float], str]) -> Iterator[Stroke]:
    """A limit holds from halfway the point before to halfway the next; equal neighbours are one stroke."""
    half = (places[1][0] - places[0][0]) / 2 if len(places) > 1 else 50.0
    begun: float | None = None
    for (x, value), (_, following) in pairwise([*places, (0.0, None)]):
        if value is None:
            continue
        begun = max(0.0, x - half) if begun is None else begun
        if following == value:
            continue
        end = min(100.0, x + half)
        yield Stroke(percent(begun), down(value), percent(end), down(value))
        begun = None


def _row(point: Point, columns: int, shown: Callable[[float], str]) -> tuple[str, ...]:
    numbers = (point.value, point.limit, point.centre)
    return (point.label, *("–" if value is None else shown(value) for value in numbers))[:columns]


def _bar(x: float, wide: float, value: float, most: float, tone: int, shown: Callable[[float], str]) -> Bar:
    top = _down(value, most)
    return Bar(percent(x), pixels(top), percent(wide), pixels(BOTTOM - top), tone, shown(value))


def _divided(counts: Sequence[int]) -> Iterator[Bar]:
    whole, begun = sum(counts), 0.0
    for tone, count in enumerate(counts if whole else ()):
        width = count / whole * 100
        if count:
            yield Bar(percent(begun), "1", percent(width), "22", tone, str(count))
        begun += width
