"""The parsed document, and the reader that makes it: the only place that builds a spaCy pipeline."""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from credscore.language.quotes import quotations
from credscore.language.sentences import ABBREVIATIONS, Splitter
from credscore.lexicon import Hit, Lexicons, Matcher, Setting
from credscore.records import Article, Span


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its parse.

    `doc` holds spaCy tokens (their `idx` are offsets into the text) with sentence starts set, so that `doc.sents`
    works; `lines` are the lines that are not blank, without surrounding blanks; `sentences` lie within lines; `quotes`
    are quotations with their marks; `hits` the matches of every lexicon by its name (all but `abbreviations`, which the
    sentence splitter reads). `title` is the parse of the title column, None where there is none.
    """

    article: Article
    text: str
    doc: Doc
    lines: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]
    hits: dict[str, list[Hit]]
    setting: Setting
    title: "Document | None" = None


def line_spans(text: str) -> tuple[Span, ...]:
    """The lines of a text that hold more than blanks, without the blanks around them."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = start + len(line) - len(line.lstrip())
            spans.append(Span(begin, begin + len(stripped)))
        start += len(line)
    return tuple(spans)


def tokenizer() -> Language:
    """The English tokenizer of spaCy: `blank("en")`, no model."""
    return spacy.blank("en")


class Reader:
    """Reads articles into documents with one tokenizer and one compiled set of lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.nlp = tokenizer()
        self.lexicons = lexicons
        self._splitter = Splitter(lexicons.get(ABBREVIATIONS))
        findings = {name: lexicon for name, lexicon in lexicons.items() if name != ABBREVIATIONS}
        self._matcher = Matcher(findings, self.nlp)

    def read(self, article: Article) -> Document:
        """The document of an article."""
        title = article.title if article.title and article.title.strip() else None
        return self._parse(article, article.text, self._parse(article, title, None) if title else None)

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Forget at the end what was learned of new words inside; documents made inside must not be used after it."""
        with self.nlp.memory_zone():
            yield

    def _parse(self, article: Article, text: str, title: Document | None) -> Document:
        doc = self.nlp.make_doc(text)
        lines = line_spans(text)
        sentences = tuple(span for line in lines for span in self._splitter.spans(text, line))
        quotes = quotations(text, lines)
        setting = Setting(text, doc, lines, sentences, quotes)
        _set_sentence_starts(doc, setting)
        return Document(article, text, doc, lines, sentences, quotes, self._matcher.find(setting), setting, title)


def _set_sentence_starts(doc: Doc, setting: Setting) -> None:
    starts = np.full(len(doc), -1, dtype=np.int64)
    for sentence in setting.sentences:
        starts[bisect_right(setting.ends, sentence.start)] = 1
    starts[:1] = 1
    doc.from_array(["SENT_START"], starts.reshape(-1, 1).astype(np.uint64))  # type: ignore[arg-type]
