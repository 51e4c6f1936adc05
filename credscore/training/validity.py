"""How well scores go with expert ratings: the tables of docs/validity.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from credscore.article import article_card
from credscore.records import Card, Evidence
from credscore.settings import Settings
from credscore.tables import CRITERIA
from credscore.training.profile import Rho, beside, correlation, cross_validated
from credscore.training.rated import Rated, rated

LEAST = 5
SIZES = (1, 2, 5, 10, 20)
Ratings = Sequence[Mapping[str, object]]


def cards_by(evidence: Iterable[Evidence], settings: Settings) -> list[Card]:
    """The cards of articles by themselves: without consistency."""
    return [article_card(one, settings) for one in evidence]


def shrunk(table: Rated, settings: Settings) -> Rated:
    """The table with the score of each source as the ranking has it."""
    score, n = settings.score, table.articles
    means = (n * table.means["score"] + score.middle_articles * score.middle) / (n + score.middle_articles)
    return Rated(table.names, table.rating, n, {**table.means, "score": means})


def report(
    default: Sequence[Card], calibrated: Sequence[Card], ratings: Ratings, settings: Settings, splits: int
) -> Iterator[str]:
    """The tables in Markdown.

    Args:
        default: the cards of every article by the default profile, with consistency.
        calibrated: the same by the profile `calibrated` as it ships, without.
        ratings: the rows the ids of the cards count.
        settings: the default settings.
        splits: how often the sources are split anew in cross-validation.
    """
    origins = [None, *sorted({str(row["origin"]) for row in ratings})]
    whole = rated(calibrated, ratings)
    yield "| origin | sources | default | calibrated, cross-validated | calibrated as it ships |"
    yield "|---|---|---|---|---|"
    for origin in origins:
        ours, theirs = (shrunk(rated(cards, ratings, origin), settings) for cards in (default, calibrated))
        kept = ours.at_least(LEAST)
        if len(kept) >= 2 * LEAST:
            plain = correlation(ours.means["score"][kept], ours.rating[kept])
            fitted = cross_validated(whole, theirs, settings.score, LEAST, splits)
            seen = correlation(theirs.means["score"][kept], theirs.rating[kept])
            yield f"| {origin or 'all'} | {len(kept)} | {_told(plain)} | {_told(fitted)} | {_told(seen)} |"
    yield ""
    yield "| criterion or signal | abp | all |"
    yield "|---|---|---|"
    tables = [rated(default, ratings, "abp"), rated(default, ratings)]
    for name in _columns(tables[1]):
        yield f"| `{name}` | " + " | ".join(_told(_of(table, name)) for table in tables) + " |"
    yield ""
    yield "| | abp | all |"
    yield "|---|---|---|"
    yield "| length of its articles, in words | " + " | ".join(_told(_of(table, "words")) for table in tables) + " |"
    for name in ("score", "attribution", "hedging", "style"):
        yield f"| `{name}`, length held constant | " + " | ".join(_told(_at_one_length(t, name)) for t in tables) + " |"
    fitted_tables = [rated(calibrated, ratings, "abp"), whole]
    told = " | ".join(_told(_at_one_length(table, "score")) for table in fitted_tables)
    yield f"| score by `calibrated` as it ships, length held constant | {told} |"
    yield ""
    yield "| articles read of each source | sources | default | calibrated, cross-validated |"
    yield "|---|---|---|---|"
    kept = tables[1].at_least(max(SIZES))
    for size in SIZES if len(kept) >= 2 * LEAST else ():
        ours, theirs = (shrunk(rated(_first(cards, size), ratings), settings) for cards in (default, calibrated))
        plain = correlation(ours.means["score"][kept], ours.rating[kept])
        fitted = cross_validated(whole, _only(theirs, kept), settings.score, 1, max(1, splits // 4))
        yield f"| {size} | {len(kept)} | {_told(plain)} | {_told(fitted)} |"


def _columns(table: Rated) -> Iterator[str]:
    for name in (name for name in CRITERIA if name in table.means):
        yield name
        yield from sorted(c for c in table.means if c.startswith(f"{name}.") and not c.endswith(".estimate"))


def _of(table: Rated, name: str) -> Rho:
    kept = table.at_least(LEAST)
    return correlation(table.means[name][kept], table.rating[kept])


def _at_one_length(table: Rated, name: str) -> Rho:
    kept = table.at_least(LEAST)
    return beside(table.means[name][kept], table.means["words"][kept], table.rating[kept])


def _told(rho: Rho) -> str:
    return f"{rho.rho:+.2f} [{rho.low:+.2f}, {rho.high:+.2f}]".replace("0.", ".")


def _first(cards: Iterable[Card], size: int) -> list[Card]:
    """So many cards of each source, the first by id."""
    kept: dict[str, list[Card]] = {}
    for card in sorted(cards, key=lambda card: int(card.id)):
        kept.setdefault(card.source, []).append(card)
    return [card for group in kept.values() for card in group[:size]]


def _only(table: Rated, kept: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Rated:
    return Rated(
        tuple(table.names[i] for i in kept),
        table.rating[kept],
        table.articles[kept],
        {name: values[kept] for name, values in table.means.items()},
    )
