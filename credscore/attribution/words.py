"""The tokens of a document as the rules see them: a word class each, the quotation and the sentence each stands in."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from credscore.attribution.vocabulary import grammar
from credscore.language import Document
from credscore.lexicon.layers import irregular_forms
from credscore.records import Span

# One letter a class: what a token may be without knowing any word but the closed classes.
DET, PRON, WH, PREP, COORD, SUB, AUX, NEG, ADV, NAME, NUMBER, NOUN, VERB, GERUND, MARK, POSS = "DPWICSXNAUMOVGKH"
Tokens = tuple[int, int]  # first, last (end-exclusive)
DASHES = ("—", "–", "-", "--", "―")
LONGEST_PHRASE = 45  # tokens of a source with its appositions; the 99th percentile of PolNeAR's is 24
NOMINAL = frozenset((NAME, NUMBER, NOUN, POSS))
_CLOSED = (
    ("preposition", PREP), ("adverb", ADV), ("subordinator", SUB), ("coordinator", COORD), ("wh", WH),
    ("determiner", DET), ("auxiliary", AUX), ("negation", NEG), ("pronoun", PRON),
)  # fmt: skip
_PAST_IN_EED = frozenset(("agreed", "disagreed", "decreed", "guaranteed"))
_SOURCE_LEXICONS = ("cue_things", "cue_labels")
_TITLE = 5  # words of the longest title in quotation marks
_PARTICIPLE = re.compile(r"[a-z]{3}(ing|ed)$")


@cache
def _closed() -> dict[str, str]:
    return {word: kind for name, kind in _CLOSED for word in grammar()[name]}


@cache
def _pasts() -> frozenset[str]:
    lexical = (form for forms in irregular_forms().values() for form in forms if not form.endswith(("ing", "s")))
    return frozenset(lexical) | grammar()["past"]


def is_past(lower: str) -> bool:
    """Whether a word looks like a past tense or past participle."""
    return lower in _pasts() or (
        lower.endswith("ed") and len(lower) > 4 and (not lower.endswith("eed") or lower in _PAST_IN_EED)
    )


@lru_cache(20_000)
def _class(word: str, lower: str) -> str:
    kind = _closed().get(lower)
    if kind is not None:
        return AUX if word == "May" and kind == ADV else kind
    first = word[0]
    if first.isalpha():
        if first.isupper():
            return NAME
        if lower.endswith("ly") and len(lower) > 4:
            return ADV
        if lower.endswith("ing") and len(lower) > 5:
            return GERUND
        if is_past(lower):
            return VERB
        return NOUN
    if first.isdigit() or first in "$£€#":
        return NUMBER
    if lower in ("'s", "’s", "'", "’"):
        return POSS
    return MARK


class Words:
    """The tokens of one document, blanks left out.

    Attributes:
        lower: every token in lower case; an acronym spelt like a pronoun (US, WHO) as it is.
        kind: its class, one of the letters above.
        start, end: its offsets.
        quote: the number of the quotation it stands in (marks included), or -1.
        of_class: by class of the lexicons on sources, the last tokens of their hits.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.quotes = document.quotes
        setting, text = document.setting, document.text
        spans = [(a, b) for a, b in zip(setting.starts, setting.ends, strict=True) if not text[a:b].isspace()]
        texts = [text[a:b] for a, b in spans]
        self.lower = [text.lower() for text in texts]
        self.kind = [_class(text, lower) for text, lower in zip(texts, self.lower, strict=True)]
        self.start = [a for a, _ in spans]
        self.end = [b for _, b in spans]
        self._acronyms(texts)
        self._open_sentences(document.sentences)
        self.quote = [-1] * len(texts)
        self.quote_tokens: list[tuple[int, int]] = []
        for number, span in enumerate(document.quotes):
            first, last = self.tokens(span)
            self.quote_tokens.append((first, last))
            if not self._is_title(first, last):
                self.quote[first:last] = [number] * (last - first)
        self.of_class: defaultdict[str, set[int]] = defaultdict(set)
        for hit in (hit for name in _SOURCE_LEXICONS for hit in document.hits.get(name, ())):
            self.of_class[hit.entry.cls].add(bisect_left(self.start, hit.end) - 1)

    def _is_title(self, first: int, last: int) -> bool:
        """Whether a quotation names a book or a programme: two to five words, each with a capital, no full stop."""
        inner = [k for k in range(first, last) if self.kind[k] != MARK]
        if not 2 <= len(inner) <= _TITLE or any(self.lower[k] in (".", "!", "?") for k in range(first, last)):
            return False
        return all(self.text[self.start[k]].isupper() for k in inner) and first > 0 and self.kind[first - 1] != MARK

    def _acronyms(self, texts: Sequence[str]) -> None:
        """A pronoun in capitals is a name ("the US", "the WHO"), except where its neighbours are shouted too."""
        for k, text in enumerate(texts):
            if len(text) > 1 and self.kind[k] in (PRON, WH) and text.isupper():
                near = [other for other in (*texts[max(0, k - 1) : k], *texts[k + 1 : k + 3]) if other.isalpha()]
                if not all(other.isupper() for other in near):
                    self.kind[k], self.lower[k] = NAME, text

    def _open_sentences(self, sentences: Sequence[Span]) -> None:
        """A capital at the start of a sentence does not make a participle a name."""
        for sentence in sentences:
            first = bisect_left(self.start, sentence.start)
            if first < len(self.kind) and self.kind[first] == NAME and _PARTICIPLE.search(self.lower[first]):
                self.kind[first] = GERUND if self.lower[first].endswith("ing") else VERB

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that begin within a span of characters."""
        return bisect_left(self.start, span.start), bisect_left(self.start, span.end)

    def newline(self, at: int) -> bool:
        """Whether a line ends between token `at` - 1 and token `at`."""
        return at <= 0 or at >= len(self.start) or "\n" in self.text[self.end[at - 1] : self.start[at]]

    def span(self, first: int, last: int) -> Span | None:
        """The characters of tokens first..last without stray marks at the edges; None when nothing is left."""
        lower = self.lower
        while first < last and lower[first] in _EDGE:
            first += 1
        while last > first and lower[last - 1] in _EDGE_AFTER:
            last -= 1
        return Span(self.start[first], self.end[last - 1]) if first < last else None


_EDGE = frozenset([",", ".", ";", ":", "-", "–", "—", "―", ")", "]", "”", "•"])
_EDGE_AFTER = frozenset([",", ".", ";", ":", "-", "–", "—", "―", "(", "[", "“", "•"])
