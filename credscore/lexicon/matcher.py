"""All lexicons against one document in one pass: terms by spaCy's PhraseMatcher on lower-case tokens, patterns by RE2."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

import re2
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from credscore.lexicon.entries import EXCEPTION, Entry, Hit
from credscore.lexicon.guards import holds
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import Lexicons, irregular_forms
from credscore.records import Span


class Setting:
    """A document as the guards see it: tokens, and where its lines, sentences and quotations lie (in characters)."""

    def __init__(self, doc: Doc, lines: Sequence[Span], sentences: Sequence[Span], quotes: Sequence[Span]) -> None:
        self.doc, self.lines, self.sentences, self.quotes = doc, lines, sentences, quotes
        self._line_starts = [line.start for line in lines]
        self._sentence_starts = [sentence.start for sentence in sentences]

    def line(self, offset: int) -> Span | None:
        """The line that holds a character."""
        return _holding(self.lines, self._line_starts, offset)

    def sentence(self, offset: int) -> Span | None:
        """The sentence that holds a character."""
        return _holding(self.sentences, self._sentence_starts, offset)


def _holding(spans: Sequence[Span], starts: list[int], offset: int) -> Span | None:
    index = bisect_right(starts, offset) - 1
    return spans[index] if index >= 0 and offset < spans[index].end else None


class _Site:
    """One match in its setting, for the guards."""

    def __init__(self, setting: Setting, hit: Hit) -> None:
        self.setting, self.hit, self.term = setting, hit, hit.entry.term

    def text(self) -> str:
        return self.setting.doc.text[self.hit.start : self.hit.end]

    def neighbour(self, offset: int) -> str | None:
        doc = self.setting.doc
        index = self.hit.last + offset if offset >= 0 else self.hit.first + offset
        if not 0 <= index < len(doc):
            return None
        token = doc[index]
        sentence = self.setting.sentence(self.hit.start)
        if token.is_space or (sentence and not sentence.start <= token.idx < sentence.end):
            return None
        return str(token.text)

    def words_in_line(self) -> int:
        line = self.setting.line(self.hit.start)
        return len(line.of(self.setting.doc.text).split()) if line else 0

    def flag(self, name: str) -> bool:
        text, hit, setting = self.setting.doc.text, self.hit, self.setting
        if name == "in-quote":
            return any(quote.start <= hit.start and hit.end <= quote.end for quote in setting.quotes)
        if name == "sentence-start":
            sentence = setting.sentence(hit.start)
            return sentence is not None and not _words(text[sentence.start : hit.start])
        line = setting.line(hit.start)
        if line is None:
            return False
        before, after = _words(text[line.start : hit.start]), _words(text[hit.end : line.end])
        return {"line-start": not before, "line-end": not after, "line-only": not (before or after)}[name]


def _words(text: str) -> bool:
    return any(c.isalnum() for c in text)


class Matcher:
    """The entries of some lexicons, compiled once against one tokenizer.

    Args:
        lexicons: by name; entries with status off are left out.
        tokenize: text -> Doc, the same as makes the documents.
    """

    def __init__(self, lexicons: Lexicons, tokenize: Callable[[str], Doc]) -> None:
        irregular = irregular_forms()
        self._names = list(lexicons)
        self._patterns: list[tuple[str, Entry, re2._Regexp]] = []
        self._terms: dict[int, list[tuple[str, Entry]]] = {}
        vocab = tokenize("").vocab
        self._matcher = PhraseMatcher(vocab, attr="LOWER")
        for name, lexicon in lexicons.items():
            for entry in lexicon.entries.values():
                if entry.status == "on":
                    self._add(name, entry, irregular, tokenize)

    def _add(self, name: str, entry: Entry, irregular: dict[str, tuple[str, ...]], tokenize: Callable[[str], Doc]) -> None:
        if entry.match == "regex":
            self._patterns.append((name, entry, re2.compile(entry.term)))
            return
        terms = forms(entry.term, irregular) if entry.match == "lemma" else (entry.term,)
        for term in terms:
            for spelling in {term, term.replace("'", "’"), term.replace("’", "'")}:
                doc = tokenize(spelling)
                key = "\t".join(token.lower_ for token in doc)
                number = doc.vocab.strings.add(key)
                self._terms.setdefault(number, []).append((name, entry))
                if number not in self._matcher:
                    self._matcher.add(key, [doc])

    def find(self, setting: Setting) -> dict[str, list[Hit]]:
        """Every match that its guards let through, by lexicon, in order of position, longest first at one position."""
        found: dict[str, list[Hit]] = {name: [] for name in self._names}
        doc = setting.doc
        for number, first, last in self._matcher(doc):
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            for name, entry in self._terms[number]:
                self._keep(found[name], Hit(start, end, first, last, entry), setting)
        for name, entry, pattern in self._patterns:
            for match in pattern.finditer(doc.text):
                start, end = match.span()
                span = doc.char_span(start, end, alignment_mode="expand") if end > start else None
                if span is not None:
                    self._keep(found[name], Hit(start, end, span.start, span.end, entry), setting)
        for hits in found.values():
            hits.sort(key=lambda hit: (hit.start, -hit.end, hit.entry.id))
        return found

    @staticmethod
    def _keep(hits: list[Hit], hit: Hit, setting: Setting) -> None:
        entry = hit.entry
        if entry.when or entry.unless:
            site = _Site(setting, hit)
            if not all(holds(g, site) for g in entry.when) or any(holds(g, site) for g in entry.unless):
                return
        hits.append(hit)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap: the longest wins, then the first; exceptions hide what they cover and drop out."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, h.entry.id)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(hit for hit in kept if hit.entry.cls != EXCEPTION)
