"""Refrains: lines that stand in many articles of one source, learned in one pass over the articles, in bounded memory.

Two lines are the same when they differ in case, marks, numbers and dates alone; and a line that is nearly one is known
by its triples: three neighbouring words, the line's start and end counting as words.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import ceil
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from credscore.language import line_spans
from credscore.records import Article
from credscore.settings import RefrainSettings

_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|[ap]m)"
)
_FIGURE = "0"  # what every number and date becomes


class Count(NamedTuple):
    """A line stands in `articles` of the `seen` articles of its source that were looked at and bear witness."""

    articles: int
    seen: int


class _Kept(NamedTuple):
    """What is kept of an article: its lines (hashes, each once) and their numbers of words.

    `triples` are those of the lines that may vary, one line after the other, as many as it has words.
    """

    lines: NDArray[np.uint64]
    words: NDArray[np.uint32]
    triples: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class SourceRefrains:
    """The refrains of one source, found in `seen` articles.

    `exact` are the hashes of lines with the number of articles they stand in; `varied` the triples of lines of which
    many articles have one like it, with that number.
    """

    seen: int
    exact: Mapping[int, int]
    varied: Mapping[int, int]

    def count(self, line: str, settings: RefrainSettings) -> Count | None:
        """In how many of the source's articles a line stands, or one like it; None where it is no refrain."""
        words = masked(line)
        if len(words) < settings.words:
            return None
        if number := self.exact.get(_line_hash(words)):
            return Count(number, self.seen)
        if not (self.varied and _may_vary(len(words), settings)):
            return None
        triples = _triples(words)
        if _covered(triples, self.varied) < settings.alike:
            return None
        return Count(max(self.varied.get(triple, 0) for triple in triples), self.seen)


class Refrains:
    """The refrains of all sources; empty for a source with few articles."""

    def __init__(self, by_source: Mapping[str, SourceRefrains]) -> None:
        self._by_source = by_source

    def of(self, source: str) -> SourceRefrains | None:
        """The refrains of a source, None where it has none."""
        return self._by_source.get(source)


class Survey:
    """Reads articles once, in any order, and keeps a sample of each source: those whose texts' hashes are the lowest.

    What it says depends on the set of articles alone: not on their order, and not on how they were dealt out to
    several surveys that are merged in the end. Equal texts of a source count once.
    """

    def __init__(self, settings: RefrainSettings) -> None:
        self._settings = settings
        self._most = settings.sample
        self._total = 0
        self._samples: dict[str, list[tuple[int, _Kept]]] = {}

    def add(self, article: Article) -> None:
        """Look at an article."""
        rank = int.from_bytes(blake2b(article.text.encode("utf-8", "replace"), digest_size=8).digest())
        sample = self._samples.get(article.source)
        if sample and len(sample) == self._most and rank >= sample[-1][0]:
            return
        if self._most:
            self._take(article.source, rank, _kept(article.text, self._settings))

    def merge(self, other: "Survey") -> None:
        """Add what another survey has seen."""
        self._shrink(other._most)
        for source, sample in other._samples.items():
            for rank, kept in sample:
                self._take(source, rank, kept)

    def refrains(self) -> Refrains:
        """The lines and triples that stand in many articles of each source."""
        found = {}
        for source, sample in self._samples.items():
            if refrains := _refrains([kept for _, kept in sample], self._settings):
                found[source] = refrains
        return Refrains(found)

    def _take(self, source: str, rank: int, kept: _Kept) -> None:
        if not self._most:
            return
        sample = self._samples.setdefault(source, [])
        place = bisect_left(sample, rank, key=itemgetter(0))
        if place < len(sample) and sample[place][0] == rank:
            return
        insort(sample, (rank, kept), key=itemgetter(0))
        if len(sample) > self._most:
            sample.pop()
        else:
            self._total += 1
        # The size depends on how many articles each source has, never on which came first: it only ever grows.
        while self._total > self._settings.articles:
            self._shrink(self._most // 2)

    def _shrink(self, most: int) -> None:
        if most < self._most:
            self._most = most
            for sample in self._samples.values():
                del sample[most:]
            if not most:
                self._samples.clear()
            self._total = sum(map(len, self._samples.values()))


def masked(line: str) -> list[str]:
    """The words of a line in lower case; numbers and dates, also several in a row, are one word, always the same."""
    words: list[str] = []
    for word in _WORD.findall(line.lower()):
        if not _is_figure(word):
            words.append(word)
        elif words[-1:] != [_FIGURE]:
            words.append(_FIGURE)
    return words


@lru_cache(20_000)
def _is_figure(word: str) -> bool:
    return _DATE.fullmatch(word) is not None or any(map(str.isdigit, word))


def _line_hash(words: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest())


def _triples(words: Sequence[str]) -> list[int]:
    ends = ["^", *words, "$"]
    return [crc32(" ".join(ends[index : index + 3]).encode()) for index in range(len(words))]


def _may_vary(words: int, settings: RefrainSettings) -> bool:
    return settings.varied_words <= words <= settings.long_words


def _kept(text: str, settings: RefrainSettings) -> _Kept:
    lines: dict[int, int] = {}
    triples: list[int] = []
    for span in line_spans(text):
        words = masked(span.of(text))
        key = _line_hash(words)
        if key not in lines:
            lines[key] = len(words)
            if _may_vary(len(words), settings):
                triples += _triples(words)
    return _Kept(
        np.fromiter(lines, np.uint64, len(lines)),
        np.fromiter(lines.values(), np.uint32, len(lines)),
        np.array(triples, np.uint32),
    )


def _refrains(sample: Sequence[_Kept], settings: RefrainSettings) -> SourceRefrains | None:
    if len(sample) < settings.least:
        return None
    everywhere = _counts(kept.lines for kept in sample)
    witnesses = [kept for kept in sample if _own(kept, everywhere) >= settings.own]
    needed = max(settings.least, ceil(settings.share * len(witnesses)))
    if len(witnesses) < needed:
        return None
    exact = _frequent((kept.lines for kept in witnesses), needed)
    varied = _varied(witnesses, max(settings.least, ceil(settings.varied_share * len(witnesses))), settings)
    return SourceRefrains(len(witnesses), exact, varied) if exact or varied else None


def _varied(witnesses: Sequence[_Kept], needed: int, settings: RefrainSettings) -> dict[int, int]:
    """The frequent triples of lines of which `needed` articles have one like it, with the number of these articles.

    Only lines that consist of frequent triples are compared, and of lines that are alike the first speaks for all.
    """
    frequent = _frequent((np.unique(kept.triples) for kept in witnesses), needed)
    articles: dict[tuple[int, ...], set[int]] = {}
    for number, kept in enumerate(witnesses):
        for triples in _lines_of(kept, settings):
            if _covered(triples, frequent) >= settings.alike:
                articles.setdefault(triples, set()).add(number)
    speakers: list[tuple[int, ...]] = []
    for triples in sorted(articles):
        if not any(_alike(triples, other) >= settings.alike for other in speakers):
            speakers.append(triples)
    found: dict[int, int] = {}
    for speaker in speakers:
        alike = [triples for triples in articles if _alike(triples, speaker) >= settings.alike]
        number = len(set().union(*(articles[triples] for triples in alike)))
        if number >= needed:
            for triple in frequent.keys() & set().union(*alike):
                found[triple] = max(number, found.get(triple, 0))
    return found


def _lines_of(kept: _Kept, settings: RefrainSettings) -> Iterator[tuple[int, ...]]:
    """The triples of each line of an article that may vary."""
    triples, start = kept.triples.tolist(), 0
    for words in kept.words.tolist():
        if _may_vary(words, settings):
            yield tuple(triples[start : start + words])
            start += words


def _alike(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of words that lie in triples which both lines have, of the line that has less of them."""
    return min(_covered(one, set(other)), _covered(other, set(one)))


def _covered(triples: Sequence[int], known: Collection[int]) -> float:
    """The share of a line's words that lie in triples of `known`."""
    held = [triple in known for triple in triples]
    # Word i stands in the triples i-1, i and i+1.
    near = sum(any(held[max(0, index - 1) : index + 2]) for index in range(len(held)))
    return near / max(1, len(held))


def _own(kept: _Kept, everywhere: Mapping[int, int]) -> float:
    """The share of an article's words in lines that no other article of the source has.

    Little of it, and the article is a version of another one, or the same page read twice: what they share is no
    refrain.
    """
    alone = np.fromiter((everywhere[line] == 1 for line in kept.lines.tolist()), bool, len(kept.lines))
    return float(kept.words[alone].sum() / max(1, kept.words.sum()))


def _counts(arrays: Iterable[NDArray[np.unsignedinteger]]) -> dict[int, int]:
    values, counts = np.unique(np.concatenate(list(arrays)), return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def _frequent(arrays: Iterable[NDArray[np.unsignedinteger]], needed: int) -> dict[int, int]:
    return {value: count for value, count in _counts(arrays).items() if count >= needed}
