"""A document as the matcher and the guards see it: tokens, and where its lines, sentences and quotations lie."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from spacy.tokens import Doc

from credscore.lexicon.entries import Hit
from credscore.records import Span

_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # what str.splitlines splits at


class Setting:
    """Tokens by number and spans by character; whatever costs is worked out once, and only when it is asked for.

    `text` is what `doc` was made from, `starts` and `ends` the character offsets of its tokens.
    """

    def __init__(
        self, text: str, doc: Doc, lines: Sequence[Span], sentences: Sequence[Span], quotes: Sequence[Span]
    ) -> None:
        self.text, self.doc, self.lines, self.sentences, self.quotes = text, doc, lines, sentences, quotes
        offsets = doc.to_array(["IDX", "LENGTH"])
        self.starts: list[int] = offsets[:, 0].tolist()
        self.ends: list[int] = offsets.sum(axis=1).tolist()
        self._line_starts = [line.start for line in lines]
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._quote_starts = [quote.start for quote in quotes]

    def line(self, offset: int) -> Span | None:
        """The line that holds a character."""
        return _holding(self.lines, self._line_starts, offset)

    def sentence(self, offset: int) -> Span | None:
        """The sentence that holds a character; for a mark that stands before its sentence, the one it opens."""
        found = _holding(self.sentences, self._sentence_starts, offset)
        if found or not self.text[offset : offset + 1].strip():
            return found
        index = bisect_right(self._sentence_starts, offset)
        return self.sentences[index] if index < len(self.sentences) else None

    def quote(self, start: int, end: int) -> Span | None:
        """The quotation that holds these characters."""
        found = _holding(self.quotes, self._quote_starts, start)
        return found if found and end <= found.end else None

    def words_in_line(self, offset: int) -> int:
        """How many words the line of a character has."""
        line = self.line(offset)
        return self._line_words[line] if line else 0

    @cached_property
    def _line_words(self) -> dict[Span, int]:
        return {line: len(line.of(self.text).split()) for line in self.lines}

    @cached_property
    def lower(self) -> list[str]:
        """The tokens in lower case."""
        text = self.text
        return [text[start:end].lower() for start, end in zip(self.starts, self.ends, strict=True)]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different tokens in lower case."""
        return frozenset(self.lower)

    @cached_property
    def blanks(self) -> frozenset[int]:
        """The tokens that are blanks within a line (a double space, a no-break space), without the line breaks."""
        spaces = (i for i, start in enumerate(self.starts) if self.text[start].isspace())
        return frozenset(i for i in spaces if not _BREAK.search(self.text, self.starts[i], self.ends[i]))

    def token(self, index: int) -> str:
        """A token as written."""
        return self.text[self.starts[index] : self.ends[index]]


def _holding(spans: Sequence[Span], starts: list[int], offset: int) -> Span | None:
    index = bisect_right(starts, offset) - 1
    return spans[index] if index >= 0 and offset < spans[index].end else None


class Place:
    """One match in its setting, as the guards ask about it (a `guards.Site`).

    Args:
        setting: the document.
        hit: the match.
        term: the form of the entry's term that matched, as the lexicon spells it.
    """

    __slots__ = ("hit", "setting", "term")

    def __init__(self, setting: Setting, hit: Hit, term: str) -> None:
        self.setting, self.hit, self.term = setting, hit, term

    def text(self) -> str:
        """The match as written."""
        return self.setting.text[self.hit.start : self.hit.end]

    def neighbour(self, offset: int) -> str | None:
        """The token `offset` away (0: the next one, -1: the one before); None where the line or sentence ends."""
        setting, count = self.setting, len(self.setting.starts)
        step = 1 if offset >= 0 else -1
        index = self.hit.last if offset >= 0 else self.hit.first - 1
        passed = 0 if offset >= 0 else -1
        while 0 <= index < count:
            if index not in setting.blanks:
                if passed == offset:
                    break
                passed += step
            index += step
        else:
            return None
        sentence = setting.sentence(self.hit.start)
        if sentence and not sentence.start <= setting.starts[index] < sentence.end:
            return None
        word = setting.token(index)
        return None if word.isspace() else word

    def words_in_line(self) -> int:
        """How many words the line has."""
        return self.setting.words_in_line(self.hit.start)

    def flag(self, name: str) -> bool:
        """Whether one of `guards.FLAGS` holds."""
        text, hit, setting = self.setting.text, self.hit, self.setting
        if name == "in-quote":
            return setting.quote(hit.start, hit.end) is not None
        if name == "sentence-start":
            sentence = setting.sentence(hit.start)
            return sentence is not None and not _words(text[sentence.start : hit.start])
        line = setting.line(hit.start)
        if line is None:
            return False
        if name != "line-end" and _words(text[line.start : hit.start]):
            return False
        return name == "line-start" or not _words(text[hit.end : line.end])


def _words(text: str) -> bool:
    return any(c.isalnum() for c in text)
