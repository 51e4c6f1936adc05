"""Lexicon hits by where they start and end, the longest at each place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from credscore.language import Document
from credscore.lexicon import EXCEPTION, Hit


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
