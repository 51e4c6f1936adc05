"""Many token sequences against one text in one pass: the cost does not grow with how many there are."""

from collections.abc import Iterator, KeysView, Sequence
from typing import Generic, TypeVar

Payload = TypeVar("Payload")


class Phrases(Generic[Payload]):
    """Token sequences, each with what it stands for.

    The PhraseMatcher of spaCy does the same, but wants a parsed document a sequence: seconds for twelve thousand.
    """

    def __init__(self) -> None:
        self._payloads: dict[tuple[str, ...], list[Payload]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, tokens: tuple[str, ...], payload: Payload) -> None:
        """Let the tokens, which must be at least one, stand for one thing more."""
        self._payloads.setdefault(tokens, []).append(payload)
        lengths = self._lengths.get(tokens[0], ())
        if len(tokens) not in lengths:
            self._lengths[tokens[0]] = (*lengths, len(tokens))

    @property
    def sequences(self) -> KeysView[tuple[str, ...]]:
        """The sequences."""
        return self._payloads.keys()

    def matches(self, tokens: Sequence[str]) -> Iterator[tuple[int, int, list[Payload]]]:
        """First token, end and payloads of every sequence that stands in the tokens, overlapping or not."""
        lengths, payloads = self._lengths, self._payloads
        if not payloads:
            return
        for first, token in enumerate(tokens):
            for length in lengths.get(token, ()):
                found = payloads.get(tuple(tokens[first : first + length]))
                if found and first + length <= len(tokens):  # at the end the slice is a shorter sequence
                    yield first, first + length, found
