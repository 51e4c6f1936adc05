"""What a plan is about: the noun phrase before or after its verb, by its head, its words and its names."""

from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.terms import STOP, Organisations, stem, terms_of
from credscore.claims.when import MONTHS, WEEKDAYS
from credscore.claims.words import table, words

_CLAUSE = words("plans", "clause")
_PREPOSITIONS = words("plans", "prepositions")
_DETERMINERS = words("plans", "determiners")
_PRONOUNS = words("plans", "pronouns")
_LIGHT = words("plans", "light")
_FINITE = words("plans", "finite")
_JOINTS = frozenset({"and", "or", "but"})
_RELATIVE = frozenset({"which", "that"})
_KIND = {noun: kind for kind, nouns in table("plan_things").items() for noun in nouns.split()}
_LONGEST = 14  # words of a noun phrase
_NAMED, _NEAR = "in:", "near:"


class Thing(NamedTuple):
    """A noun phrase on the words `first`..`last`, `head` being its noun."""

    first: int
    last: int
    head: int


def before(sentence: Sentence, end: int, start: int = 0) -> Thing | None:
    """The noun phrase that ends before a word: the subject of the verb there, or what a relative clause is about."""
    if sentence.at(end - 1) in _JOINTS:  # "began on Saturday and will continue"
        return None
    if sentence.at(end - 1) in _RELATIVE:
        end -= 1
    if sentence.at(end - 1) == ",":
        end -= 1
        opening = _opened(sentence, end)
        if sentence.at(end + 1) not in _RELATIVE and opening is not None:
            end = opening  # "The plant, which employs 300 people, will close"
    while end > start and sentence.low[end - 1].endswith("ly"):
        end -= 1
    first = end
    while first > start and end - first < _LONGEST and sentence.low[first - 1] not in _CLAUSE | _FINITE:
        first -= 1
    return _thing(sentence, first, end)


def after(sentence: Sentence, start: int, stop: int) -> Thing | None:
    """The noun phrase that begins at a word and ends before `stop`: the object of the verb there."""
    last = start
    while last < stop and last - start < _LONGEST and sentence.low[last] not in _CLAUSE:
        last += 1
    if start == last or sentence.low[start] in _PREPOSITIONS:
        return None
    return _thing(sentence, start, last)


def _opened(sentence: Sentence, end: int) -> int | None:
    """Where the words between two commas begin, of which the second is the word `end`."""
    return next((i for i in range(end - 1, max(end - _LONGEST, 0), -1) if sentence.low[i] == ","), None)


def _thing(sentence: Sentence, first: int, last: int) -> Thing | None:
    while first < last and (sentence.low[first] in _DETERMINERS or not sentence.low[first][0].isalnum()):
        first += 1
    if first == last or sentence.low[first] in _PREPOSITIONS:
        return None
    head = _head(sentence, first, last)
    if sentence.low[head] in _LIGHT and sentence.at(head + 1) == "of":
        head = _head(sentence, head + 2, last)
    word = sentence.low[head]
    if word in _PRONOUNS or word in STOP or not word[0].isalpha():
        return None
    return Thing(first, last, head)


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The last word before the first preposition."""
    end = next((i for i in range(first, last) if sentence.low[i] in _PREPOSITIONS), last)
    return max(end - 1, min(first, last - 1))


def described(
    sentence: Sentence, thing: Thing, clause: tuple[int, int], organisations: Organisations
) -> tuple[str, ...]:
    """The terms of a thing: its kind or noun first (`@mission`), its other words, its names as `in:` terms.

    `near:` are the names of its clause, or where that has none those of its sentence.
    """
    noun = stem(sentence.low[thing.head])
    kind = f"@{_KIND[noun]}" if noun in _KIND else noun
    named = _names(sentence, thing.first, thing.last, organisations)
    near = _names(sentence, *clause, organisations) or _names(sentence, 0, len(sentence), organisations)
    written = {stem(sentence.low[i]) for i in range(thing.first, thing.last) if i and sentence.capital(i)}
    rest = terms_of(sentence, thing.first, thing.last, organisations)
    own = (word for word in rest if word != noun and word not in written and word not in named)
    return (
        *dict.fromkeys((kind, *own)),
        *(f"{_NAMED}{name}" for name in named),
        *(f"{_NEAR}{name}" for name in near if name not in named),
    )


def _names(sentence: Sentence, first: int, last: int, organisations: Organisations) -> tuple[str, ...]:
    """Names, a nation by one name: capitalised words but months, weekdays and the first of a sentence."""
    if sentence.shouted:
        return ()
    found: dict[str, None] = {}
    for index in range(first, last):
        word = sentence.low[index]
        if sentence.capital(index) and word not in MONTHS and word not in WEEKDAYS:
            known = organisations.at(sentence.starts[index])
            named = known[0] if known is not None else organisations.nation(sentence, index)
            if named or ((index or sentence.capital(1)) and word not in STOP):
                found[named or stem(word)] = None
    return tuple(found)
