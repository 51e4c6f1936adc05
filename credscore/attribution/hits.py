"""What the lexicons say of a document: hits by where they start and end, the longest at each place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from credscore.language import Document
from credscore.lexicon import EXCEPTION, Hit

# Where a clause ends, as far as marks tell; a full stop after a short word may be an abbreviation's.
_STOP = re.compile(r"[,;:()\n“”\"—–]|(?<=[a-z]{4})[.!?] ")


class Hits:
    """The hits of some lexicons in one document; looking one up costs the same however many there are."""

    def __init__(self, document: Document, names: Iterable[str]) -> None:
        self.starting: dict[int, Hit] = {}
        self.ending: dict[int, Hit] = {}
        hits = (hit for name in names for hit in document.hits.get(name, ()))
        for hit in hits:
            if hit.entry.cls == EXCEPTION:
                continue
            at = self.starting.get(hit.start)
            if at is None or at.end < hit.end:
                self.starting[hit.start] = hit
            at = self.ending.get(hit.end)
            if at is None or at.start > hit.start:
                self.ending[hit.end] = hit
        self._starts = sorted(self.starting)

    def within(self, start: int, end: int) -> list[Hit]:
        """The hits that lie wholly in a stretch, none inside a longer one before it, in order."""
        kept: list[Hit] = []
        for at in self._starts[bisect_left(self._starts, start) : bisect_right(self._starts, end)]:
            hit = self.starting[at]
            if hit.end <= end and (not kept or hit.start >= kept[-1].end):
                kept.append(hit)
        return kept


class Tables:
    """A document's text and the hits of the lexicons that name and describe speakers."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.titles = Hits(document, ("titles", "nationalities"))
        self.bodies = Hits(document, ("organisations", "media"))
        self.heads = Hits(document, ("bodies", "documents"))
        self.given = Hits(document, ("names",))
        self.figures = Hits(document, ("figures",))
        self._stops = [m.start() for m in _STOP.finditer(self.text)]

    def clause_start(self, offset: int) -> int:
        """Where the clause begins that ends at an offset: after the last comma, dash, bracket or quotation mark."""
        index = bisect_left(self._stops, offset) - 1
        return self._stops[index] + 1 if index >= 0 else 0

    def classes(self, start: int, end: int) -> frozenset[str]:
        """The classes of all titles, bodies and their nouns in a stretch."""
        return frozenset(
            h.entry.cls for table in (self.titles, self.bodies, self.heads) for h in table.within(start, end)
        )
