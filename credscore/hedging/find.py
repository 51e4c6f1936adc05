"""Lexicon hits to hedges: the longest match decides, and every hedge gets an owner."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import cast

from credscore.language import Document
from credscore.lexicon import Hit, longest
from credscore.records import Hedge, HedgeClass, Span, joined
from credscore.settings import Settings

LEXICON = "hedges"


def hedges(document: Document, speech: Sequence[Span], settings: Settings) -> tuple[Hedge, ...]:
    """The hedges of a document's text, in order and without overlap.

    Args:
        document: the parsed article; the words are those of its lexicon `hedges`.
        speech: what cited speakers say (the contents of attributions), in any order; may overlap.
        settings: `hedging.quotation_words` says from how many words on a quotation is somebody's speech even where
            no speaker was found.

    Returns:
        One hedge per match. Its `owner` is "speaker" when it lies wholly inside speech, else "outlet".
    """
    long_quotes = [q for q in document.quotes if len(q.of(document.text).split()) >= settings.hedging.quotation_words]
    spoken = joined([*speech, *long_quotes])
    starts = [span.start for span in spoken]
    return tuple(_hedge(hit, spoken, starts) for hit in longest(document.hits.get(LEXICON, ())))


def _hedge(hit: Hit, spoken: Sequence[Span], starts: Sequence[int]) -> Hedge:
    index = bisect_right(starts, hit.start) - 1
    inside = index >= 0 and hit.end <= spoken[index].end
    return Hedge(
        start=hit.start,
        end=hit.end,
        cls=cast("HedgeClass", hit.entry.cls),  # a test holds the lexicon to the four classes
        rule=hit.entry.id,
        weight=hit.entry.weight,
        owner="speaker" if inside else "outlet",
    )
