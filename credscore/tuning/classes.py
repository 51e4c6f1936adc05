"""Which class of a lexicon some words are most like, by the words of its rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from credscore.lexicon import EXCEPTION, Entry

_WORD = re.compile(r"[^\W\d_]+")
_SMOOTHING = 0.5


class Classes:
    """Naive Bayes over the words of entries: their examples, or their terms.

    Args:
        entries: those of the lexicon.
        default: the class of words none of which it knows.
        terms: whether to go by the terms and not by the examples.
    """

    def __init__(self, entries: Iterable[Entry], default: str, *, terms: bool = False) -> None:
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in entries:
            if entry.cls != EXCEPTION:
                self._words[entry.cls].update(_WORD.findall((entry.term if terms else entry.yes).lower()))
        self._default = default
        self._known = {word for words in self._words.values() for word in words}
        self._sizes = {name: sum(words.values()) for name, words in self._words.items()}

    def of(self, text: str) -> str:
        """The class of a text; among equals the first by name."""
        words = [word for word in _WORD.findall(text.lower()) if word in self._known]
        if not words:
            return self._default
        return max(sorted(self._words), key=lambda name: self._fit(name, words))

    def _fit(self, name: str, words: Iterable[str]) -> float:
        seen, size = self._words[name], self._sizes[name]
        room = size + _SMOOTHING * len(self._known)
        return log(size) + sum(log((seen[word] + _SMOOTHING) / room) for word in words)
