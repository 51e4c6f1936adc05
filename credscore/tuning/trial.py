"""A concordance: every place where an entry's term stands, whether it counts there, and if not, what keeps it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from credscore.language import Document, Reader
from credscore.lexicon import EXCEPTION, Entry, Hit, Lexicon, Lexicons, Matcher, kept_out, longest
from credscore.records import Article
from credscore.tuning.lint import LONGEST_ONLY

Verdict = Literal["counts", "kept out", "hidden"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a term stands.

    `start`..`end` are characters of the article's text, `left` and `right` the rest of the sentence around `hit`.
    `why` names the guard that keeps a match out, or the entry that hides it; `also` the entries of all lexicons that
    match here, too.
    """

    article: str
    source: str
    start: int
    end: int
    left: str
    hit: str
    right: str
    verdict: Verdict
    why: str
    also: tuple[str, ...]


def places(entry: Entry, lexicon: str | None, lexicons: Lexicons, articles: Iterable[Article]) -> Iterator[Place]:
    """Every place where an entry's term stands in the articles, in their order; an entry that is off is tried as if on.

    Args:
        entry: of a lexicon, or one that is tried.
        lexicon: the name of its lexicon, whose other entries may hide it; None for one that is only tried.
        lexicons: all that there are.
        articles: where to look. Titles are not looked at.
    """
    reader = Reader(lexicons)
    tried = replace(entry, status="on")
    matcher = Matcher({"tried": Lexicon("tried", "", "", "", {}, {tried.id: tried})}, reader.nlp)
    for article in articles:
        with reader.forgetting():
            document = reader.read(article)
            found = sorted(matcher.candidates(document.setting), key=lambda one: (one[1].start, -one[1].end))
            seen: set[tuple[int, int]] = set()
            for _, hit, form in found:
                if (hit.start, hit.end) not in seen:
                    seen.add((hit.start, hit.end))
                    yield _place(document, hit, form, lexicon)


def _place(document: Document, hit: Hit, form: str, lexicon: str | None) -> Place:
    verdict, why = _verdict(document, hit, form, lexicon)
    text, sentence = document.text, document.setting.sentence(hit.start)
    start, end = (sentence.start, max(sentence.end, hit.end)) if sentence else (hit.start, hit.end)
    also = sorted(
        f"{name}/{other.entry.id}"
        for name, hits in document.hits.items()
        for other in hits
        if other.start < hit.end and hit.start < other.end and (name, other.entry.id) != (lexicon, hit.entry.id)
    )
    return Place(
        article=document.article.id,
        source=document.article.source,
        start=hit.start,
        end=hit.end,
        left=text[start : hit.start],
        hit=text[hit.start : hit.end],
        right=text[hit.end : end],
        verdict=verdict,
        why=why,
        also=tuple(dict.fromkeys(also)),
    )


def _verdict(document: Document, hit: Hit, form: str, lexicon: str | None) -> tuple[Verdict, str]:
    kept = kept_out(document.setting, hit, form)
    if kept:
        column, guard = kept
        return "kept out", f"when {guard} does not hold" if column == "when" else f"unless {guard} holds"
    if lexicon is None or hit.entry.cls == EXCEPTION:
        return "counts", ""
    others = [other for other in document.hits.get(lexicon, ()) if other.entry.id != hit.entry.id]
    for other in others:
        if other.entry.cls == EXCEPTION and other.start <= hit.start and hit.end <= other.end:
            return "hidden", f"the exception {other.entry.id} covers it"
    if lexicon in LONGEST_ONLY and hit not in longest([*others, hit]):
        longer = next(o for o in longest(others) if o.start < hit.end and hit.start < o.end)
        return "hidden", f"{longer.entry.id} matches more, or as much and comes first"
    return "counts", ""
