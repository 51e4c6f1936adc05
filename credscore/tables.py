"""Cards, source cards and refusals as flat rows, and CSV that a spreadsheet can open without running any of it."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import get_args

from credscore.records import Card, CriterionName, Refusal, SourceCard

Cell = str | int | float | bool | None
Row = dict[str, Cell]
CRITERIA = get_args(CriterionName)
_JUDGED = tuple(
    name for name in CRITERIA if name != "style"
)  # those of the contract; style came later, and stands apart
ARTICLE_COLUMNS = (
    "id",
    "source",
    "title",
    "date",
    "story",
    "words",
    "sentences",
    "score",
    *_JUDGED,
    "readability_grade",
    "reason",
    "style",
)
SOURCE_COLUMNS = (
    "rank",
    "source",
    "articles",
    "score",
    "low",
    "high",
    *_JUDGED,
    "readability_grade",
    "provisional",
    "reason",
    "style",
    "best_rank",
    "worst_rank",
)
REFUSED_COLUMNS = ("id", "where", "code", "reason")
# What makes a spreadsheet take a text cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
DECIMALS = 1
TOO_LITTLE = "score: too little could be judged"


def rounded(value: float | None) -> float | None:
    """A number as tables show it."""
    return None if value is None else round(value, DECIMALS)


def article_row(card: Card) -> Row:
    """One article as a row of `articles.csv`; `reason` says why a criterion is empty."""
    scores = {c.name: rounded(c.score) for c in card.criteria}
    return {
        "id": card.id,
        "source": card.source,
        "title": card.title,
        "date": card.date,
        "story": card.story,
        "words": card.words,
        "sentences": card.sentences,
        "score": rounded(card.score),
        **{name: scores.get(name) for name in CRITERIA},
        "readability_grade": rounded(card.readability.get("grade")),
        "reason": "; ".join(_reasons(card)),
    }


def _reasons(card: Card) -> list[str]:
    empty = [f"{c.name}: {c.reason}" for c in card.criteria if c.reason]
    return [TOO_LITTLE, *empty] if card.score is None else empty


def source_row(card: SourceCard) -> Row:
    """One source as a row of the ranking."""
    return {
        "rank": card.rank,
        "source": card.source,
        "articles": card.articles,
        "score": rounded(card.score),
        "low": rounded(card.low),
        "high": rounded(card.high),
        **{name: rounded(card.criteria.get(name)) for name in CRITERIA},
        "readability_grade": rounded(card.readability_grade),
        "provisional": card.provisional,
        "reason": card.reason,
        "best_rank": card.best_rank,
        "worst_rank": card.worst_rank,
    }


def refused_row(refusal: Refusal) -> Row:
    """One refused input as a row of `refused.csv`."""
    return {"id": refusal.id, "where": refusal.where, "code": refusal.code, "reason": refusal.reason}


def to_csv(rows: Iterable[Row], columns: Sequence[str], *, raw: bool = False) -> str:
    """Rows as CSV with a header; empty for None, true/false for booleans.

    Text that a spreadsheet would run as a formula gets a leading apostrophe unless `raw`.
    """
    cells = ([_cell(row[column], raw=raw) for column in columns] for row in rows)
    return _line(columns) + "".join(_line(line) for line in cells)


def _line(cells: Sequence[Cell]) -> str:
    # csv quotes a cell with a carriage return only where its line terminator holds one.
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()[:-2] + "\n"


def _cell(value: Cell, *, raw: bool) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and not raw and value.startswith(_FORMULA):
        return "'" + value
    return value
