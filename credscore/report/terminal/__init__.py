"""Tables and articles for the terminal; texts are drawn as they are: no markup is read, no escape code gets out."""

from credscore.report.terminal.article import article_view
from credscore.report.terminal.lexicons import entries_view, flaws_view, lexicons_view
from credscore.report.terminal.scores import card_table, ranking_table
from credscore.report.terminal.stories import stories_view
from credscore.report.terminal.tuning import candidates_view, difference_view, figures_view, places_view

__all__ = [
    "article_view",
    "candidates_view",
    "card_table",
    "difference_view",
    "entries_view",
    "figures_view",
    "flaws_view",
    "lexicons_view",
    "places_view",
    "ranking_table",
    "stories_view",
]
