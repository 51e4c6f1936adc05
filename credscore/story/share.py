"""How sure the share of witnesses is: k of n, as a 95 % interval."""

from functools import lru_cache
from math import cos, pi, sin

_STEPS = 2000
_TAIL = 0.025


@lru_cache(maxsize=4096)
def share_interval(holding: int, voices: int) -> tuple[float, float]:
    """The central 95 % of Beta(k + 1/2, n - k + 1/2), the share of witnesses that hold a value, given k of n; 0..1.

    Jeffreys' interval: Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science
    16 (2001). None or all of them make the lower or upper end 0 or 1. The substitution x = sin(t)^2 takes the poles out
    of the density, so that a sum over even steps is exact to three digits.
    """
    if voices <= 0:
        return 0.0, 1.0
    points = [(step + 0.5) * pi / 2 / _STEPS for step in range(_STEPS)]
    weights = [sin(t) ** (2 * holding) * cos(t) ** (2 * (voices - holding)) for t in points]
    total = sum(weights)
    low, high, gone = 0.0, 1.0, 0.0
    for t, weight in zip(points, weights, strict=True):
        before, gone = gone, gone + weight / total
        if before < _TAIL <= gone:
            low = sin(t) ** 2
        if before < 1 - _TAIL <= gone:
            high = sin(t) ** 2
    return (0.0 if holding == 0 else round(low, 3)), (1.0 if holding == voices else round(high, 3))
