"""How a measure of an article stands to the same measure in the articles of the reference (docs/scoring.md)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from credscore.article.measures import Measure
from credscore.settings import Reference

# Nobody does better than all: 0 and 100 are left to what is none at all (`card.CLEAN`).
_EDGE = 0.005
OVER_SENTENCES = frozenset(("density", "named", "documents", "second_hand"))


def value(signal: str, measure: Measure, mean: float, reference: Reference) -> float:
    """The rate of a measure, as if some typical text stood beside the article's own.

    The rate is the mean of a Gamma distribution (Poisson counts under a prior that is worth `words` or `sentences` of
    the reference): a short article has little of its own to say and comes out near the `mean` of the reference.
    A measure without a size is its count.
    """
    if not measure.size:
        return measure.amount
    typical = reference.sentences if signal in OVER_SENTENCES else reference.words
    return (measure.amount + typical * mean) / (measure.size + typical)


def standing(signal: str, measure: Measure, reference: Reference) -> float:
    """The share of the reference's articles with less of it, 0.005..0.995; those with just as much count half.

    Rises with the count. Between the quantiles of the reference it goes in straight lines.
    """
    distribution = reference.signals[signal]
    share = _share(value(signal, measure, distribution.mean, reference), distribution.quantiles)
    return min(1 - _EDGE, max(_EDGE, share))


def _share(found: float, quantiles: Sequence[float]) -> float:
    last = len(quantiles) - 1
    left, right = bisect_left(quantiles, found), bisect_right(quantiles, found)
    if right > left:
        return (left + right - 1) / 2 / last
    if not left:
        return 0.0
    if left > last:
        return 1.0
    below, above = quantiles[left - 1], quantiles[left]
    return (left - 1 + (found - below) / (above - below)) / last
