"""Candidates for `residue`: lines that stand in article after article of one source, and are not found yet."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import log

from credscore.language import Reader
from credscore.lexicon import Lexicons
from credscore.records import Article, Span
from credscore.residue import residue
from credscore.settings import Settings
from credscore.tuning.candidates import EXAMPLES, Candidate, ranked
from credscore.tuning.classes import Classes

LEXICON = "residue"
_LEAST_ARTICLES = 3  # of one source that hold a line: two may be one article twice
_SAME = 0.5  # of the words of two articles in common: they are one article twice
_WHOLE = 12  # words up to which a line is looked for as a whole; a longer one by how it opens
_OPENING = 8
_FEW = 60  # articles with a line in common that are looked at for twins
_EDGE = re.compile(r"^[^\w]+|[^\w.!?)”\"]+$")
_LEAST_LIKELIHOOD = 10.8  # chi squared of one degree: one in a thousand by chance


@dataclass(slots=True)
class _Repeat:
    """A line: the articles that hold it by source, and how it is written."""

    articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    written: Counter[str] = field(default_factory=Counter)


def repeated_lines(articles: Iterable[Article], lexicons: Lexicons, settings: Settings) -> list[Candidate]:
    """The candidates, most likely first.

    A line counts once an article, and an article that shares most of its words with another of its source counts as
    that one. G² is that of one binomial (Dunning 1993): how much more often the line stands in the articles of its
    sources than a line of the corpus does.

    Args:
        articles: with their sources; a source of fewer than three says nothing.
        lexicons: what is found already is left out.
        settings: of the residue finder.
    """
    reader = Reader({name: lexicons[name] for name in (LEXICON, "abbreviations") if name in lexicons})
    repeats: dict[str, _Repeat] = defaultdict(_Repeat)
    found: dict[str, bool] = {}
    pages: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for article in articles:
        with reader.forgetting():
            document = reader.read(article)
            stray = [Span(one.start, one.end) for one in residue(document, settings.residue)]
            keys = set()
            for line in document.lines:
                key = _key(line.of(document.text))
                if key:
                    keys.add(key)
                    repeats[key].articles[article.source].add(article.id)
                    repeats[key].written[line.of(document.text)] += 1
                    found[key] = found.get(key, False) or any(
                        s.start <= line.start and line.end <= s.end for s in stray
                    )
            pages[article.source][article.id] = frozenset(keys)
    twins = {source: _twins(one) for source, one in pages.items()}
    total = sum(len(one) - len(twins[source]) for source, one in pages.items())
    distinct = sum(map(len, (keys for one in pages.values() for keys in one.values())))
    usual = distinct / len(repeats) / total if repeats and total else 0.0
    classes = Classes(lexicons[LEXICON].entries.values(), "other")
    candidates = []
    for key, repeat in repeats.items():
        if found[key]:
            continue
        counts = {source: held - twins[source] for source, held in repeat.articles.items()}
        counts = {source: held for source, held in counts.items() if len(held) >= _LEAST_ARTICLES}
        if counts:
            value = sum(_surprise(len(held), len(pages[s]) - len(twins[s]), usual) for s, held in counts.items())
            candidates.append(_candidate(repeat, counts, value, classes))
    return ranked(candidates, _LEAST_LIKELIHOOD)


def _key(line: str) -> str:
    """A line as it is counted: small letters, figures all the same, no marks around it; empty for marks alone."""
    text = " ".join(_EDGE.sub("", line).lower().split())
    return re.sub(r"\d+", "0", text) if re.search(r"[^\W\d_]", text) else ""


def _twins(pages: Mapping[str, frozenset[str]]) -> set[str]:
    """Articles of a source that are mostly another one over again; the first of them stays."""
    holders: dict[str, list[str]] = defaultdict(list)
    for article in sorted(pages):
        for key in pages[article]:
            holders[key].append(article)
    shared: Counter[tuple[str, str]] = Counter()
    for key, held in holders.items():
        if len(held) <= _FEW:
            shared.update(dict.fromkeys(combinations(held, 2), len(key.split())))
    words = {article: sum(len(key.split()) for key in keys) for article, keys in pages.items()}
    return {other for (one, other), count in shared.items() if count >= _SAME * min(words[one], words[other])}


def _surprise(held: int, articles: int, usual: float) -> float:
    """G² of `held` of so many articles against the share that a line usually has."""
    expected = articles * min(usual, 1.0)
    if held <= expected:
        return 0.0
    left = articles - held
    rest = left * log(left / (articles - expected)) if left else 0.0
    return 2 * (held * log(held / expected) + rest)


def _candidate(repeat: _Repeat, held: Mapping[str, set[str]], value: float, classes: Classes) -> Candidate:
    written = sorted(repeat.written, key=lambda line: (-repeat.written[line], line))
    terms = {" ".join(_EDGE.sub("", line).split()).lower() for line in written}
    term = " ".join(_EDGE.sub("", written[0]).split())
    words = term.split()
    match, when = ("word" if len(words) == 1 else "phrase"), "line-only"
    if len(terms) > 1:  # figures differ
        parts = (re.escape(part).replace("\\ ", " ") for part in re.split(r"\d+", " ".join(words[:_WHOLE])))
        term, match, when = r"(?i)" + r"\d+".join(parts), "regex", "line-start"
    elif len(words) > _WHOLE:
        term, when = " ".join(words[:_OPENING]), "line-start"
    return Candidate(
        term=term,
        match=match,
        cls=classes.of(written[0]),
        when=when,
        likelihood=value,
        count=sum(map(len, held.values())),
        elsewhere=sum(map(len, repeat.articles.values())) - sum(map(len, held.values())),
        articles=sum(map(len, held.values())),
        sources=len(held),
        examples=tuple(written[:EXAMPLES]),
    )
