"""Words that hold back commitment, by class, and who holds back: the outlet or a speaker it cites."""

from credscore.hedging.find import hedges

__all__ = ["hedges"]
