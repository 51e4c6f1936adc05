"""Speech without a verb: `Witness: "..."` at the head of a line, and `"..." - Ann Lee` at its end."""

from credscore.attribution.scene import Draft
from credscore.attribution.words import DET, MARK, NAME, NOUN, NUMBER, POSS, PREP, Words, grammar
from credscore.language import Document

_LONGEST = 7  # tokens of a label
_DASHES = frozenset(("—", "–", "-", "--"))


def labels(document: Document, words: Words) -> list[Draft]:
    """The attributions that a colon or a dash makes."""
    drafts = []
    heads: dict[str, int] = {}
    lines = [words.tokens(line) for line in document.lines]
    colons = [(first, last, at) for first, last in lines if (at := _colon(words, first, last)) is not None]
    for first, _, at in colons:
        label = " ".join(words.lower[first:at])
        heads[label] = heads.get(label, 0) + 1
    names = _last_names(words) if colons else {}
    for first, last, at in colons:
        if _speaks(words, first, at, heads, names):
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


def _speaks(words: Words, first: int, at: int, heads: dict[str, int], names: dict[str, int]) -> bool:
    label = words.lower[first:at]
    kinds = words.kind[first:at]
    if any(low in grammar()["not_speakers"] for low in label) or (
        words.kind[at + 1] == NUMBER and words.end[at] == words.start[at + 1]
    ):
        return False
    opening = words.text[words.start[at + 1] : words.start[at + 1] + 2].lstrip("“\"‘'")
    if not opening[:1].isupper() and words.quote[at + 1] < 0 and not opening[:1].isdigit():
        return False
    text = words.text[words.start[first] : words.end[at - 1]]
    quoted = words.quote[at + 1] >= 0
    if text.isupper():
        return quoted or heads[" ".join(label)] > 1
    if label[-1] in grammar()["speakers"]:
        return True
    if any(kind not in (NAME, POSS, NUMBER, PREP) for kind in kinds) or kinds[0] != NAME:
        return False
    return quoted or names.get(label[-1], -1) > at


def _last_names(words: Words) -> dict[str, int]:
    """Where each name stands last within a sentence: a label that recurs so is a person's."""
    kind = words.kind
    return {
        words.lower[k]: k
        for k in range(1, len(kind))
        if kind[k] == NAME and kind[k - 1] != MARK and not words.newline(k)
    }


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
