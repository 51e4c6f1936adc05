"""Speech without a verb: `Witness: "..."` at the head of a line, and `"..." - Ann Lee` at its end."""

import re

from credscore.attribution.scene import Draft
from credscore.attribution.words import DET, MARK, NAME, NOUN, NUMBER, POSS, PREP, Words
from credscore.language import Document

_LONGEST = 7  # tokens of a label
_MOST = 3  # sentences of a labelled line that are speech
_DASHES = frozenset(("—", "–", "-", "--"))
# Labels that name no speaker.
_NOT_SPEAKERS = frozenset(
    """update updates exclusive breaking video photo photos watch read more related note correction editor's opinion analysis live
    share tags topics category date time location where when what why how source sources subject here today below following
    mark key also part chapter step tip warning see listen caption image credit first second third last next top bottom line
    question answer for on in at to the this it fact""".split()
)
_LABELLING = frozenset(
    "poll polls report reports study survey witness witnesses police official officials source sources expert experts analysis analyst critics".split()
)


def labels(document: Document, words: Words) -> list[Draft]:
    """The attributions that a colon or a dash makes."""
    drafts = []
    heads: dict[str, int] = {}
    lines = [words.tokens(line) for line in document.lines]
    colons = [(first, last, at) for first, last in lines if (at := _colon(words, first, last)) is not None]
    for first, _, at in colons:
        label = " ".join(words.lower[first:at])
        heads[label] = heads.get(label, 0) + 1
    for first, last, at in colons:
        if _speaks(words, first, last, at, heads):
            drafts.append(Draft("colon", "neutral", [(at, at + 1)], [(first, at)], [(at + 1, last)]))
    for first, last in lines:
        draft = _dash(words, first, last)
        if draft:
            drafts.append(draft)
    return drafts


def _colon(words: Words, first: int, last: int) -> int | None:
    for k in range(first, min(last, first + _LONGEST)):
        if words.lower[k] == ":":
            return k if k > first and k + 2 < last else None
        if words.kind[k] == MARK and words.lower[k] not in ("'", "’", "-", "&", "."):
            return None
    return None


def _speaks(words: Words, first: int, last: int, at: int, heads: dict[str, int]) -> bool:
    label = words.lower[first:at]
    kinds = words.kind[first:at]
    if (
        any(low in _NOT_SPEAKERS for low in label)
        or words.kind[at + 1] == NUMBER
        and words.end[at] == words.start[at + 1]
    ):
        return False
    opening = words.text[words.start[at + 1] : words.start[at + 1] + 2].lstrip("“\"‘'")
    if not opening[:1].isupper() and words.quote[at + 1] < 0 and not opening[:1].isdigit():
        return False
    text = words.text[words.start[first] : words.end[at - 1]]
    quoted = words.quote[at + 1] >= 0
    if text.isupper():
        return quoted or heads[" ".join(label)] > 1
    if label[-1] in _LABELLING:
        return True
    if any(kind not in (NAME, POSS, NUMBER, PREP) for kind in kinds) or kinds[0] != NAME:
        return False
    return quoted or _is_name(words, first, at)


def _is_name(words: Words, first: int, at: int) -> bool:
    """Whether a label recurs in the text below as a name does: by its last word, with a capital, within a sentence."""
    last = words.lower[at - 1]
    for k in range(at + 1, len(words.lower)):
        if words.lower[k] == last and words.kind[k] == NAME and words.kind[k - 1] != MARK:
            return True
    return False


def _dash(words: Words, first: int, last: int) -> Draft | None:
    """`"..." - Ann Lee` where nothing but the name follows the quotation."""
    if first >= last or words.quote[first] < 0:
        return None
    close = words.quote_tokens[words.quote[first]][1]
    if close >= last or words.lower[close] not in _DASHES or close - first < 4:
        return None
    if not 0 < last - close - 1 <= 14 or any(
        kind not in (NAME, DET, NOUN, NUMBER, PREP, POSS, MARK) for kind in words.kind[close + 1 : last]
    ):
        return None
    return (
        Draft("dash", "neutral", [], [(close + 1, last)], [(first, close)]) if words.kind[close + 1] == NAME else None
    )
