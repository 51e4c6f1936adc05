"""What the templates show, as plain values: every sentence of explanation is made here, every tag there.

Texts are handed on as they are: the templates escape them and take out what a page must not hold.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from credscore.records import Card, Criterion, Evidence, SourceCard, StyleClass
from credscore.report.marks import KIND_NAMES, Sentence, clean, rule_terms, sentences
from credscore.tables import CRITERIA

CRITERION_NAMES = {
    "attribution": "Who says so",
    "hedging": "How sure",
    "residue": "How clean",
    "consistency": "Do others agree",
    "style": "In what tone",
}
_TITLE_CHARS = 110


@dataclass(frozen=True, slots=True)
class Bar:
    """A criterion to draw: its name, what it asks, the score or None with the reason, and its inputs in words."""

    name: str
    asks: str
    score: float | None
    reason: str
    counts: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article to show: its card and, where it is shown in full, the evidence sentence by sentence, in paragraphs.

    An article that only has a row in the lists has no `anchor`: nothing can link to it.
    """

    anchor: str
    id: str
    source: str
    title: str
    date: str
    url: str
    words: int
    score: float | None
    bars: tuple[Bar, ...]
    paragraphs: tuple[tuple[Sentence, ...], ...]
    attributions: tuple[dict[str, str], ...]
    tally: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source to show: its row of the ranking, its bars, and its articles, those shown in full first."""

    anchor: str
    card: SourceCard
    bars: tuple[Bar, ...]
    articles: tuple[ArticleView, ...]


def title_of(evidence: Evidence, text: str) -> str:
    """The title of an article, or the beginning of its text."""
    title = " ".join(clean(evidence.title or "").split())
    if not title:
        title = " ".join(clean(next((line for line in text.split("\n") if line.strip()), evidence.id)).split())
    return title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1].rsplit(" ", 1)[0] + "…"


def web_address(url: str | None) -> str:
    """The address if it is one of the web, else nothing: no other scheme ever becomes a link."""
    plain = (url or "").strip()
    return plain if plain.lower().startswith(("https://", "http://")) and plain.isprintable() else ""


def article_view(evidence: Evidence, text: str, card: Card | None, anchor: str) -> ArticleView:
    """An article to show: in full under its anchor, or as a row where the anchor is empty."""
    found = sentences(evidence, text) if anchor else []
    return ArticleView(
        anchor=anchor,
        id=evidence.id,
        source=evidence.source,
        title=title_of(evidence, text),
        date=evidence.date or "",
        url=web_address(evidence.url),
        words=evidence.words,
        score=card.score if card else None,
        bars=tuple(map(_bar, card.criteria)) if card else (),
        paragraphs=tuple(tuple(group) for _, group in groupby(found, key=lambda s: s.paragraph)),
        attributions=tuple(_cited(evidence, text)) if anchor else (),
        tally=tally_of(evidence),
    )


def tally_of(evidence: Evidence) -> tuple[str, ...]:
    """What was found in an article, counted in words."""
    return (
        _counted(len(evidence.attributions), "attribution"),
        _counted(sum(h.owner == "outlet" for h in evidence.hedges), "hedge of its own", "hedges of its own"),
        _counted(len(evidence.residue), "piece of residue", "pieces of residue"),
        _counted(len(evidence.claims), "claim"),
    )


def _cited(evidence: Evidence, text: str) -> Iterable[dict[str, str]]:
    for one in evidence.attributions:
        yield {
            "who": one.entity or "nobody named",
            "kind": KIND_NAMES.get(one.kind, one.kind),
            "named": "named" if one.named else "not named",
            "cue": " … ".join(span.of(text) for span in one.cue),
            "content": " … ".join(" ".join(span.of(text).split()) for span in one.content),
            "worth": f"{one.weight:.2g}",
            "rule": one.rule,
            "term": rule_terms().get(one.rule, ""),
        }


def _bar(criterion: Criterion) -> Bar:
    return Bar(
        criterion.name,
        CRITERION_NAMES.get(criterion.name, criterion.name),
        criterion.score,
        criterion.reason or "",
        _in_words(criterion),
    )


def _in_words(criterion: Criterion) -> str:
    """The inputs of a criterion as a sentence."""
    count = criterion.counts

    def n(key: str, one: str, many: str = "") -> str:
        return _counted(count.get(key, 0), one, many)

    if criterion.score is None:
        return criterion.reason or "not judged"
    match criterion.name:
        case "attribution":
            attributed = f"{count.get('attributed', 0):,.0f} of {n('sentences', 'sentence')} attributed"
            return (
                f"{attributed}, {n('attributions', 'attribution')}, {n('entities', 'named entity', 'named entities')}"
            )
        case "hedging":
            classes = (
                f"{count[c]:.0f} {c}" for c in ("hearsay", "epistemic", "distancing", "approximator") if count.get(c)
            )
            return f"{n('own', 'hedge')} in its own voice in {n('words', 'word')}" + _listed(classes)
        case "style":
            classes = (f"{count[c]:.0f} {c.replace('_', ' ')}" for c in get_args(StyleClass) if count.get(c))
            return f"{n('words', 'word')} in its own voice" + _listed(classes)
        case "residue":
            share = count.get("residue_words", 0) / max(1, count.get("words", 0))
            return f"{n('residue', 'piece')} of residue, {share:.0%} of {n('words', 'word')}"
        case "consistency":
            # Weighted by support, so that a fraction stands for a claim.
            against = math.ceil(count.get("contradict", 0))
            alone = count.get("uncorroborated", 0)
            told = f"; {n('uncorroborated', 'claim')} nobody else could confirm" if alone else ""
            return f"{n('compared', 'settled claim')} compared, {against or 'none'} contradicted{told}"
    return ""


def _counted(value: float, one: str, many: str = "") -> str:
    return f"{value:,.0f} {one if value == 1 else many or one + 's'}"


def _listed(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    return f": {text}" if text else ""


def source_views(sources: Sequence[SourceCard], articles: Sequence[ArticleView]) -> list[SourceView]:
    """The sources in order of the ranking, each with its articles."""
    mine: dict[str, list[ArticleView]] = {}
    for article in articles:
        mine.setdefault(article.source, []).append(article)
    return [
        SourceView(
            anchor=f"source-{place}",
            card=card,
            bars=tuple(_source_bars(card)),
            articles=tuple(sorted(mine.get(card.source, ()), key=lambda article: not article.anchor)),
        )
        for place, card in enumerate(sources, 1)
    ]


def _source_bars(card: SourceCard) -> Iterable[Bar]:
    why = dict(part.partition(": ")[::2] for part in card.reason.split("; ")) if card.reason else {}
    for name in CRITERIA:
        score = card.criteria.get(name)
        yield Bar(name, CRITERION_NAMES[name], score, why.get(name, "not judged") if score is None else "", "")


def how_sure(sources: Sequence[SourceCard]) -> list[str]:
    """What the ranking can and cannot tell, in plain words."""
    ranked = [card for card in sources if card.score is not None and card.low is not None and card.high is not None]
    notes = []
    few = sum(card.provisional for card in sources)
    if few:
        whose = "Every source has" if few == len(sources) else f"{few} of {len(sources)} sources have"
        notes.append(f"{whose} too few articles for a rank that would hold: read it as provisional.")
    if len(ranked) > 1:
        top = ranked[0]
        level = [card for card in ranked[1:] if (card.high or 0) >= (top.low or 0)]
        if len(level) == len(ranked) - 1:
            notes.append("All intervals overlap that of the first: the order may be chance.")
        elif level:
            notes.append(f"The first {len(level) + 1} cannot be told apart: their intervals overlap.")
        else:
            notes.append("The first stands clear of the others.")
    if len(ranked) < len(sources):
        notes.append(f"{len(sources) - len(ranked)} could not be scored; the reason stands on the card.")
    return notes
