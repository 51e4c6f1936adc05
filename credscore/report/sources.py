"""Sources as plain values for the templates: the ranking, the cards, and the page of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from credscore.records import SourceCard
from credscore.report.telling import Sample
from credscore.report.views import ArticleRow, Bar
from credscore.report.words import asks


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: its row of the ranking, a bar a criterion, its articles, best first, and its most telling sentences."""

    anchor: str
    card: SourceCard
    bars: tuple[Bar, ...]
    articles: tuple[ArticleRow, ...]
    strong: tuple[Sample, ...]
    weak: tuple[Sample, ...]


def source_views(
    sources: Sequence[SourceCard],
    articles: Iterable[ArticleRow],
    told: Mapping[str, Mapping[str, str]],
    samples: Mapping[str, tuple[tuple[Sample, ...], tuple[Sample, ...]]],
    rows: int,
) -> list[SourceView]:
    """The sources in order of the ranking; the first `rows` have an anchor, the others no page.

    `told` is, for a source with one article only, what each criterion was counted from.
    """
    mine: dict[str, list[ArticleRow]] = {}
    for article in articles:
        mine.setdefault(article.source, []).append(article)
    views = []
    for place, card in enumerate(sources, 1):
        strong, weak = samples.get(card.source, ((), ()))
        views.append(
            SourceView(
                anchor=f"source-{place}" if place <= rows else "",
                card=card,
                bars=tuple(_bars(card, told.get(card.source, {}))),
                articles=tuple(sorted(mine.get(card.source, ()), key=lambda a: (a.score is None, -(a.score or 0)))),
                strong=strong,
                weak=weak,
            )
        )
    return views


def _bars(card: SourceCard, told: Mapping[str, str]) -> Iterable[Bar]:
    why = dict(part.partition(": ")[::2] for part in card.reason.split("; ")) if card.reason else {}
    for name, score in card.criteria.items():
        yield Bar(name, asks(name), score, why.get(name, "not judged") if score is None else told.get(name, ""))
