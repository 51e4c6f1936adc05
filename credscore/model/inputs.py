"""What the tagger reads: the paragraphs of a document as words with marks, and as windows of word pieces.

A mark is a small whole number beside each word: how it is written, where it stands to quotation marks, whether a
sentence begins with it, and what the rules drafted there. The encoder knows no capitals, and quotation marks far away
are hard to see through three layers; the marks tell it both.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from credscore.language import Document
from credscore.records import Span

Ints = NDArray[np.int64]
# What each column of the marks may hold, in order: the sizes of the tables the model learned.
WRITTEN, QUOTED, OPENING, DRAFTED = 6, 4, 2, 7
MARKS = (WRITTEN, QUOTED, OPENING, DRAFTED)
# The tags of a word, by the rules as a mark and by the model as an answer.
OUTSIDE, B_SOURCE, I_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = range(DRAFTED)
OPENING_TAG = {"source": B_SOURCE, "cue": B_CUE, "content": B_CONTENT}
LONGEST_WORD = 6  # pieces of one word that are read: an address of eighty pieces says no more than its beginning
MAX_PIECES = 254  # of one window: the encoder was trained on 256 with the two marks at its ends
OVERLAP = 60  # pieces of the window before that are read again where a long paragraph is cut


class Roles(NamedTuple):
    """The spans of one attribution, in characters of the document."""

    source: Sequence[Span]
    cue: Sequence[Span]
    content: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a document: its words, where they stand in the text, and their marks (one row a word)."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    marks: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """Words `first`..`last` of a paragraph as the model reads them.

    `pieces` and `marks` have a row a piece, the marks at both ends included; `heads` is the row of each word's first
    piece. What is decided of words `kept[0]`..`kept[1]` counts; the others stand in another window, too.
    """

    first: int
    last: int
    kept: tuple[int, int]
    pieces: Ints
    marks: Ints
    heads: Ints

    @property
    def sentences(self) -> Ints:
        """The number of the sentence of each word, counted within the window."""
        return np.cumsum(self.marks[self.heads, 2])


def paragraphs(document: Document, drafts: Iterable[Roles] = ()) -> list[Paragraph]:
    """The lines of a document as words with marks; `drafts` is what the rules found in it."""
    every = _Words(document)
    marks = every.marks(document, drafts)
    lines = []
    for line in document.lines:
        first, last = bisect_left(every.starts, line.start), bisect_left(every.starts, line.end)
        if first < last:
            lines.append(Paragraph(tuple(every.texts[first:last]), tuple(every.spans[first:last]), marks[first:last]))
    return lines


class _Words:
    """The words of a document: its tokens without the blanks."""

    def __init__(self, document: Document) -> None:
        setting, text = document.setting, document.text
        spans = [Span(a, b) for a, b in zip(setting.starts, setting.ends, strict=True) if not text[a:b].isspace()]
        self.spans = spans
        self.texts = [text[a:b] for a, b in spans]
        self.starts = [span.start for span in spans]

    def marks(self, document: Document, drafts: Iterable[Roles]) -> Ints:
        """The marks of every word."""
        marks = np.zeros((len(self.spans), len(MARKS)), dtype=np.int64)
        marks[:, 0] = list(map(written, self.texts))
        for quote in document.quotes:
            first, last = self.within(quote)
            marks[first:last, 1] = 1
            if first < last:
                marks[first, 1] = 2
                if self.texts[last - 1][-1:] in "\"”’'»“":
                    marks[last - 1, 1] = 3
        for sentence in document.sentences:
            first, last = self.within(sentence)
            if first < last:
                marks[first, 2] = 1
        for draft in drafts:
            for role, spans in zip(Roles._fields, draft, strict=True):
                for span in spans:
                    tag(marks[:, 3], *self.within(span), OPENING_TAG[role])
        return marks

    def within(self, span: Span) -> tuple[int, int]:
        """The words that begin within a span."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)


def tag(tags: Ints, first: int, last: int, opening: int) -> None:
    """Write the tags of one span."""
    tags[first:last] = opening + 1
    if first < last:
        tags[first] = opening


@lru_cache(50_000)
def written(word: str) -> int:
    """How a word is written: 0 without letters or digits, 1 small, 2 Capital, 3 CAPITALS, 4 mIxed, 5 a number."""
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    if word.isupper():
        return 3
    if any(c.isalpha() for c in word):
        return 4
    return 5 if any(c.isdigit() for c in word) else 0


class Encoder:
    """Words to pieces by one vocabulary.

    Args:
        tokenizer: the WordPiece tokenizer of the model, as JSON.

    Raises:
        Exception: it is none, or lacks the pieces that every window needs.
    """

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._known: dict[str, tuple[int, ...]] = {}
        self.ends = self._number("[CLS]"), self._number("[SEP]")  # the pieces that open and close every window
        self._unknown = (self._number("[UNK]"),)

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ValueError(f"the tokenizer has no {piece}")
        return number

    def pieces(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one."""
        found = self._known.get(word)
        if found is None:
            found = tuple(self._tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST_WORD])
            found = found or self._unknown
            if len(self._known) < 100_000:  # news repeats its words; what does not repeat shall not fill the memory
                self._known[word] = found
        return found

    def windows(self, paragraph: Paragraph) -> list[Window]:
        """A paragraph as one window, or as several that overlap when it is too long for one."""
        known = self._known
        pieces = [known.get(word) or self.pieces(word) for word in paragraph.words]
        ends = np.cumsum([len(found) for found in pieces]).tolist()
        cuts = _cuts(paragraph, ends) if ends and ends[-1] > MAX_PIECES else [(0, len(pieces))]
        # Between two windows, each decides the half of the overlap that lies nearer to its middle.
        middles = [(second[0] + first[1]) // 2 for first, second in pairwise(cuts)]
        borders = [0, *middles, len(pieces)]
        return [
            self._window(first, last, (borders[i], borders[i + 1]), pieces, paragraph.marks)
            for i, (first, last) in enumerate(cuts)
        ]

    def _window(
        self, first: int, last: int, kept: tuple[int, int], pieces: Sequence[tuple[int, ...]], marks: Ints
    ) -> Window:
        inside = pieces[first:last]
        lengths = np.array([len(found) for found in inside], dtype=np.int64)
        after = 1 + lengths.cumsum()
        heads = after - lengths
        ids = np.array([self.ends[0], *chain.from_iterable(inside), self.ends[1]], dtype=np.int64)
        spread = np.zeros((len(ids), len(MARKS)), dtype=np.int64)
        spread[1:-1] = marks[first:last].repeat(lengths, axis=0)
        # Of the pieces of a word but the first, none begins a sentence, and none a span.
        later = [k for i in (lengths > 1).nonzero()[0].tolist() for k in range(heads[i] + 1, after[i])]
        spread[later, 2] = 0
        spread[later, 3] += spread[later, 3] % 2
        return Window(first, last, kept, ids, spread, heads)


def _cuts(paragraph: Paragraph, ends: list[int]) -> list[tuple[int, int]]:
    """Where a long paragraph is cut: at sentence starts where there are any, else between words."""
    starts = [i for i in range(len(paragraph.words)) if paragraph.marks[i, 2]]
    cuts: list[tuple[int, int]] = []
    first = 0
    while True:
        taken = ends[first - 1] if first else 0
        last = bisect_right(ends, taken + MAX_PIECES)
        if last >= len(ends):
            return [*cuts, (first, len(ends))]
        begun = bisect_right(starts, last)
        sentence = starts[begun - 1] if begun else 0
        if sentence > (cuts[-1][1] if cuts else first):
            last = sentence
        cuts.append((first, last))
        # Read the last sentences again, as many as the overlap holds, so that what runs over the cut is seen whole.
        again = bisect_left(ends, ends[last - 1] - OVERLAP)
        later = bisect_left(starts, again)
        first = max(first + 1, starts[later] if later < len(starts) and starts[later] < last else again)
