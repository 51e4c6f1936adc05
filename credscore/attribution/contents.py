"""Contents: how far what is said reaches, before and after a cue."""

from collections.abc import Sequence

from credscore.attribution.cues import Cue
from credscore.attribution.sources import before
from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import (
    ADV,
    AUX,
    COORD,
    DET,
    GERUND,
    MARK,
    NAME,
    NOMINAL,
    NOUN,
    NUMBER,
    PREP,
    PRON,
    SUB,
    VERB,
    WH,
    Tokens,
    Words,
)

# What opens a clause that is no part of a content that is a bare noun phrase ("praised the team after it won").
_LEAVING = frozenset(
    [
        "as",
        "while",
        "after",
        "before",
        "when",
        "because",
        "although",
        "though",
        "since",
        "until",
        "unless",
        "even",
        "if",
        "despite",
        "amid",
    ]
)
# What opens one after a comma that is no part of a content that is a clause.
_TURNING = frozenset(["while", "although", "though", "whereas", "but", "as", "yet"])


def begin(words: Words, first: int, high: int, lemma: str) -> int:
    """The token where what a cue introduces begins: past an addressee, a time, a place, a comma."""
    lower, kind = words.lower, words.kind
    time = grammar()["time"]
    k = first
    if (
        lemma in grammar()["addressing"]
        and k < high
        and kind[k] in (PRON, *NOMINAL, DET)
        and lower[k] != "that"
        and words.quote[k] < 0
    ):
        k = _past_addressee(words, k, high, lemma)
    start = k
    while (
        k < high
        and kind[k] == ADV
        and lower[k] not in time
        and k + 1 < high
        and (kind[k + 1] in (SUB, WH) or words.quote[k + 1] >= 0 or lower[k + 1] in (",", ":"))
    ):
        k += 1
    while k < high and (
        lower[k] in time
        or (kind[k] == NUMBER and k > start)
        or (
            lower[k] in ("on", "in", "this", "last", "at", "over", "the", "late", "early")
            and k + 1 < high
            and lower[k + 1] in time
        )
    ):
        k += 1
    adjunct = k < high and (
        lower[k] in grammar()["adjunct"]
        or lower[k] in ("without", "despite")
        or (lower[k] in ("about", "of", "with", "for", "against") and lemma in grammar()["clausal"])
        or (lower[k] == "to" and k + 1 < high and kind[k + 1] in (DET, NAME))
    )
    if k < high and (adjunct or (lower[k] == "," and k + 1 < high and words.quote[k + 1] < 0)):
        at = _introduced(words, k, high)
        if at is not None:
            return at
    if k < high and lower[k] == ":":
        return k + 1
    if k < high and lower[k] == ",":
        return k + 1 if k + 1 < high and (words.quote[k + 1] >= 0 or kind[k + 1] in (PRON, SUB)) else high
    return k


def _past_addressee(words: Words, k: int, high: int, lemma: str) -> int:
    first = k
    if words.kind[k] == PRON:
        return k + 1
    while k < high and k - first < 16:
        low, what = words.lower[k], words.kind[k]
        if low in ("(", ")"):
            k += 1
            continue
        if (
            what in (SUB, WH, MARK)
            or words.quote[k] >= 0
            or (k > first and what == PRON)
            or low in ("to", "about", "of", "on", "in", "at", "during")
        ):
            return k if lemma == "tell" or what in (SUB, WH) or words.quote[k] >= 0 or low in (",", ":") else first
        if k > first and what == DET and words.kind[k - 1] not in (PREP, COORD):
            return k
        if k > first and what in (AUX, VERB):
            return first
        k += 1
    return first


def _introduced(words: Words, k: int, high: int) -> int | None:
    """The `that`, quotation or colon that an adjunct leads to, before another clause begins."""
    first = k
    lower, kind = words.lower, words.kind
    while k < high and k - first < 30:
        if lower[k] == "that" and kind[k - 1] not in (PREP, COORD):
            return k
        if words.quote[k] >= 0:
            return k if lower[k - 1] in (",", ":") or kind[k - 1] not in (DET, PREP, NOUN) else None
        if lower[k] == ":":
            return k + 1
        if lower[k] == ";":
            return None
        if (
            k > first + 1
            and kind[k] == PRON
            and kind[k - 1] not in (PREP, COORD, SUB, WH)
            and lower[k] not in ("him", "her", "them", "who", "which")
        ):
            return k
        k += 1
    return None


def end(words: Words, first: int, high: int, cue: Cue, later: Sequence[Cue], *, embedded: bool, bare: bool) -> int:
    """The end of a content that begins at token `first`, at most `high`.

    It ends before another attribution of the same sentence. `embedded`: the cue stands in a clause that the main one
    follows ("After Lee warned of rain, ..."), so that the next comma ends the content too. `bare`: the cue is a noun
    or in a relative clause, so that a content without a clause of its own ends before the main verb.
    """
    clause = cue.entry.term in grammar()["clausal"] or is_clause(words, first, high)
    high = min(high, _next_attribution(words, first, high, cue, later, clause))
    if bare and not clause:
        high = _main_verb(words, first, high)
    return _boundary(words, first, high, clause=clause, embedded=embedded, bare=bare)


def _next_attribution(words: Words, first: int, high: int, cue: Cue, later: Sequence[Cue], clause: bool) -> int:
    lower = words.lower
    for other in later:
        if other.first >= high:
            break
        at = other.group
        if other.first <= first or at <= first:
            continue
        if lower[at - 1] in ("and", "but", "or") and other.form == cue.form and (not clause or lower[at - 2] == ","):
            return at - 2 if lower[at - 2] == "," else at - 1
        if other.form == "ing" and other.group == other.first and lower[at - 1] == ",":
            return at - 1
        subject = before(words, first, at)
        if subject and subject[0] - 1 > first:
            joint = subject[0] - 1
            if words.kind[joint] in (SUB, COORD) and lower[joint - 1] == ",":
                return joint - 1
            if lower[joint] in ("—", "–"):
                return joint
            if not clause and words.kind[joint] in (SUB, COORD):
                return joint
    return high


def _new_verb(words: Words, k: int, high: int) -> bool:
    while k < high and words.kind[k] == ADV:
        k += 1
    return k < high and words.kind[k] in (AUX, VERB)


def _main_verb(words: Words, first: int, high: int) -> int:
    for k in range(first + 1, high):
        if words.kind[k] in (WH, SUB) or words.lower[k] in ("who", "which") or words.quote[k] >= 0:
            return high
        if words.kind[k] == AUX:
            return k
    return high


def _boundary(words: Words, first: int, high: int, *, clause: bool, embedded: bool, bare: bool) -> int:
    """The first token from `first` on that stands outside the content, by what surrounds it."""
    k = first
    while k < high:
        if words.quote[k] >= 0:
            k = max(words.quote_tokens[words.quote[k]][1], k + 1)
            if embedded and k < high and "," in words.lower[k - 2 : k]:
                return k
            continue
        if words.lower[k] == ";" or (k > first and words.newline(k)):
            return k
        if k > first and words.lower[k] == ",":
            if embedded or _leaves_at_comma(words, k + 1, high, clause=clause, bare=bare):
                return k
        elif k > first and (words.lower[k : k + 2] == ["even", "as"] or (not clause and _leaves(words, k, high))):
            return k
        k += 1
    return k


def _leaves_at_comma(words: Words, k: int, high: int, *, clause: bool, bare: bool) -> bool:
    """Whether the content ends at a comma before token `k`."""
    following = words.lower[k] if k < high else ""
    if bare and (not clause or following in ("which", "who")):
        return True
    if following in (_TURNING if clause else _LEAVING | _TURNING):
        return words.lower[k + 1 : k + 2] != ["that"]
    if clause or k >= high:
        return False
    if words.kind[k] == COORD:
        return k + 1 < high and words.kind[k + 1] in (PRON, GERUND)
    return words.kind[k] in (GERUND, PRON, WH)


def _leaves(words: Words, k: int, high: int) -> bool:
    """Whether a content that is a noun phrase ends before token `k`, which opens a clause of its own."""
    low, following = words.lower[k], words.kind[k + 1] if k + 1 < high else MARK
    if low in _LEAVING and (low != "as" or following == PRON):
        return True
    if low in ("by", "and") and following == GERUND:
        return True
    return words.kind[k] == COORD and _new_verb(words, k + 1, high)


def is_clause(words: Words, first: int, high: int) -> bool:
    """Whether a content is a clause or a quotation, not a bare noun phrase."""
    if first >= high:
        return False
    if words.quote[first] >= 0 or words.lower[first] in ("that", "to"):
        return True
    if words.kind[first] in (WH, SUB):
        return True
    if words.kind[first] == PRON:
        return (
            first + 1 < high
            and words.kind[first + 1] not in (MARK, PREP, SUB)
            and words.lower[first] not in ("him", "them", "himself", "herself", "themselves", "me", "us")
        )
    for k in range(first, min(high, first + 14)):
        if words.kind[k] in (MARK, SUB, WH) or words.lower[k] in ("to",):
            return False
        if words.kind[k] == AUX:
            return True
    return False


def below(words: Words, at: int) -> list[Tokens]:
    """The content in the next line, where a colon before or at token `at` ends this one: `Lee wrote:` and her words.

    It is the quotation that opens the line, else the whole line; empty when no colon ends this one.
    """
    count = len(words.start)
    first = at + (at < count and words.lower[at] == ":")
    if not 0 < first < count or words.lower[first - 1][-1] != ":" or not words.newline(first):
        return []
    if words.quote[first] >= 0:
        return [words.quote_tokens[words.quote[first]]]
    return [(first, next((k for k in range(first + 1, count) if words.newline(k)), count))]


def left(words: Words, low: int, end_: int) -> int | None:
    """The start of the content that ends at token `end_` with its cue after it (`Y, X said`); None if there is none."""
    lower = words.lower
    start = low
    while start < end_ and (words.kind[start] == MARK and words.quote[start] < 0):
        start += 1
    if start + 1 < end_ and lower[start] in ("but", "and", "or", "so", "yet"):
        start += 2 if lower[start + 1] == "," else 1
    return start if end_ - start >= 2 else None
