"""The tokens of a document as the rules see them: a word class each, the quotation and the sentence each stands in."""

import re
import tomllib
from bisect import bisect_left
from functools import cache
from importlib import resources

from credscore.language import Document
from credscore.records import Span

# One letter a class: what a token may be without knowing any word but the closed classes.
DET, PRON, WH, PREP, COORD, SUB, AUX, NEG, ADV, NAME, NUMBER, NOUN, VERB, GERUND, MARK, SPACE, POSS = "DPWICSXNAUMOVGKBH"
NOMINAL = frozenset((NAME, NUMBER, NOUN, POSS))
_CLOSED = (
    ("preposition", PREP), ("adverb", ADV), ("subordinator", SUB), ("coordinator", COORD), ("wh", WH),
    ("determiner", DET), ("auxiliary", AUX), ("negation", NEG), ("pronoun", PRON),
)  # fmt: skip
# Lower-case words in -ed or -ing that are no verbs.
_NO_VERB = re.compile(r"(eed|red|ning|thing|king|ring|bed|wing|sing|ding)$")


@cache
def grammar() -> dict[str, frozenset[str]]:
    """The closed classes by name, from words.toml."""
    text = resources.files("credscore.attribution").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


@cache
def _closed() -> dict[str, str]:
    return {word: kind for name, kind in _CLOSED for word in grammar()[name]}


@cache
def _pasts() -> frozenset[str]:
    from credscore.lexicon.layers import irregular_forms

    return frozenset(form for forms in irregular_forms().values() for form in forms if not form.endswith("ing"))


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
        if lower in _pasts() or (lower.endswith("ed") and len(lower) > 4 and not lower.endswith("eed")):
            return VERB
        return NOUN
    if first.isdigit() or first in "$£€#":
        return NUMBER
    if lower in ("'s", "’s", "'", "’"):
        return POSS
    return SPACE if word.isspace() else MARK


class Words:
    """The tokens of one document.

    Attributes:
        lower: every token in lower case.
        kind: its class, one of the letters above.
        start, end: its offsets.
        quote: the number of the quotation it stands in (marks included), or -1.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.quotes = document.quotes
        texts = [token.text for token in document.doc]
        self.lower = [text.lower() for text in texts]
        self.kind = [_class(text, lower) for text, lower in zip(texts, self.lower, strict=True)]
        self.start = [token.idx for token in document.doc]
        self.end = [begin + len(text) for begin, text in zip(self.start, texts, strict=True)]
        self.quote = [-1] * len(texts)
        self.quote_tokens: list[tuple[int, int]] = []
        for number, span in enumerate(document.quotes):
            first, last = self.tokens(span)
            self.quote_tokens.append((first, last))
            self.quote[first:last] = [number] * (last - first)

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that begin within a span of characters."""
        return bisect_left(self.start, span.start), bisect_left(self.start, span.end)

    def span(self, first: int, last: int) -> Span | None:
        """The characters of tokens first..last without blanks and stray marks at the edges; None when nothing is left."""
        kind, lower = self.kind, self.lower
        while first < last and (kind[first] == SPACE or lower[first] in _EDGE):
            first += 1
        while last > first and (kind[last - 1] == SPACE or lower[last - 1] in _EDGE_AFTER):
            last -= 1
        return Span(self.start[first], self.end[last - 1]) if first < last else None


_EDGE = frozenset(", . ; : - – — ) ] ” •".split())
_EDGE_AFTER = frozenset(", . ; : - – — ( [ “ •".split())
