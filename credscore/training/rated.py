"""Sources with expert ratings, and the scores of their articles side by side."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from credscore.errors import InputError
from credscore.records import Card, Evidence
from credscore.wire import evidence_from

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rated:
    """Sources in order of name: the expert rating of each (0..1), its number of articles, its mean of every column.

    A mean is NaN where no article of the source could be judged.
    """

    names: tuple[str, ...]
    rating: Floats
    articles: npt.NDArray[np.int64]
    means: dict[str, Floats]

    def at_least(self, articles: int) -> npt.NDArray[np.intp]:
        """The numbers of the sources with so many articles."""
        return np.flatnonzero(self.articles >= articles)


def read_evidence(folder: Path) -> Iterator[Evidence]:
    """The evidence of a run, article by article.

    Raises:
        InputError: not the folder of a run.
    """
    try:
        with (folder / "evidence.jsonl").open(encoding="utf-8") as file:
            for line in file:
                yield evidence_from(json.loads(line))[0]
    except (OSError, ValueError, KeyError) as error:
        remedy = "Give the folder that `credscore score --out` wrote."
        raise InputError(f"holds no evidence: {error}.", where=str(folder), remedy=remedy) from None


def read_ratings(path: Path) -> list[dict[str, object]]:
    """Rows with `domain`, `origin` and `pc1`, the rating; the number of a row is the id of its article in the run.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}.", where=str(path), remedy="Give JSONL, plain or .gz.") from None


def columns(card: Card) -> dict[str, float]:
    """What is looked at in an article, 0..100: its score, its criteria by name, and as criterion.signal their signals.

    A criterion's estimate, which the score is made of, is its column criterion.estimate; `words` is the length.
    """
    found = {c.name: c.score for c in card.criteria if c.score is not None} | {"words": float(card.words)}
    found |= {f"{c.name}.estimate": c.estimate for c in card.criteria if c.estimate is not None}
    found |= {f"{c.name}.{signal}": part for c in card.criteria for signal, part in c.parts.items()}
    return found if card.score is None else {**found, "score": card.score}


def rated(cards: Sequence[Card], ratings: Sequence[Mapping[str, object]], origin: str | None = None) -> Rated:
    """The rated sources of some cards; of one origin, where it is named."""
    sources: dict[str, list[dict[str, float]]] = {}
    rating: dict[str, float] = {}
    for card in cards:
        row = ratings[int(card.id)]
        if row["pc1"] is not None and origin in (None, row["origin"]):
            sources.setdefault(card.source, []).append(columns(card))
            rating[card.source] = float(str(row["pc1"]))
    names = tuple(sorted(sources))
    every = sorted({column for rows in sources.values() for row in rows for column in row})
    return Rated(
        names,
        np.array([rating[name] for name in names]),
        np.array([len(sources[name]) for name in names]),
        {column: np.array([_mean(sources[name], column) for name in names]) for column in every},
    )


def _mean(rows: Sequence[Mapping[str, float]], column: str) -> float:
    values = [row[column] for row in rows if column in row]
    return sum(values) / len(values) if values else float("nan")
