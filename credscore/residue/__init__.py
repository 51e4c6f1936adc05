"""Residue: lines, or parts of lines, that an extractor left in and that are not the article."""

from credscore.residue.find import residue

__all__ = ["residue"]
