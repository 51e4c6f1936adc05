"""What was seized and how much, as words tell it: "large quantities of weapons", "a huge haul of cocaine"."""

from collections.abc import Iterator
from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.terms import stem
from credscore.claims.things import Thing, after, before
from credscore.claims.timeline import Timeline
from credscore.claims.words import table, words
from credscore.records import Claim, Place

_VERBS = words("seizures", "verbs")
_NOUNS = words("seizures", "nouns")
_BE = words("seizures", "be")
_AMOUNTS = words("seizures", "amounts")
_SIZES = {word: size for size, said in table("seized_sizes").items() for word in said.split()}
_GOODS = {noun: kind for kind, nouns in table("seized_goods").items() for noun in nouns.split()}
_SIZE = "size:"
_FAR = 16  # words of what was seized


class Seizures(NamedTuple):
    """What the sentences of one text are read against."""

    place: Place
    timeline: Timeline

    def claims(self, sentences: list[Sentence]) -> Iterator[Claim]:
        """A claim of slot `seized` for each kind of goods that a sentence tells of; `value` is the phrase as written.

        Terms: the kind ("@weapons") and how much: `size:large`, `size:small`, `size:number`, or `size:some` where
        that is not told.
        """
        for sentence in sentences:
            for index, word in enumerate(sentence.low):
                if word in _VERBS or word in _NOUNS:
                    thing = _seized(sentence, index)
                    goods = _goods(sentence, thing) if thing is not None else None
                    if thing is not None and goods is not None and not self.timeline.when(sentence, index, None)[1]:
                        yield self._claim(sentence, thing.first, goods)

    def _claim(self, sentence: Sentence, first: int, goods: int) -> Claim:
        start, end = sentence.starts[first], sentence.end(goods + 1)
        text = sentence.written(first, goods + 1)
        kind = _GOODS[stem(sentence.low[goods])]
        terms = (f"@{kind}", f"{_SIZE}{_size(sentence, first, goods)}")
        return Claim("seized", None, None, start, end, self.place, "seized", kind, terms, text, text=text)


def _seized(sentence: Sentence, index: int) -> Thing | None:
    """What follows a verb in the active or "seizure of", or stands before a verb in the passive."""
    stop = min(index + _FAR, len(sentence))
    if sentence.low[index] in _NOUNS:
        return after(sentence, index + 2, stop) if sentence.at(index + 1) == "of" else None
    if sentence.at(index - 1) in _BE:
        return before(sentence, index - 1)
    return after(sentence, index + 1, stop) or before(sentence, index)  # a headline: "Weapons seized in raid"


def _goods(sentence: Sentence, thing: Thing) -> int | None:
    """The word for the goods that a phrase is about: its noun, or one after "of" where that is an amount."""
    first, last = thing.head, thing.head + 1
    if sentence.low[thing.head] in _AMOUNTS and sentence.at(thing.head + 1) == "of":
        first, last = thing.head + 2, thing.last
    return next((index for index in range(first, last) if stem(sentence.low[index]) in _GOODS), None)


def _size(sentence: Sentence, first: int, last: int) -> str:
    """How much the words `first`..`last` tell of."""
    said = sentence.low[first:last]
    if any(index in sentence.quantities or word[0].isdigit() for index, word in enumerate(said, first)):
        return "number"
    size = next((_SIZES[word] for word in said if word in _SIZES), "some")
    return size if size == "some" or _AMOUNTS & set(said) else "some"
