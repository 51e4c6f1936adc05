"""Candidates for `hedges`: words that stand where known hedges stand, between the same neighbours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from credscore.attribution.cues import LEXICONS
from credscore.attribution.vocabulary import grammar
from credscore.language import Document, Reader
from credscore.lexicon import Lexicons
from credscore.records import Article, Span
from credscore.tuning.candidates import Candidate, likelihood, ranked
from credscore.tuning.speech import Seen

LEXICON = "hedges"
_LEAST = 3  # times that a candidate stands in a telling context
_TELLING = 10.8  # G² of a context with known hedges: one in a thousand by chance
_LEAST_LIKELIHOOD = 10.8
_CLOSED = ("determiner", "pronoun", "relative", "wh", "coordinator", "auxiliary", "negation", "preposition", "time")
Context = tuple[str, str]


def new_hedges(articles: Sequence[Article], lexicons: Lexicons) -> list[Candidate]:
    """The candidates, most likely first: single words in small letters, with the class that their contexts speak for.

    A context is the word before and the word after. It is telling where known hedges stand in it more often than
    chance has it; a candidate is a word that stands in telling contexts more often than chance has it.

    Args:
        articles: the corpus, which is read twice.
        lexicons: with the hedges that are known.
    """
    reader = Reader({name: lexicons[name] for name in (LEXICON, *LEXICONS, "abbreviations") if name in lexicons})
    hedged: dict[str, Counter[Context]] = defaultdict(Counter)
    everywhere: Counter[Context] = Counter()
    for document in _documents(articles, reader):
        lower = document.setting.lower
        everywhere.update(zip(lower, lower[2:], strict=False))
        for hit in document.hits.get(LEXICON, ()):
            if hit.last - hit.first == 1 and 0 < hit.first < len(lower) - 1:
                hedged[hit.entry.cls][lower[hit.first - 1], lower[hit.first + 1]] += 1
    telling = _telling(hedged, everywhere)
    seen: dict[str, Seen] = defaultdict(Seen)
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    anywhere: Counter[str] = Counter()
    for document in _documents(articles, reader):
        setting = document.setting
        lower = setting.lower
        anywhere.update(lower)
        # A verb of saying stands where "may" does, too, and holds nothing back.
        known = (hit for name in (LEXICON, *LEXICONS) for hit in document.hits.get(name, ()))
        taken = {index for hit in known for index in range(hit.first, hit.last)}
        for index in range(1, len(lower) - 1):
            cls = telling.get((lower[index - 1], lower[index + 1]))
            if cls and index not in taken and _open(setting.token(index)):
                seen[lower[index]].add(document, Span(setting.starts[index], setting.ends[index]))
                classes[lower[index]][cls] += 1
    inside, total = sum(everywhere[context] for context in telling), sum(everywhere.values())
    return ranked(
        (
            Candidate(
                term=word,
                match="word",
                cls=min(classes[word], key=lambda name: (-classes[word][name], name)),
                when="",
                likelihood=likelihood(one.count, inside, anywhere[word] - one.count, total - inside),
                count=one.count,
                elsewhere=anywhere[word] - one.count,
                articles=len(one.articles),
                sources=len(one.sources),
                examples=tuple(one.examples),
            )
            for word, one in seen.items()
            if one.count >= _LEAST
        ),
        _LEAST_LIKELIHOOD,
    )


def _documents(articles: Iterable[Article], reader: Reader) -> Iterator[Document]:
    for article in articles:
        with reader.forgetting():
            yield reader.read(article)


def _open(word: str) -> bool:
    """Whether a word is of an open class: one that a lexicon can hold."""
    return word.isalpha() and word.islower() and len(word) > 2 and word not in _closed()


@cache
def _closed() -> frozenset[str]:
    return frozenset(word for name in _CLOSED for word in grammar()[name])


def _telling(hedged: dict[str, Counter[Context]], everywhere: Counter[Context]) -> dict[Context, str]:
    """The contexts in which hedges stand more often than by chance, with the class that stands there most."""
    total, hedges = sum(everywhere.values()), sum(sum(one.values()) for one in hedged.values())
    together = sum(hedged.values(), Counter[Context]())
    telling = {}
    for context, count in together.items():
        value = likelihood(count, hedges, everywhere[context] - count, total - hedges)
        if value >= _TELLING and count > 1:
            telling[context] = min(hedged, key=lambda name: (-hedged[name][context], name))
    return telling
