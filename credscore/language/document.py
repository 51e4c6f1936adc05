"""The parsed document, and the reader that makes it: the only place that builds a spaCy pipeline."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from spacy.attrs import LOWER  # type: ignore[import-not-found]  # compiled, and typed nowhere
from spacy.lang.en import English, EnglishDefaults
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from credscore.language.quotes import quotations
from credscore.language.sentences import ABBREVIATIONS, Splitter
from credscore.lexicon import Hit, Lexicons, Matcher, Revision, Setting
from credscore.records import Article, Span

# Words and pieces of words that the tokenizer keeps for good: the frequent ones are among the first 60,000 of any news.
# They take some 30 MB.
_KEPT_WORDS = 60_000
_DASH = r"(?<=[”\"])(?:―|—|–|--)(?=\w)"  # `... rising.”—Ana Quispe`
_BAR = "―"  # a dash that spaCy does not know


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
    hits: Mapping[str, list[Hit]]
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


class _Rules(EnglishDefaults):
    """What spaCy knows of English, and a dash that touches a quotation mark as a token.

    Told beforehand: a tokenizer that is changed when it is made loads all its exceptions again, each time.
    """

    infixes = [*EnglishDefaults.infixes, _DASH]  # noqa: RUF012 - declared by spaCy as a list
    suffixes = (*(EnglishDefaults.suffixes or ()), _BAR)


class _English(English):  # type: ignore[no-untyped-call]  # spaCy's own, on making a class
    Defaults = _Rules


def tokenizer() -> Language:
    """The English tokenizer, no model. Of what spaCy would work out of each new word, we read lower case."""
    return _English(Vocab(lex_attr_getters={LOWER: str.lower}))


class Reader:
    """Reads articles into documents with one tokenizer and one compiled set of lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.nlp = tokenizer()
        self.lexicons = self._first = lexicons
        self._revision: Revision | None = None
        self._splitter = Splitter(lexicons.get(ABBREVIATIONS))
        self._matcher = Matcher(_findings(lexicons), self.nlp)

    def read(self, article: Article) -> Document:
        """The document of an article."""
        title = article.title if article.title and article.title.strip() else None
        return self._parse(article, article.text, self._parse(article, title, None) if title else None)

    def revise(self, lexicons: Lexicons) -> Revision:
        """Go over to other lexicons, and return what makes of documents read before documents read after.

        Only the rows that differ are compiled.
        """
        step = Revision(_findings(self.lexicons), _findings(lexicons), self.nlp)
        self._revision = Revision(_findings(self._first), _findings(lexicons), self.nlp)
        self._splitter = Splitter(lexicons.get(ABBREVIATIONS))
        self.lexicons = lexicons
        return step

    def revised(self, document: Document, revision: Revision) -> Document:
        """A document read before a revision as it is after it; the very same object where nothing in it changes."""
        hits = revision.hits(document.setting, document.hits)
        title = self.revised(document.title, revision) if document.title is not None else None
        if hits is document.hits and title is document.title:
            return document
        return replace(document, hits=hits, title=title)

    def splits_as(self, document: Document) -> bool:
        """Whether the sentences of a document are what these lexicons make of its text."""
        sentences = tuple(s for line in document.lines for s in self._splitter.spans(document.text, line))
        return sentences == document.sentences and (document.title is None or self.splits_as(document.title))

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Forget at the end what was learned of new words inside; documents made inside must not be used after it.

        The first words are kept: spaCy knows how to part a word it keeps, and parts one that it will forget each time
        it comes.
        """
        if len(self.nlp.vocab.strings) < _KEPT_WORDS:
            yield
        else:
            with self.nlp.memory_zone():
                yield

    def _parse(self, article: Article, text: str, title: Document | None) -> Document:
        doc = self.nlp.make_doc(text)
        lines = line_spans(text)
        sentences = tuple(span for line in lines for span in self._splitter.spans(text, line))
        quotes = quotations(text, lines)
        setting = Setting(text, doc, lines, sentences, quotes)
        _set_sentence_starts(doc, setting)
        hits: Mapping[str, list[Hit]] = self._matcher.find(setting)
        if self._revision is not None:
            hits = self._revision.hits(setting, hits)
        return Document(article, text, doc, lines, sentences, quotes, hits, setting, title)


def _findings(lexicons: Lexicons) -> Lexicons:
    return {name: lexicon for name, lexicon in lexicons.items() if name != ABBREVIATIONS}


def _set_sentence_starts(doc: Doc, setting: Setting) -> None:
    starts = np.full(len(doc), -1, dtype=np.int64)
    for sentence in setting.sentences:
        starts[bisect_right(setting.ends, sentence.start)] = 1
    starts[:1] = 1
    doc.from_array(["SENT_START"], starts.reshape(-1, 1).astype(np.uint64))  # type: ignore[arg-type]
