"""Form and place weighed together: a logistic model whose named weights stand in `weights.csv`."""

import csv
import math
from collections.abc import Collection
from functools import cache
from importlib import resources

BIAS = "bias"
_REASONS = 3


@cache
def weights() -> dict[str, float]:
    """Signal -> log-odds; `bias` is where a line starts. Made by `python -m credscore.residue.train`."""
    text = resources.files("credscore.residue").joinpath("weights.csv").read_text(encoding="utf-8")
    return {row["signal"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def probability(signals: Collection[str]) -> float:
    """How likely a line that shows these signals is residue (0..1); signals without a weight count nothing."""
    table = weights()
    odds = table[BIAS] + math.fsum(table.get(signal, 0.0) for signal in signals)
    return 1 / (1 + math.exp(-odds))


def reasons(signals: Collection[str]) -> str:
    """The signals that speak most for residue, strongest first: the name of the rule that a weighed line is given."""
    table = weights()
    ranked = sorted((signal for signal in signals if table.get(signal, 0.0) > 0), key=lambda s: (-table[s], s))
    return "weighed:" + "+".join(ranked[:_REASONS])
