"""Findings -> article card: what is counted, how that stands to the reference, what it makes as a score."""

from credscore.article.card import CLEAN, ENGLISH, article_card, composite, criterion
from credscore.article.measures import MEASURES, Measure, measures
from credscore.article.standing import standing, value

__all__ = [
    "CLEAN",
    "ENGLISH",
    "MEASURES",
    "Measure",
    "article_card",
    "composite",
    "criterion",
    "measures",
    "standing",
    "value",
]
