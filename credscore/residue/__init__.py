"""Residue: lines, or parts of lines, that an extractor left in and that are not the article."""

from credscore.residue.find import residue
from credscore.residue.refrain import Refrains, SourceRefrains, Survey

__all__ = ["Refrains", "SourceRefrains", "Survey", "residue"]
