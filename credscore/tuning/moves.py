"""Which scores and ranks move from one scoring of the same articles to another, and by how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from credscore.pipeline import Scored
from credscore.records import Card, SourceCard


@dataclass(frozen=True, slots=True)
class Move:
    """An article or a source whose score (0..100) or rank is not what it was; None: not scored, not ranked.

    The rank of an article is its place among all articles by score, that of a source its rank.
    """

    name: str
    before: float | None
    after: float | None
    rank_before: int | None
    rank_after: int | None

    @property
    def by(self) -> float:
        """How far the score moved, 0 where one of the two is missing."""
        return 0.0 if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Moves:
    """All that moved, the furthest first; an article that only changed its place is not named."""

    articles: tuple[Move, ...] = ()
    sources: tuple[Move, ...] = ()


def moves(before: Scored, after: Scored) -> Moves:
    """What moved; an article or source that is only in one of the two did not."""
    return Moves(_moves(_articles(before.cards), _articles(after.cards), ranks=False), _sources(before, after))


Standing = Mapping[str, tuple[float | None, int | None]]


def _sources(before: Scored, after: Scored) -> tuple[Move, ...]:
    def standing(cards: Sequence[SourceCard]) -> Standing:
        return {card.source: (card.score, card.rank) for card in cards}

    return _moves(standing(before.sources), standing(after.sources), ranks=True)


def _articles(cards: Sequence[Card]) -> Standing:
    ordered = sorted(-card.score for card in cards if card.score is not None)
    place = _places(ordered)
    return {card.id: (card.score, None if card.score is None else place[-card.score]) for card in cards}


def _places(ordered: Sequence[float]) -> dict[float, int]:
    places: dict[float, int] = {}
    for place, score in enumerate(ordered, 1):
        places.setdefault(score, place)
    return places


def _moves(before: Standing, after: Standing, *, ranks: bool) -> tuple[Move, ...]:
    found = [
        Move(name, before[name][0], score, before[name][1], rank)
        for name, (score, rank) in after.items()
        if name in before and (before[name][0] != score or (ranks and before[name][1] != rank))
    ]
    return tuple(sorted(found, key=lambda move: (-abs(move.by), move.rank_after or 0, move.name)))
