"""Reports for people: one self-contained HTML page, and tables for the terminal."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from credscore.records import Card, Evidence
from credscore.report.choose import in_full
from credscore.report.html import render
from credscore.report.stories import RELATIONS, story_views
from credscore.report.views import article_view, how_sure, source_views
from credscore.tables import CRITERIA

if TYPE_CHECKING:
    from credscore.store import RunFolder

__all__ = ["articles_page", "page"]


def page(run: "RunFolder") -> str:
    """The report of a run as one HTML file that loads nothing and runs no script."""
    cards = {card.id: card for card in run.scored.cards}
    evidence = {one.id: one for one in run.evidence}
    lengths = {article: len(text) for article, text in run.texts.items()}
    full = in_full(run.scored.cards, run.scored.stories, lengths, run.settings.report)
    articles = {
        one.id: article_view(one, run.texts[one.id], cards[one.id], f"article-{number}" if one.id in full else "")
        for number, one in enumerate(run.evidence, 1)
    }
    return render(
        "report.html.j2",
        run=run.run,
        weights=run.settings.score.weights,
        rows=run.settings.report.rows,
        criteria=CRITERIA,
        relations=RELATIONS,
        notes=how_sure(run.scored.sources),
        sources=source_views(run.scored.sources, list(articles.values())),
        stories=story_views(run.scored.stories, evidence, articles),
        articles=list(articles.values()),
        full=[one for one in articles.values() if one.anchor],
        refused=run.refused,
    )


def articles_page(articles: Iterable[tuple[Evidence, str]], cards: Mapping[str, Card] | None = None) -> str:
    """Articles with every mark and its reason, as one HTML file: what `inspect --format html` prints.

    `cards` by article id are shown below the texts.
    """
    cards = cards or {}
    shown = [
        article_view(one, text, cards.get(one.id), f"article-{number}")
        for number, (one, text) in enumerate(articles, 1)
    ]
    return render("articles.html.j2", articles=shown)
