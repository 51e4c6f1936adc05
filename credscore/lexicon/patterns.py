"""Many RE2 patterns against one text in few passes."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import re2

# Patterns are sieved so many at a time, and RE2's automaton for these may keep so much: with 150 patterns in one
# automaton it runs out of states and is 25 times slower than with 15.
_SIEVE = 15
_SIEVE_MEMORY = 16 << 20
_CONTINUATION = re.compile(rb"[\x80-\xbf]")


class Patterns:
    """Patterns compiled together. A sieve tells which of its patterns match at all; only these are run one by one."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._compiled = [compiled_pattern(pattern) for pattern in patterns]
        self._sieves = [_sieve(patterns[first : first + _SIEVE]) for first in range(0, len(patterns), _SIEVE)]

    def matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Number of the pattern, and start and end in characters, of every match that is not empty.

        RE2 counts bytes, and its wrapper decodes them anew for every pattern: here they are counted once.
        """
        encoded = text.encode("utf-8")
        extra = [] if len(encoded) == len(text) else [match.start() for match in _CONTINUATION.finditer(encoded)]
        for number in self._matching(encoded):
            for match in self._compiled[number].finditer(encoded):
                start, end = match.span()
                if end > start:
                    yield number, start - bisect_left(extra, start), end - bisect_left(extra, end)

    def _matching(self, encoded: bytes) -> Iterator[int]:
        for index, sieve in enumerate(self._sieves):
            first = index * _SIEVE
            everything = range(min(_SIEVE, len(self._compiled) - first))
            passed: Iterable[int] = everything if sieve is None else sieve.Match(encoded) or ()
            yield from (first + number for number in passed)


@lru_cache(2_000)
def compiled_pattern(pattern: str) -> Any:
    """A pattern of a lexicon, which is checked when it is read and run later, compiled once.

    Raises:
        re2.error: it is none.
    """
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def _sieve(patterns: Sequence[str]) -> re2.Set | None:
    """The automaton for some patterns; None where they are too large together, so that each has to be run."""
    options = re2.Options()
    options.max_mem = _SIEVE_MEMORY
    options.log_errors = False
    sieve = re2.Set.SearchSet(options)
    try:
        for pattern in patterns:
            sieve.Add(pattern)
        sieve.Compile()
    except re2.error:
        return None
    return sieve
