"""Tuning lexicons: what a row matches, what a change moves, what is missing, what is wrong."""

from credscore.tuning.candidates import Candidate
from credscore.tuning.compare import Difference, Finding, Move, compare
from credscore.tuning.evaluate import Figures, evaluate
from credscore.tuning.gold import Gold, read_gold
from credscore.tuning.lint import flaws_of, lint
from credscore.tuning.suggest import SUGGESTED, suggest
from credscore.tuning.trial import Place, places

__all__ = [
    "SUGGESTED",
    "Candidate",
    "Difference",
    "Figures",
    "Finding",
    "Gold",
    "Move",
    "Place",
    "compare",
    "evaluate",
    "flaws_of",
    "lint",
    "places",
    "read_gold",
    "suggest",
]
