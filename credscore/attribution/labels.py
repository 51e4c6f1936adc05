"""Speech without a verb: `Witness: "..."` at the head of a line, and `"..." - Ann Lee` at its end."""

from credscore.attribution.scene import Draft
from credscore.attribution.words import DASHES, DET, MARK, NAME, NOUN, NUMBER, POSS, PREP, Words
from credscore.language import Document

_LONGEST = 7  # tokens of a label
_SIGNED = 14  # tokens of a name with its office after a dash
_POST = 12  # tokens after the name of somebody's post: their handle and the date


def labels(document: Document, words: Words) -> list[Draft]:
    """The attributions that a colon or a dash makes."""
    drafts = []
    heads: dict[str, int] = {}
    lines = [words.tokens(line) for line in document.lines]
    bare = [(_past_mark(words, first, last), last) for first, last in lines]
    colons = [(first, last, at) for first, last in bare if (at := _colon(words, first, last)) is not None]
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


def _past_mark(words: Words, first: int, last: int) -> int:
    """The first token after the mark that opens each line of a transcript set in quotation marks: `"LEE: Yes.`."""
    return first + 1 if first < last and words.lower[first] in ('"', "“") else first


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
    if any(k in words.of_class["heading"] for k in range(first, at)) or (
        words.kind[at + 1] == NUMBER and words.end[at] == words.start[at + 1]
    ):
        return False
    opening = words.text[words.start[at + 1] : words.start[at + 1] + 2].lstrip("“\"‘'")
    if not opening[:1].isupper() and words.quote[at + 1] < 0 and not opening[:1].isdigit():
        return False
    text = words.text[words.start[first] : words.end[at - 1]]
    quoted = words.quote[at + 1] not in (-1, words.quote[first])
    if text.isupper():
        return quoted or heads[" ".join(label)] > 1
    if at - 1 in words.of_class["speaker"]:
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
    """`"..." - Ann Lee` where nothing but the name follows the quotation, or `... — Ann Lee (@lee) July 5`, a post."""
    if first >= last:
        return None
    if words.quote[first] >= 0:
        close = words.quote_tokens[words.quote[first]][1]
        if close < last and words.lower[close] in DASHES and close - first >= 4 and _is_name(words, close + 1, last):
            return Draft("dash", "neutral", [(close, close + 1)], [(close + 1, last)], [(first, close)])
    handle = next((k for k in range(max(first, last - _POST), last) if words.lower[k][0] == "@"), first)
    at = next((k for k in range(handle, max(first, handle - _LONGEST), -1) if words.lower[k] in DASHES), first)
    end = handle - 1 if words.lower[handle - 1] == "(" else handle
    if first < at and _is_name(words, at + 1, end):
        return Draft("dash", "neutral", [(at, at + 1)], [(at + 1, end)], [(first, at)])
    return None


def _is_name(words: Words, first: int, last: int) -> bool:
    """Whether these tokens may be a name with its office."""
    return (
        0 < last - first <= _SIGNED
        and words.kind[first] == NAME
        and all(kind in (NAME, DET, NOUN, NUMBER, PREP, POSS, MARK) for kind in words.kind[first:last])
    )
