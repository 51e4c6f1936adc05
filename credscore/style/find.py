"""The words and marks with which an outlet raises its own voice: outside quotations and outside residue."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from credscore.language import Document
from credscore.lexicon import Hit, longest
from credscore.records import Place, Span, Style, StyleClass, joined
from credscore.settings import StyleSettings
from credscore.style.headline import unborne

LEXICON = "style"


@dataclass(frozen=True, slots=True)
class Voice:
    """What was found in an outlet's own voice, in text and title, and how many words of the text are in that voice."""

    findings: tuple[Style, ...]
    words: int


def voice(document: Document, stray: Iterable[Span], settings: StyleSettings) -> Voice:
    """How an article speaks where nobody is quoted.

    Args:
        document: read with the lexicon `style` among its lexicons.
        stray: the pieces of the text that are not the article.
        settings: the section [style].

    Returns:
        A finding a match, in order and without overlap; those of the title first. A headline of which too little stands
        in the text is one finding over the whole title.
    """
    others = joined([*document.quotes, *stray])
    found = _own(document, others, "text")
    title = document.title
    if title is None:
        return Voice(tuple(found), _words(document.text, others))
    heading = _own(title, list(title.quotes), "title")
    if rule := unborne(title.text, document.setting.lower, settings):
        heading.append(Style(0, len(title.text), "headline", rule, 1.0, "title"))
    return Voice((*heading, *found), _words(document.text, others))


def _own(document: Document, others: Sequence[Span], place: Place) -> list[Style]:
    starts = [span.start for span in others]
    return [
        Style(hit.start, hit.end, cast("StyleClass", hit.entry.cls), hit.entry.id, hit.entry.weight, place)
        for hit in longest(document.hits.get(LEXICON, ()))
        if not _within(hit, others, starts)
    ]


def _within(hit: Hit, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, hit.start) - 1
    return index >= 0 and hit.start < spans[index].end


def _words(text: str, others: Sequence[Span]) -> int:
    return max(0, len(text.split()) - sum(len(span.of(text).split()) for span in others))
