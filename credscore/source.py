"""Cards and stories -> source cards: consistency, shrinkage, intervals and the ranking. Formulas: docs/scoring.md."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from statistics import fmean, pstdev

import numpy as np
import numpy.typing as npt

from credscore.article import composite
from credscore.records import Card, Criterion, SourceCard
from credscore.settings import ScoreSettings, Settings
from credscore.story.agreement import Agreement
from credscore.tables import CRITERIA, TOO_LITTLE


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
    score = 100 * (settings.prior_agree + agree) / total
    return Criterion("consistency", score, counts, estimate=score)


def complete(card: Card, agreement: Agreement | None, story: str | None, settings: Settings) -> Card:
    """The article card with its consistency and the composite over all criteria."""
    consistency = consistency_criterion(agreement, settings.score)
    # In the order of the criteria: consistency before style, which stands apart.
    criteria = tuple(sorted((*card.criteria, consistency), key=lambda c: CRITERIA.index(c.name)))
    score = composite({c.name: c.estimate for c in criteria}, settings.score)
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
    return _with_rank_ranges(ranked)


def _with_rank_ranges(ranked: Sequence[SourceCard]) -> list[SourceCard]:
    """Each source with the ranks it may have: behind all whose interval lies above its own, before all below."""
    lows = sorted(s.low for s in ranked if s.low is not None)
    highs = sorted(s.high for s in ranked if s.high is not None)
    return [
        one
        if one.low is None or one.high is None
        else replace(
            one,
            best_rank=1 + len(lows) - bisect_right(lows, one.high),
            worst_rank=len(highs) - bisect_left(highs, one.low),
        )
        for one in ranked
    ]


def _source_card(name: str, cards: Sequence[Card], settings: ScoreSettings) -> SourceCard:
    criteria = {criterion: _mean(_scores(cards, criterion)) for criterion in CRITERIA}
    # Sorted, so that nothing depends on the order in which the articles came.
    scores = sorted(card.score for card in cards if card.score is not None)
    score, low, high = _estimate(scores, settings) if scores else (None, None, None)
    grades = sorted(card.readability["grade"] for card in cards if "grade" in card.readability)
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
    return sorted(c.score for card in cards for c in card.criteria if c.name == criterion and c.score is not None)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _estimate(scores: Sequence[float], settings: ScoreSettings) -> tuple[float, float, float]:
    """A source's score and its 95 % interval, from its articles' scores in order.

    The score is the mean of these and of `middle_articles` typical articles that score `middle`: a source of one
    article says little about itself. The interval is a bootstrap: `draws` times, articles are drawn anew from its own,
    and the typical ones from a normal distribution with the `spread` of articles within a source. The draws depend on
    the scores alone.
    """
    typical, n = settings.middle_articles, len(scores)
    score = (sum(scores) + typical * settings.middle) / (n + typical)
    chance = np.random.default_rng(_seed(scores))
    drawn = n * _means(np.array(scores), settings, chance)
    if typical:
        drawn = drawn + typical * chance.normal(settings.middle, settings.spread / sqrt(typical), settings.draws)
    low, high = np.percentile(drawn / (n + typical), (2.5, 97.5))
    return score, max(0.0, min(score, float(low))), min(100.0, max(score, float(high)))


def _means(
    scores: npt.NDArray[np.float64], settings: ScoreSettings, chance: np.random.Generator
) -> npt.NDArray[np.float64]:
    """The means of articles drawn anew, one a draw. Of many articles they are normal, and are drawn as such."""
    n = len(scores)
    if n > settings.draw_articles:
        return chance.normal(fmean(scores), pstdev(scores) / sqrt(n), settings.draws)
    means: npt.NDArray[np.float64] = scores[chance.integers(0, n, (settings.draws, n))].mean(axis=1)
    return means


def _seed(scores: Sequence[float]) -> int:
    content = np.array(scores, dtype="<f8").tobytes()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "little")


def _empty(criteria: Mapping[str, float | None], cards: Sequence[Card]) -> list[str]:
    reasons = []
    for name, score in criteria.items():
        if score is None:
            why = sorted({c.reason for card in cards for c in card.criteria if c.name == name and c.reason})
            reasons.append(f"{name}: {why[0] if why else 'not judged'}")
    return reasons
