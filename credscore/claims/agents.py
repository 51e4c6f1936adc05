"""Who killed those whom a text counts: whose forces, jets or strikes, as far as a country or a known group is named."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.terms import Organisations
from credscore.claims.things import Thing, before
from credscore.claims.words import words
from credscore.records import Claim

_ACTIONS, _KINDS = words("agents", "actions"), words("agents", "kinds")
_CONDUCT, _CONDUCTED = words("agents", "conduct"), words("agents", "conducted")
_FORCES, _HAVE = words("agents", "forces"), words("agents", "have")
_PRONOUNS, _CLAUSE = words("plans", "pronouns"), words("plans", "clause")
_BE = words("frames", "be")
_NEAR = 6  # words between a verb and what it carries out
_BY = 5  # words between an action and "by", and between a country and its forces
_KILLED = ("killed.verb", "killed.deed")


class Agents(NamedTuple):
    """What the counted dead of a text are read against."""

    sentences: Sequence[Sentence]
    organisations: Organisations

    def claims(self, found: Sequence[Claim]) -> Iterator[Claim]:
        """A claim of slot `agent` for each party that the sentence of a claim of slot `killed` tells to have done it.

        Terms: `of:` the place of that claim, then the parties: a country by one name, or an organisation.
        """
        begins = [sentence.starts[0] for sentence in self.sentences]
        nations = cache(self._nations)  # few texts name a force by a name without its country
        for dead in found:
            number = bisect_right(begins, dead.start) - 1
            if dead.slot != "killed" or dead.place != "text" or number < 0:
                continue
            sentence = self.sentences[number]
            earlier = self.sentences[number - 1] if number else None
            for party, thing in dict.fromkeys(_parties(sentence, earlier)):
                keys = self._keys(party, thing, nations)
                if keys:
                    start, end = party.starts[thing.first], party.end(thing.head + 1)
                    text = party.written(thing.first, thing.head + 1)
                    yield Claim(
                        "agent", None, None, start, end, "text", "agent", dead.about, (f"of:{dead.start}", *keys), text,
                        dead.when, background=dead.background, text=text,
                    )  # fmt: skip

    def _nations(self) -> dict[str, str]:
        """Organisation -> the country in its name, where the text writes it out."""
        found: dict[str, str] = {}
        for sentence in self.sentences:
            for index in range(len(sentence)):
                if sentence.capital(index):
                    known = self.organisations.at(sentence.starts[index])
                    nation = self.organisations.nation(sentence, index) if known is not None else None
                    if known is not None and nation is not None:
                        found[known[0]] = nation
        return found

    def _keys(self, sentence: Sentence, thing: Thing, nations: Callable[[], dict[str, str]]) -> tuple[str, ...]:
        """The parties of a noun phrase up to its noun, where that is one or an armed force."""
        found: dict[str, None] = {}
        named = False
        for index in range(thing.first, thing.head + 1):
            known = self.organisations.at(sentence.starts[index]) if sentence.capital(index) else None
            nation = self.organisations.nation(sentence, index)
            if nation is None and known is not None:
                nation = nations().get(known[0], known[0])
            named = nation is not None
            if nation is not None:
                found[nation] = None
        armed = named or sentence.low[thing.head] in _FORCES | _ACTIONS
        return tuple(sorted(found)) if armed else ()


def _parties(sentence: Sentence, earlier: Sentence | None) -> Iterator[tuple[Sentence, Thing]]:
    for index, word in enumerate(sentence.low):
        if word in _ACTIONS:
            yield from _of_action(sentence, index, earlier)
    for index, tag in sentence.predicates.items():
        if tag.entry.cls in _KILLED and sentence.at(index - 1) not in _BE:
            thing = before(sentence, _without_have(sentence, index))
            if thing is not None:
                yield sentence, thing


def _of_action(sentence: Sentence, index: int, earlier: Sentence | None) -> Iterator[tuple[Sentence, Thing]]:
    """Whose an action is: "US airstrikes", "strikes carried out by ...", "... conducted strikes"."""
    first = index
    while sentence.at(first - 1) in _KINDS:
        first -= 1
    if sentence.capital(first - 1):
        yield sentence, Thing(first - 1, index + 1, index)
    for at in range(index + 1, min(index + 1 + _BY, len(sentence) - 2)):
        if sentence.low[at] in _CONDUCTED and "by" in sentence.low[at + 1 : at + 3]:
            thing = _party(sentence, sentence.low.index("by", at) + 1)
            if thing is not None:
                yield sentence, thing
    for at in range(index - 1, max(index - 1 - _NEAR, 0), -1):
        if sentence.low[at] in _CLAUSE:
            break
        if sentence.low[at] in _CONDUCT:
            yield from _subject(sentence, _without_have(sentence, at), earlier)


def _party(sentence: Sentence, first: int) -> Thing | None:
    """The noun phrase that begins at a word and ends with the noun of a force, or with its last capital."""
    first += sentence.at(first) == "the"
    last = first
    while sentence.capital(last) or sentence.at(last) == "and":
        last += 1
    forces = (i for i in range(last, min(last + _BY, len(sentence))) if sentence.low[i] in _FORCES)
    last = next(forces, last - 1) + 1
    return Thing(first, last, last - 1) if last > first else None


def _subject(sentence: Sentence, end: int, earlier: Sentence | None) -> Iterator[tuple[Sentence, Thing]]:
    """The subject before a word; a pronoun stands for that of the sentence before."""
    if sentence.at(end - 1) in _PRONOUNS:
        thing = _party(earlier, 0) if earlier is not None else None
        if earlier is not None and thing is not None:
            yield earlier, thing
        return
    thing = before(sentence, end)
    if thing is not None:
        yield sentence, thing


def _without_have(sentence: Sentence, index: int) -> int:
    while index > 0 and (sentence.low[index - 1] in _HAVE or sentence.low[index - 1].endswith("ly")):
        index -= 1
    return index
