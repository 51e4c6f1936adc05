"""Cards and stories -> source cards: consistency, intervals and the ranking. Formulas: docs/scoring.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from statistics import fmean, pvariance

from credscore.article import composite
from credscore.records import Card, Criterion, SourceCard
from credscore.settings import ScoreSettings, Settings
from credscore.story.agreement import Agreement
from credscore.tables import CRITERIA, TOO_LITTLE

# Half the width of a 95 % interval in standard errors.
_Z95 = 1.96


def consistency_criterion(agreement: Agreement | None, settings: ScoreSettings) -> Criterion:
    """How often the article agrees where it could be compared, as the mean of a Beta distribution.

    Agreement on more claims gives more certainty and so a higher score; only `contradict` costs points; what the
    article leaves out or says alone does not count.
    """
    if agreement is None or not agreement.compared:
        return Criterion("consistency", None, {"compared": 0}, "no settled claim of another article to compare with")
    agree = agreement.equal + agreement.compatible + settings.variant_weight * agreement.variant
    total = settings.prior_agree + settings.prior_deviate + agree + agreement.contradict
    counts = {
        "compared": agreement.compared,
        "equal": agreement.equal,
        "compatible": agreement.compatible,
        "variant": agreement.variant,
        "contradict": agreement.contradict,
        "uncorroborated": agreement.uncorroborated,
    }
    return Criterion("consistency", 100 * (settings.prior_agree + agree) / total, counts)


def complete(card: Card, agreement: Agreement | None, story: str | None, settings: Settings) -> Card:
    """The article card with its consistency and the composite over all criteria."""
    criteria = (*card.criteria, consistency_criterion(agreement, settings.score))
    score = composite({c.name: c.score for c in criteria}, settings.score)
    return replace(card, criteria=criteria, score=score, story=story)


def source_cards(cards: Iterable[Card], settings: Settings) -> list[SourceCard]:
    """The ranking: best score first, equal scores share a rank, sources that could not be scored last and unranked."""
    by_source: dict[str, list[Card]] = {}
    for card in cards:
        by_source.setdefault(card.source, []).append(card)
    unranked = [_source_card(name, group, settings.score) for name, group in by_source.items()]
    ordered = sorted(unranked, key=lambda s: (s.score is None, -(s.score or 0.0), s.source))
    ranked: list[SourceCard] = []
    for place, one in enumerate(ordered, 1):
        tied = ranked and ranked[-1].score == one.score
        rank = None if one.score is None else ranked[-1].rank if tied else place
        ranked.append(replace(one, rank=rank))
    return ranked


def _source_card(name: str, cards: Sequence[Card], settings: ScoreSettings) -> SourceCard:
    criteria = {criterion: _mean(_scores(cards, criterion)) for criterion in CRITERIA}
    score = composite(criteria, settings)
    low, high = _interval(score, [c.score for c in cards if c.score is not None], settings)
    grades = [card.readability["grade"] for card in cards if "grade" in card.readability]
    return SourceCard(
        source=name,
        articles=len(cards),
        rank=None,
        score=score,
        low=low,
        high=high,
        criteria=criteria,
        readability_grade=_mean(grades),
        provisional=len(cards) < settings.provisional_below,
        reason="; ".join(([TOO_LITTLE] if score is None else []) + _empty(criteria, cards)),
    )


def _scores(cards: Iterable[Card], criterion: str) -> list[float]:
    # Sorted, so that the sum does not depend on the order in which the articles came.
    return sorted(c.score for card in cards for c in card.criteria if c.name == criterion and c.score is not None)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _interval(
    score: float | None, scores: Sequence[float], settings: ScoreSettings
) -> tuple[float | None, float | None]:
    """A 95 % interval of the mean: the source's own spread, pooled with the typical one as few articles say little."""
    if score is None or not scores:
        return None, None
    own = pvariance(sorted(scores)) * len(scores)
    freedom = len(scores) - 1 + settings.spread_articles
    variance = (own + settings.spread_articles * settings.spread**2) / freedom
    margin = _Z95 * sqrt(variance / len(scores))
    return max(0.0, score - margin), min(100.0, score + margin)


def _empty(criteria: Mapping[str, float | None], cards: Sequence[Card]) -> list[str]:
    reasons = []
    for name, score in criteria.items():
        if score is None:
            why = sorted({c.reason for card in cards for c in card.criteria if c.name == name and c.reason})
            reasons.append(f"{name}: {why[0] if why else 'not judged'}")
    return reasons
