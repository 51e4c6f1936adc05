"""The ranking and the cards: a row each, with bars where there is room."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from credscore.records import Card, SourceCard
from credscore.report.terminal.draw import Fitted, hung, line, points
from credscore.report.words import how_sure, profile_notes
from credscore.settings import ProfileSettings
from credscore.tables import CRITERIA

_BAR = 8
_WIDE = 110  # from here on there is room for bars beside the numbers


def ranking_table(sources: Sequence[SourceCard], profile: ProfileSettings) -> RenderableType:
    """The ranking with a bar a criterion, what it can and cannot tell, and what its weights rest on."""

    def draw(width: int) -> RenderableType:
        table = _scores_table("Ranking", ("#", "Source", "n"), width)
        for card in sources:
            interval = "" if card.low is None or card.high is None else f"{card.low:.0f}–{card.high:.0f}"
            table.add_row(
                points(card.rank),
                line(card.source),
                str(card.articles),
                points(card.score),
                interval,
                *_criteria(card.criteria, width),
            )
        notes = [
            *how_sure(sources),
            *profile_notes(profile),
            *(f"{card.source}: {card.reason}" for card in sources if card.reason),
        ]
        return Group(table, *(hung(Text("•", "dim"), line(note, "dim")) for note in notes), Text())

    return Fitted(draw)


def card_table(cards: Sequence[Card]) -> RenderableType:
    """A row for each article: its criteria and score."""

    def draw(width: int) -> RenderableType:
        table = _scores_table("Articles", ("", "Article", "words"), width)
        for place, card in enumerate(cards, 1):
            criteria = {c.name: c.score for c in card.criteria}
            # A text that is called after its file has its source's name already.
            name = card.source if card.source in (card.id, PurePath(card.id).stem) else f"{card.source} {card.id}"
            table.add_row(
                str(place), line(name), f"{card.words:,}", points(card.score), "", *_criteria(criteria, width)
            )
        return table

    return Fitted(draw)


def _scores_table(title: str, first: tuple[str, str, str], width: int) -> Table:
    place, name, count = first
    table = Table(
        title=title,
        title_style="bold",
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
        expand=False,
    )
    table.add_column(place, justify="right", style="dim", no_wrap=True)
    table.add_column(name, overflow="fold", min_width=8)
    table.add_column(count, justify="right", no_wrap=True)
    table.add_column("score", justify="right", style="bold", no_wrap=True)
    table.add_column("95 %" if title == "Ranking" else "", style="dim", no_wrap=True)
    for criterion in CRITERIA:
        table.add_column(
            criterion if width >= _WIDE else criterion[:4], justify="left" if width >= _WIDE else "right", no_wrap=True
        )
    return table


def _criteria(scores: Mapping[str, float | None], width: int) -> list[Text]:
    return [(_bar if width >= _WIDE else points)(scores.get(name)) for name in CRITERIA]


def _bar(value: float | None) -> Text:
    if value is None:
        return points(None)
    full = round(_BAR * value / 100)
    bar = Text(f"{value:3.0f} ")
    bar.append("━" * full, style="cyan")
    return bar.append("╌" * (_BAR - full), style="bright_black")
