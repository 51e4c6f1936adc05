"""Small multiples: where the sources stand on each criterion, one panel a criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from credscore.report.sources import SourceView
from credscore.report.words import asks, counted
from credscore.tables import CRITERIA

_ENDS = 5  # named at either end, where there are too many sources to name each


@dataclass(frozen=True, slots=True)
class Point:
    """A source on a criterion."""

    source: str
    anchor: str
    score: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A criterion over all sources: every score, the median, and the sources to name.

    `best` and `worst` are all sources between them where these are few, else the ends, with `between` left out.
    """

    name: str
    asks: str
    weight: float
    scores: tuple[float, ...]
    median: float | None
    best: tuple[Point, ...]
    worst: tuple[Point, ...]
    between: int
    told: str


def panels(sources: Sequence[SourceView], weights: Mapping[str, float]) -> list[Panel]:
    """A panel for each criterion."""
    return [_panel(name, asks(name), weights.get(name, 0.0), sources) for name in CRITERIA]


def _panel(name: str, title: str, weight: float, sources: Sequence[SourceView]) -> Panel:
    points = [
        Point(one.card.source, one.anchor, score)
        for one in sources
        if (score := one.card.criteria.get(name)) is not None
    ]
    points.sort(key=lambda point: -point.score)
    few = len(points) <= 2 * _ENDS + 2
    best, worst = (points, []) if few else (points[:_ENDS], points[-_ENDS:])
    middle = median(point.score for point in points) if points else None
    return Panel(
        name=name,
        asks=title,
        weight=weight,
        scores=tuple(point.score for point in points),
        median=middle,
        best=tuple(best),
        worst=tuple(worst),
        between=len(points) - len(best) - len(worst),
        told=_told(title, points, len(sources), middle),
    )


def _told(title: str, points: Sequence[Point], sources: int, middle: float | None) -> str:
    """The chart in words."""
    if middle is None:
        return f"{title}: no source could be judged."
    judged = counted(len(points), "source") if len(points) == sources else f"{len(points):,} of {sources:,} sources"
    top, bottom = points[0], points[-1]
    return (
        f"{title}: {judged}, median {middle:.0f}; highest {top.source} with {top.score:.0f}, "
        f"lowest {bottom.source} with {bottom.score:.0f}."
    )
