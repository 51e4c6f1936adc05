"""Gold attributions as what the network learns from: windows of pieces with a tag and roles a word."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credscore.attribution.find import find
from credscore.errors import InputError
from credscore.language import Document, Reader
from credscore.model.decode import CONTENT, SOURCE, Run
from credscore.model.inputs import (
    B_CUE,
    I_CUE,
    OPENING_TAG,
    Encoder,
    Ints,
    Paragraph,
    Roles,
    Window,
    paragraphs,
    tag,
)
from credscore.records import Article, Span

Row = dict[str, Any]
Half = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its answers.

    Attributes:
        tags: the tag of each word, or -1 where nobody knows (a text without gold).
        cues: the cues asked about, as runs of words; some are none, so that their words are all of no role.
        roles: the role of each word towards each cue, cues x words.
        soft_tags, soft_roles: what the teacher says of both, as probabilities; None before it was asked.
        article: the number of the article it is from.
    """

    window: Window
    tags: Ints
    cues: tuple[Run, ...]
    roles: Ints
    article: int
    soft_tags: Half | None = None
    soft_roles: Half | None = None

    @property
    def size(self) -> int:
        """How many pieces it has."""
        return len(self.window.pieces)


def rows(path: Path) -> Iterator[Row]:
    """The rows of a JSONL file, plain or gzipped.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object with a text.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    remedy = 'Each line is {"text": ..., "attributions": [{"source": [[0, 4]], "cue": ..., "content": ...}]}.'
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):  # noqa: B007 - the error tells it
                row = json.loads(line)
                row["text"] = str(row["text"])
                yield row
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"not a row to learn from ({error}).", where=f"{path}:{number}", remedy=remedy) from None
    except (OSError, EOFError) as error:
        raise InputError(
            f"cannot be read ({error}).", where=str(path), remedy="Give a JSONL file or its .gz."
        ) from None


def gold(row: Row) -> list[Roles]:
    """The attributions of a row."""
    return [
        Roles(*([Span(*span) for span in one.get(role) or ()] for role in Roles._fields))
        for one in row.get("attributions", ())
    ]


def drafts(document: Document) -> list[Roles]:
    """What the rules find in a document."""
    return [Roles(found.source, found.cue, found.content) for found in find(document)]


def examples(
    row: Row, number: int, reader: Reader, encoder: Encoder, *, labelled: bool = True, swap: Callable[[str], str] = str
) -> list[Example]:
    """The windows of an article; with `labelled`, as its gold has them, else without any answer.

    `swap` gives the word to put in the place of each.
    """
    document = reader.read(Article(str(number), "training", row["text"]))
    answers = gold(row) if labelled else []
    found = []
    for paragraph in paragraphs(document, drafts(document)):
        tags, cues, roles = _answers(paragraph, answers)
        if not labelled:
            tags[:] = -1
        windows = encoder.windows(replace(paragraph, words=tuple(map(swap, paragraph.words))))
        found += [_cut(window, tags, cues, roles, number) for window in windows]
    return found


def _answers(paragraph: Paragraph, answers: Sequence[Roles]) -> tuple[Ints, list[Run], list[Ints]]:
    starts = np.array([span.start for span in paragraph.spans])
    begin, end = paragraph.spans[0].start, paragraph.spans[-1].end
    count = len(starts)

    def words(span: Span) -> Run:
        first, last = np.searchsorted(starts, [span.start, span.end]).tolist()
        # A span of the gold may lie within a word ("n't" of "don't"), which it takes then.
        return (first, last) if first < last else (max(0, first - 1), first)

    tags = np.zeros(count, dtype=np.int64)
    cues: list[Run] = []
    roles: list[Ints] = []
    for one in answers:
        here = {
            role: [words(span) for span in spans if span.start < end and span.end > begin]
            for role, spans in zip(Roles._fields, one, strict=True)
        }
        for role in ("content", "source", "cue"):
            for run in here[role]:
                tag(tags, *run, OPENING_TAG[role])
        if here["cue"]:
            role_of = np.zeros(count, dtype=np.int64)
            for role, value in (("content", CONTENT), ("source", SOURCE)):
                for first, last in here[role]:
                    role_of[first:last] = value
            for run in here["cue"]:
                role_of[slice(*run)] = 0
            cues.append(here["cue"][0])
            roles.append(role_of)
    return tags, *_with_doubtful(paragraph, tags, cues, roles)


def _with_doubtful(
    paragraph: Paragraph, tags: Ints, cues: list[Run], roles: list[Ints]
) -> tuple[list[Run], list[Ints]]:
    """Beside the gold cues those of the rules that are none: the network learns that nothing belongs to them."""
    drafted = paragraph.marks[:, 3]
    word = 0
    while word < len(drafted):
        first = word
        word += 1
        if drafted[first] == B_CUE:
            while word < len(drafted) and drafted[word] == I_CUE:
                word += 1
            if not np.isin(tags[first:word], (B_CUE, I_CUE)).any():
                cues.append((first, word))
                roles.append(np.zeros(len(drafted), dtype=np.int64))
    return cues, roles


def _cut(window: Window, tags: Ints, cues: Sequence[Run], roles: Sequence[Ints], number: int) -> Example:
    first, last = window.first, window.last
    inside = [i for i, run in enumerate(cues) if first <= run[0] and run[1] <= last]
    kept = np.array([roles[i][first:last] for i in inside], dtype=np.int64).reshape(len(inside), last - first)
    runs = tuple((cues[i][0] - first, cues[i][1] - first) for i in inside)
    return Example(window, tags[first:last].copy(), runs, kept, number)


def asked(example: Example, cues: Iterable[Run]) -> Example:
    """An example without gold, with the cues a teacher sees in it."""
    runs = tuple(cues)
    return replace(example, cues=runs, roles=np.zeros((len(runs), len(example.tags)), dtype=np.int64))
