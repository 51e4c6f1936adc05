"""What role somebody is given beside the name: "the group's governor of Norland, Jon Berg", "Berg, the top leader"."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.terms import Organisations, stem
from credscore.claims.words import table, words
from credscore.records import Claim

_KIND = {noun: kind for kind, nouns in table("role_kinds").items() for noun in nouns.split()}
_RANKED, _RANKS = words("roles", "ranked"), words("roles", "ranks")
_NAMING, _SCOPE = words("roles", "naming"), words("roles", "scope")
_LEFT_OUT, _SKIPPED = words("roles", "left_out"), words("roles", "skipped")
_MARKS, _PREPOSITIONS = words("roles", "marks"), words("plans", "prepositions")
_SPEECH, _CLAUSE = words("plans", "speech"), words("plans", "clause") - _MARKS
_ENDS = _SCOPE | _CLAUSE | _MARKS | _PREPOSITIONS | {".", "and", "'s", "’s"}  # what can stand after a role
_NEAR = 8  # words between a name and a role beside it
_BEFORE = 3  # words of a role before its noun
_FAR = 14  # words between a name and "identified as"


class Roles(NamedTuple):
    """What the names of a text are read against."""

    sentences: Sequence[Sentence]
    organisations: Organisations

    def claims(self, names: Sequence[Claim]) -> Iterator[Claim]:
        """A claim of slot `role` for each role beside a name; `about` is the name, `value` the role as written.

        Terms: those of the name, the kind of the role (`@leader`), its noun (`noun:wali`) and `in:` of what or where.
        """
        begins = [sentence.starts[0] for sentence in self.sentences]
        for name in names:
            number = bisect_right(begins, name.start) - 1
            if number < 0:
                continue
            sentence = self.sentences[number]
            first = bisect_left(sentence.starts, name.start)
            last = bisect_left(sentence.starts, name.end)
            for noun in dict.fromkeys(_nouns(sentence, first, last)):
                yield self._claim(sentence, noun, name)

    def _claim(self, sentence: Sentence, noun: int, name: Claim) -> Claim:
        first = noun
        while noun - first < _BEFORE and first > 0 and _describes(sentence, first - 1):
            first -= 1
        last = _scope(sentence, noun)
        within = [
            self.organisations.nation(sentence, index) or stem(sentence.low[index])
            for index in range(noun + 1, last)
            if sentence.capital(index)
        ]
        kind = _KIND[sentence.low[noun]]
        text = sentence.written(first, last)
        terms = (*name.terms, f"@{kind}", f"noun:{sentence.low[noun]}", *(f"in:{word}" for word in within))
        value = " ".join(word for word in text.translate(_QUOTES).split() if word.lower() not in _LEFT_OUT)
        start, end = sentence.starts[first], sentence.end(last)
        return Claim("role", None, None, start, end, name.place, "role", name.value or "", terms, value, text=text)


_QUOTES = str.maketrans("", "", '“”"')


def _nouns(sentence: Sentence, first: int, last: int) -> Iterator[int]:
    """The nouns of the roles given beside the name on the words `first`..`last`."""
    noun = _before(sentence, first) if sentence.at(last) not in _SPEECH else None
    if noun is not None:
        yield noun
    aged = sentence.at(last + 1).isdigit() and sentence.at(last + 2) == ","
    starts = [last + 3 if aged else last + 1] if sentence.at(last) == "," else []
    near = range(last, min(last + _FAR, len(sentence) - 1))
    starts.extend(i + 2 for i in near if sentence.low[i] in _NAMING and sentence.low[i + 1] == "as")
    for start in starts:
        noun = _after(sentence, start)
        if noun is not None:
            yield noun


def _before(sentence: Sentence, first: int) -> int | None:
    """The role before a comma and a name: "the top figure in the country, Jon Berg"."""
    if sentence.at(first - 1) != ",":
        return None
    for index in range(first - 2, max(first - 2 - _NEAR, -1), -1):
        if sentence.low[index] in _CLAUSE:
            return None
        if _is_role(sentence, index):
            between = sentence.low[index + 1 : first - 1]
            return index if not between or between[0] in _SCOPE | _MARKS else None
    return None


def _after(sentence: Sentence, start: int) -> int | None:
    """The role that begins at a word: "the so-called governor of Norland"."""
    for index in range(start, min(start + _NEAR, len(sentence))):
        if _is_role(sentence, index):
            return index
        word = sentence.low[index]
        if word in _CLAUSE - _SKIPPED or word in _PREPOSITIONS:
            return None
    return None


def _is_role(sentence: Sentence, index: int) -> bool:
    word = sentence.low[index]
    if word not in _KIND or not (sentence.at(index + 1) in _ENDS or index + 1 == len(sentence)):
        return False  # "chief" of "chief economist"
    return word not in _RANKED or bool(_RANKS & set(sentence.low[max(index - _BEFORE, 0) : index]))


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether a word belongs to the role whose noun comes after it."""
    word = sentence.low[index]
    return word[0].isalpha() and word not in _CLAUSE | _SKIPPED | _PREPOSITIONS and not word.endswith(("'s", "’s"))


def _scope(sentence: Sentence, noun: int) -> int:
    """Where a role ends with the words that say of what: "of Norland", "in the country"."""
    last = noun + 1
    if sentence.at(last) in _SCOPE:
        last += 1 + (sentence.at(last + 1) in ("the", "its", "their"))
        begin = last
        while sentence.capital(last) and last - begin < _BEFORE:
            last += 1
        return min(max(last, begin + 1), len(sentence))
    return last
