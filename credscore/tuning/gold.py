"""Gold of one's own: articles with what a reader marked in them, one JSON object a line, plain or gzipped.

A line is what `credscore inspect --format jsonl` prints, put right by hand, with the `text` beside it: `id`, `source`
and `title` may be missing, and of `hedges`, `residue` and `attributions` those that were not marked. The forms that
gold for single tasks often has are read, too: `cues` for hedges (spans, or objects with a class), and `lines` with
`text`, `label` (content or residue) and `kind` instead of a text.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from credscore.errors import InputError
from credscore.records import Article

_REMEDY = "docs/lexicons.md says what a line of gold holds."
_UNCOUNTED = ("headline", "standfirst", "symbol")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader marked: characters `start`..`end` of the text, and the class, None where none was given.

    `counted` is false for what may be found or not.
    """

    start: int
    end: int
    cls: str | None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Gold:
    """An article with its marks by lexicon: `hedges`, `residue` and `cues`; one that is missing was not marked."""

    article: Article
    marks: dict[str, tuple[Mark, ...]]


def read_gold(path: Path) -> Iterator[Gold]:
    """The articles of a gold file with their marks.

    Raises:
        InputError: a file that cannot be read, a line that is no JSON object, that has no text, no marks, or a mark
            that is no span of it; names the line.
    """
    number = 0
    try:
        with path.open("rb") as raw, gzip.open(raw) if path.suffix == ".gz" else raw as file:
            for number, line in enumerate(file, 1):
                gold = _gold(line.decode("utf-8-sig"), number, f"{path}:{number}") if line.strip() else None
                if gold:
                    yield gold
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"cannot be read: {reason}.", where=str(path), remedy="Give a JSONL file.") from None
    except (UnicodeDecodeError, EOFError) as error:
        raise InputError(f"cannot be read: {error}.", where=f"{path}:{number}", remedy="Save it as UTF-8.") from None
    if not number:
        raise InputError("holds no line.", where=str(path), remedy=_REMEDY)


def _gold(line: str, number: int, where: str) -> Gold | None:
    """A line's article; None where its `lines` are empty: an extractor that found nothing."""

    def wrong(message: str) -> InputError:
        return InputError(message, where=where, remedy=_REMEDY)

    try:
        row = json.loads(line)
    except ValueError as error:
        raise wrong(f"is not JSON: {error}.") from None
    if not isinstance(row, dict):
        raise wrong("is no JSON object.")
    try:
        text = "\n".join(one["text"] for one in row["lines"]) if "lines" in row else row["text"]
        if "lines" in row and not text.strip():
            return None
        if not isinstance(text, str) or not text.strip():
            raise wrong("has no text.")
        marks = _marks(row)
        spans = [mark for found in marks.values() for mark in found]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise wrong(f"is not understood ({type(error).__name__}: {error}).") from None
    if not marks:
        raise wrong("has neither hedges, residue, attributions, cues nor lines.")
    for mark in spans:
        if not 0 <= mark.start < mark.end <= len(text):
            raise wrong(f"marks {mark.start}..{mark.end}, but the text has {len(text)} characters.")
    name = str(
        row.get("id", f"{row['doc']}/{row.get('extractor', number)}" if "doc" in row and "lines" in row else number)
    )
    return Gold(
        Article(name, str(row.get("source") or row.get("publisher") or "unknown"), text, row.get("title")), marks
    )


def _marks(row: dict[str, Any]) -> dict[str, tuple[Mark, ...]]:
    marks: dict[str, tuple[Mark, ...]] = {}
    for key in ("hedges", "cues"):
        if row.get(key) is not None:
            marks["hedges"] = tuple(_mark(one, "class") for one in row[key])
    if row.get("residue") is not None:
        marks["residue"] = tuple(_mark(one, "kind") for one in row["residue"])
    if row.get("lines") is not None:
        marks["residue"] = tuple(_lines(row["lines"]))
    if row.get("attributions") is not None:
        spans = (tuple(map(int, span)) for one in row["attributions"] for span in one["cue"][:1])
        marks["cues"] = tuple(Mark(start, end, None) for start, end in spans)
    return marks


def _mark(one: Any, name: str) -> Mark:
    if isinstance(one, dict):
        cls = one.get(name)
        return Mark(int(one["start"]), int(one["end"]), None if cls is None else str(cls))
    start, end = one
    return Mark(int(start), int(end), None)


def _lines(lines: list[dict[str, Any]]) -> Iterator[Mark]:
    start = 0
    for line in lines:
        end = start + len(line["text"])
        if line["text"].strip() and line["label"] != "content":
            counted = line["label"] == "residue" and line.get("kind") not in _UNCOUNTED
            yield Mark(start, end, line.get("kind"), counted)
        start = end + 1
