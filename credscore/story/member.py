"""An article as the story room keeps it: packed, so that a hundred thousand fit into memory without their evidence."""

import math
from array import array
from dataclasses import dataclass
from datetime import date

from credscore.records import Claim, Evidence
from credscore.story.fingerprint import RARE, common
from credscore.story.tellers import told


@dataclass(frozen=True, slots=True)
class Member:
    """An article in the making of stories. `day` is its date as a day number, None where it has no (readable) date.

    `terms` are numbers of a `Vocabulary`, `counts` how often each stands in the article; `shingles`, `quotes` and
    `agencies` are those of its fingerprint, `words` the length of its text.
    """

    id: str
    day: int | None
    date: str | None
    terms: "array[int]"
    counts: "array[int]"
    shingles: "array[int]"
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
        return Member(
            id=evidence.id,
            day=_day(evidence.date),
            date=evidence.date,
            terms=terms,
            counts=counts,
            shingles=array("I", mark.shingles),
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

    def shared(self, number: int) -> bool:
        """Whether more than one article has the word."""
        return self._articles[number] > 1


def _day(text: str | None) -> int | None:
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
