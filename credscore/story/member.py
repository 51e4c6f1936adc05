"""An article as the story room keeps it: packed, so that a hundred thousand fit into memory without their evidence."""

import math
from array import array
from dataclasses import dataclass
from datetime import date

from credscore.records import Claim, Evidence
from credscore.story.fingerprint import RARE, common
from credscore.story.tellers import told

_CELLS = 1 << 25  # of the sketch: nine million passages of a hundred thousand articles rarely meet in one
_FULL = 255
_LONG = 65535


@dataclass(frozen=True, slots=True)
class Member:
    """An article in the making of stories. `day` is its date as a day number, None where it has no (readable) date.

    `terms` are numbers of a `Vocabulary`, `counts` how often each stands in the article; `shingles`, `quotes` and
    `agencies` are those of its fingerprint, `words` the length of its text. `passages` are the hashes of its passages,
    in order, `places` and `lengths` where each begins and how many characters it has.
    """

    id: str
    day: int | None
    date: str | None
    terms: "array[int]"
    counts: "array[int]"
    shingles: "array[int]"
    passages: "array[int]"
    places: "array[int]"
    lengths: "array[int]"
    quotes: tuple[str, ...]
    agencies: tuple[str, ...]
    words: int
    claims: tuple[Claim, ...]


class Vocabulary:
    """The words of a run by number, with the number of articles that have each."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._articles = array("I")
        self._members = 0
        self._passages = bytearray(_CELLS)

    def member(self, evidence: Evidence) -> Member:
        """An article as a member, its words counted in."""
        self._members += 1
        terms, counts = array("I"), array("I")
        for word, count in evidence.fingerprint.terms:
            number = self._numbers.get(word)
            if number is None:
                number = self._numbers[word] = len(self._names)
                self._names.append(word)
                self._articles.append(0)
            self._articles[number] += 1
            terms.append(number)
            counts.append(count)
        mark = evidence.fingerprint
        seen = self._passages
        for number in mark.passages:
            cell = number & (_CELLS - 1)
            if seen[cell] < _FULL:
                seen[cell] += 1
        return Member(
            id=evidence.id,
            day=_day(evidence.date),
            date=evidence.date,
            terms=terms,
            counts=counts,
            shingles=array("I", mark.shingles),
            passages=array("I", mark.passages),
            places=array("I", mark.places),
            lengths=array("H", (min(length, _LONG) for length in mark.lengths)),
            quotes=mark.quotes,
            agencies=mark.agencies,
            words=evidence.words,
            claims=told(evidence.claims, evidence.attributions),
        )

    def weights(self, prior: float) -> list[float]:
        """Inverse document frequency of every word: this run's own counts over `prior` articles of general news."""
        known = common()
        general = (prior * known.get(name, RARE) for name in self._names)
        total = self._members + prior
        return [max(0.0, math.log(total / (n + g))) for n, g in zip(self._articles, general, strict=True)]

    def ranks(self) -> list[int]:
        """The alphabetical rank of every word: an order that does not depend on which article came first."""
        ranks = [0] * len(self._names)
        for rank, number in enumerate(sorted(range(len(self._names)), key=self._names.__getitem__)):
            ranks[number] = rank
        return ranks

    def elsewhere(self, passage: int, here: int) -> int:
        """In how many articles a passage stands beside `here` of them; a sketch, so at times a few too many."""
        seen = self._passages[passage & (_CELLS - 1)]
        return _FULL if seen == _FULL else max(0, seen - here)

    def shared(self, number: int) -> bool:
        """Whether more than one article has the word."""
        return self._articles[number] > 1


def _day(text: str | None) -> int | None:
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
