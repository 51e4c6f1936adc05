"""A sentence as the readers of claims see it: words side by side with the lexicon classes they carry."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from credscore.language import Document
from credscore.lexicon import Entry, Hit, longest


class Tag(NamedTuple):
    """A lexicon entry on the words up to `last` (end-exclusive)."""

    last: int
    entry: Entry


class Sentence:
    """The words of one sentence without blanks, and the tags that start at each of them.

    Args:
        index: the place of the sentence in its document, from 0.
        words: the words as written.
        starts: where each begins in the text.
    """

    __slots__ = ("counted", "index", "low", "predicates", "quantities", "shouted", "starts", "text", "words")

    def __init__(self, index: int, text: str, words: list[str], starts: list[int]) -> None:
        self.index, self.text, self.words, self.starts = index, text, words, starts
        self.low = [word.lower() for word in words]
        self.shouted = sum(map(str.isupper, words)) * 2 > len(words)
        self.predicates: dict[int, Tag] = {}
        self.quantities: dict[int, Tag] = {}
        self.counted: dict[int, Tag] = {}

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """The lower-case word at an index, empty outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def capital(self, index: int) -> bool:
        """Whether the word at an index begins with a capital letter."""
        return 0 <= index < len(self.words) and self.words[index][:1].isupper()

    def glued(self, index: int) -> bool:
        """Whether a word touches both its neighbours: the hyphen of "two-time" does, that of "LIMA - Two" does not."""
        return (
            0 < index < len(self.words) - 1
            and self.end(index) == self.starts[index]
            and self.end(index + 1) == self.starts[index + 1]
        )

    def end(self, last: int) -> int:
        """The offset after the word before `last`."""
        return self.starts[last - 1] + len(self.words[last - 1])

    def written(self, first: int, last: int) -> str:
        """The words `first`..`last` as they stand in the text."""
        return self.text[self.starts[first] : self.end(last)] if first < last else ""


_TAGS = ("predicates", "quantities", "counted")
# A longer "sentence" (a table, a list without full stops) is read in pieces, so that time stays in line with length.
_LONGEST = 300


def sentences(document: Document) -> Iterator[Sentence]:
    """The sentences of a document with their tags; where tags overlap the longest stands."""
    setting, text = document.setting, document.text
    starts, ends = setting.starts, setting.ends
    tags = {name: longest(document.hits.get(name, ())) for name in _TAGS}
    heads = dict.fromkeys(_TAGS, 0)
    number = last = 0
    for span in document.sentences:
        first = bisect_left(starts, span.start, last)
        last = bisect_left(starts, span.end, first)
        tokens = [place for place in range(first, last) if not text[starts[place] : ends[place]].isspace()]
        for begin in range(0, len(tokens), _LONGEST):
            piece = tokens[begin : begin + _LONGEST]
            words = [text[starts[place] : ends[place]] for place in piece]
            sentence = Sentence(number, text, words, [starts[place] for place in piece])
            number += 1
            places = {place: index for index, place in enumerate(piece)}
            for name in _TAGS:
                heads[name] = _tag(getattr(sentence, name), tags[name], heads[name], piece[-1] + 1, places)
            yield sentence


def _tag(table: dict[int, Tag], found: list[Hit], head: int, position: int, places: dict[int, int]) -> int:
    """Enter the hits from `head` on that begin before token `position`; gives the first that does not."""
    while head < len(found) and found[head].first < position:
        hit = found[head]
        head += 1
        if hit.first in places and hit.last - 1 in places:
            table[places[hit.first]] = Tag(places[hit.last - 1] + 1, hit.entry)
    return head
