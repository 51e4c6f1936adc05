"""Tuning lexicons: what a row matches, what a change moves, what is missing, what is wrong."""

from credscore.tuning.lint import lint

__all__ = ["lint"]
