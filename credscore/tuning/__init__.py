"""Tuning lexicons: what a row matches, what a change moves, what is missing, what is wrong."""

from credscore.tuning.compare import Difference, Finding, Move, compare
from credscore.tuning.lint import flaws_of, lint
from credscore.tuning.trial import Place, places

__all__ = ["Difference", "Finding", "Move", "Place", "compare", "flaws_of", "lint", "places"]
