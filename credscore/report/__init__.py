"""Reports for people: one self-contained HTML page, and tables for the terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from credscore.records import Card, Evidence, Relation, Span
from credscore.report.charts import panels
from credscore.report.choose import in_full
from credscore.report.html import pieces
from credscore.report.sources import source_views
from credscore.report.stories import RELATIONS, against_settled, story_view, told_stories
from credscore.report.telling import samples
from credscore.report.views import article_page, article_row, bar_of, homes
from credscore.report.words import how_sure, standing
from credscore.tables import CRITERIA

if TYPE_CHECKING:
    from credscore.store import RunFolder

__all__ = ["articles_page", "page"]


def page(run: "RunFolder") -> Iterator[str]:
    """The report of a run as one HTML file, piece by piece: it loads nothing and runs no script but its own.

    Sources, stories and articles are pages within the file. Each article is laid out when its turn comes, so that the
    memory this takes hangs on what is in the lists, not on what is in the texts.
    """
    cards = {card.id: card for card in run.scored.cards}
    evidence = {one.id: one for one in run.evidence}
    limits, weights = run.settings.report, run.settings.score.weights
    full = in_full(run.scored.cards, run.scored.stories, {i: len(text) for i, text in run.texts.items()}, limits)
    told = told_stories(run.scored.stories)
    anchors = {story.id: f"story-{number}" for number, story in enumerate(told[: limits.rows], 1)}
    home = homes(told, anchors)
    against = Counter(
        value.article
        for story in told
        for claim in story.claims
        for value in claim.values
        if value.relation == "contradict"
    )
    rows = {
        one.id: article_row(
            one,
            run.texts[one.id],
            cards[one.id],
            f"article-{number}" if one.id in full else "",
            against=against[one.id],
            story=home.get(one.id, ""),
        )
        for number, one in enumerate(run.evidence, 1)
    }
    sole = {one.source for one in run.scored.sources if one.articles == 1}
    inputs = {
        card.source: {bar.name: bar.told for bar in map(bar_of, card.criteria)}
        for card in run.scored.cards
        if card.source in sole
    }
    settled = against_settled(told)
    found = samples(run.evidence, settled, run.texts)
    sources = source_views(run.scored.sources, rows.values(), inputs, found, limits.rows)
    return pieces(
        "report.html.j2",
        run=run.run,
        limits=limits,
        weights=weights,
        criteria=CRITERIA,
        relations=RELATIONS,
        notes=how_sure(run.scored.sources),
        standing=standing(run.settings.profile, weights),
        sources=sources,
        home_of={one.card.source: one.anchor for one in sources},
        panels=panels(sources, weights),
        stories=[
            story_view(story, anchors.get(story.id, ""), evidence, rows, limits, run.texts)
            for story in told[: limits.rows]
        ],
        told=len(told),
        deviations=sum(against.values()),
        articles=list(rows.values()),
        rows=rows,
        in_full=len(full),
        pages=(
            article_page(one, run.texts[one.id], cards[one.id], rows[one.id], _disputed(settled.get(one.id, ())))
            for one in run.evidence
            if one.id in full
        ),
        refused=run.refused,
        reasons=Counter(one.code for one in run.refused).most_common(),
    )


def _disputed(values: Iterable[tuple[Relation, Span, str]]) -> dict[Span, str]:
    return {place: others for relation, place, others in values if relation == "contradict"}


def articles_page(
    articles: Iterable[tuple[Evidence, str]], cards: Mapping[str, Card] = MappingProxyType({})
) -> Iterator[str]:
    """Articles with every mark and its reason, as one HTML file: what `inspect --format html` prints, in pieces.

    `cards` by article id are shown with the texts.
    """
    shown = (
        article_page(one, text, card, article_row(one, text, card, f"article-{number}"))
        for number, (one, text) in enumerate(articles, 1)
        for card in (cards.get(one.id),)
    )
    return pieces("articles.html.j2", pages=shown)
