"""Quotations that no cue introduces: they go on with the attribution before them."""

from collections.abc import Sequence

from credscore.attribution.scene import Draft
from credscore.attribution.words import MARK, Tokens, Words
from credscore.records import Quote

_SHORTEST = 4  # tokens, marks included: less is a word in quotation marks
_WIDEST_GAP = 220  # characters between a quotation and the one it goes on with


def quote_kind(words: Words, content: Sequence[Tokens]) -> Quote:
    """direct: all of the content is quoted; mixed: part of it; indirect: none."""
    quoted = plain = 0
    for first, last in content:
        for k in range(first, last):
            if words.kind[k] != MARK:
                if words.quote[k] >= 0:
                    quoted += 1
                else:
                    plain += 1
    return "indirect" if not quoted else "direct" if not plain else "mixed"


def adopt(words: Words, drafts: list[Draft]) -> None:
    """Give each quotation of whole sentences that has no cue of its own to the attribution it follows."""
    owned = {words.quote[k] for draft in drafts for span in draft.content for k in range(*span)} - {-1}
    ordered = sorted(drafts, key=lambda draft: draft.cue[0] if draft.cue else draft.content[0])
    at, reach = 0, -1
    current: Draft | None = None
    quotes = False
    for number, (first, last) in enumerate(words.quote_tokens):
        while at < len(ordered) and ordered[at].content[0][0] < first:
            current, reach, quotes = ordered[at], ordered[at].reach, _quotes(words, ordered[at])
            at += 1
        if number in owned or current is None or last - first < _SHORTEST or not _stands_alone(words, first):
            continue
        if quotes and _follows(words, reach, first):
            current.content.append((first, last))
            reach = last


def _quotes(words: Words, draft: Draft) -> bool:
    return any(words.quote[k] >= 0 for span in draft.content for k in range(*span))


def _stands_alone(words: Words, first: int) -> bool:
    """Whether a quotation begins a sentence."""
    return words.newline(first) or words.lower[first - 1][-1] in ".!?:”\"'"


def _follows(words: Words, reach: int, first: int) -> bool:
    """Whether no sentence of its own stands between."""
    if reach > first:
        return False
    gap = words.text[words.end[reach - 1] : words.start[first]]
    return len(gap) < _WIDEST_GAP and gap.count("\n\n") <= 1 and gap.count(". ") <= 1
