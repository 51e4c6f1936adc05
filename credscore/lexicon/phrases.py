"""Many token sequences against one text in one pass: the cost hardly grows with how many there are."""

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


class Phrases(Generic[Payload]):
    """Token sequences, each with what it stands for.

    At each token the next one decides whether anything is looked up at all: few pairs of words begin a phrase, however
    many phrases there are. The PhraseMatcher of spaCy does the same, but wants a parsed document a sequence: seconds
    for twelve thousand.
    """

    def __init__(self) -> None:
        self._single: dict[str, list[Payload]] = {}
        self._payloads: dict[tuple[str, ...], list[Payload]] = {}
        self._lengths: dict[str, dict[str, tuple[int, ...]]] = {}  # by the first token and the second

    def add(self, tokens: tuple[str, ...], payload: Payload) -> None:
        """Let the tokens, which must be at least one, stand for one thing more."""
        if len(tokens) == 1:
            self._single.setdefault(tokens[0], []).append(payload)
            return
        self._payloads.setdefault(tokens, []).append(payload)
        seconds = self._lengths.setdefault(tokens[0], {})
        lengths = seconds.get(tokens[1], ())
        if len(tokens) not in lengths:
            seconds[tokens[1]] = (*lengths, len(tokens))

    def may_match(self, vocabulary: frozenset[str]) -> bool:
        """False where no sequence can stand in a text of these words: quick for few sequences."""
        return not vocabulary.isdisjoint(self._single) or any(vocabulary.issuperset(one) for one in self._payloads)

    def matches(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, list[Payload]]]:
        """First token, end and payloads of every sequence that stands in the tokens, overlapping or not."""
        single, lengths, payloads = self._single, self._lengths, self._payloads
        if not single and not payloads:
            return
        for first, (token, after) in enumerate(zip_longest(tokens, islice(tokens, 1, None), fillvalue="")):
            if token in single:
                yield first, first + 1, single[token]
            seconds = lengths.get(token)
            if seconds is not None and after in seconds:
                for length in seconds[after]:
                    found = payloads.get(tuple(tokens[first : first + length]))
                    if found and first + length <= len(tokens):  # at the end the slice is a shorter sequence
                        yield first, first + length, found
