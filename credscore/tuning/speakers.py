"""Candidates for `titles` and `organisations`: who is cited under a word or a name that no entry has."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from credscore.attribution.vocabulary import grammar
from credscore.language import Document
from credscore.pipeline import Analyser
from credscore.records import Article, Span
from credscore.tuning.candidates import Candidate
from credscore.tuning.classes import Classes
from credscore.tuning.speech import Read, candidates, tagged_articles

TITLES, ORGANISATIONS = "titles", "organisations"
# What these know is no news; the rest of the lexicons speak of other things.
_KNOWN = ("titles", "organisations", "bodies", "figures", "names", "media", "nationalities", "documents", "agencies")
_CLOSED = ("determiner", "pronoun", "relative", "wh", "coordinator", "auxiliary", "negation", "adverb", "preposition")
_DOER = ("er", "or", "ist", "man", "woman", "ian", "eer", "ee", "yst")
_WITHIN = ("of", "for", "and", "the", "&", "on")  # small words within a name


def new_titles(articles: Iterable[Article], analyser: Analyser) -> list[Candidate]:
    """The candidates, most likely first: what a source is called ("one resident") or what stands before its name.

    Args:
        articles: the corpus.
        analyser: with a tagger or with rules alone.
    """
    read = Read()
    for document, words, inside in _sources(articles, analyser, read):
        read.all += 1
        for index in _titles(document, words):
            if not _known(document, index, index + 1, inside) and document.setting.lower[index] not in _WITHIN:
                setting = document.setting
                read.seen[setting.lower[index]].add(document, Span(setting.starts[index], setting.ends[index]))
    return candidates(read.seen, read, "word", lambda term: "group" if _plural(term) else "person")


def new_organisations(articles: Iterable[Article], analyser: Analyser) -> list[Candidate]:
    """The candidates, most likely first: names that are cited and look like no person's.

    Args:
        articles: the corpus.
        analyser: with a tagger or with rules alone.
    """
    read = Read()
    for document, words, inside in _sources(articles, analyser, read):
        read.all += 1
        for first, last in _names(document, words):
            if not _known(document, first, last, inside) and _impersonal(document, first, last):
                setting = document.setting
                span = Span(setting.starts[first], setting.ends[last - 1])
                read.seen[" ".join(span.of(document.text).split())].add(document, span)
    entries = analyser.reader.lexicons[ORGANISATIONS].entries.values()
    return candidates(read.seen, read, "phrase", Classes(entries, "company", terms=True).of)


def _sources(articles: Iterable[Article], analyser: Analyser, read: Read) -> Iterator[tuple[Document, range, set[int]]]:
    """Each source of an attribution: its document, its tokens, and all tokens that the lexicons know there."""
    for document, found in tagged_articles(articles, analyser):
        read.words.append([word for word in document.setting.lower if not word.isspace()])
        hits = (hit for name in _KNOWN for hit in document.hits.get(name, ()))
        inside = {index for hit in hits for index in range(hit.first, hit.last)}
        setting = document.setting
        at = {start: index for index, start in enumerate(setting.starts)}
        for one in found:
            for span in one.source[:1]:
                if span.start in at:
                    first = at[span.start]
                    last = first
                    while last < len(setting.starts) and setting.ends[last] <= span.end:
                        last += 1
                    yield document, range(first, last), inside


def _known(document: Document, first: int, last: int, inside: set[int]) -> bool:
    closed = {word for name in _CLOSED for word in grammar()[name]} - set(_WITHIN)
    words = document.setting.lower[first:last]
    return any(index in inside for index in range(first, last)) or any(word in closed for word in words)


def _titles(document: Document, words: range) -> Iterator[int]:
    """The head of a source in small letters, and before a name a word in small letters that ends as a doer does."""
    setting = document.setting
    for index, after in pairwise(words):
        before_name = _common(setting.token(index)) and setting.token(after)[:1].isupper()
        if before_name and setting.token(index).endswith(_DOER):
            yield index
    stops = grammar()["preposition"] | grammar()["relative"] | {","}
    phrase = []
    for index in words:
        if setting.lower[index] in stops:
            break
        phrase.append(index)
    if phrase and _common(setting.token(phrase[-1])):
        yield phrase[-1]


def _common(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 2


def _names(document: Document, words: range) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals, small words within them."""
    setting = document.setting
    run: list[int] = []
    for index in (*words, -1):
        word = setting.token(index) if index >= 0 else ""
        if word[:1].isupper() or (run and word in _WITHIN):
            run.append(index)
            continue
        while run and setting.token(run[-1]) in _WITHIN:
            run.pop()
        if run:
            yield run[0], run[-1] + 1
        run = []


def _impersonal(document: Document, first: int, last: int) -> bool:
    """Whether a name has the article before it, or is an abbreviation."""
    setting = document.setting
    before = setting.lower[first - 1] if first else ""
    name = setting.token(first)
    return before == "the" or (last - first == 1 and len(name) > 1 and name.isupper())


def _plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")
