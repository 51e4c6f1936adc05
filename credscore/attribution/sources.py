"""Sources: the noun phrase before or after a cue, by rules on word classes."""

from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import (
    ADV,
    AUX,
    COORD,
    DASHES,
    DET,
    GERUND,
    LONGEST_PHRASE,
    MARK,
    NAME,
    NEG,
    NOMINAL,
    NOUN,
    NUMBER,
    POSS,
    PREP,
    PRON,
    SUB,
    VERB,
    WH,
    Tokens,
    Words,
)

_CLOSING = ("”", '"', "’", "'", "''")
_REFLEXIVE = ("himself", "herself", "itself", "themselves")
_HEADS = (NAME, NOUN, VERB, GERUND)  # one of these at least makes a phrase
_OPENERS = (MARK, SUB, COORD, WH)


def before(words: Words, low: int, end: int) -> Tokens | None:
    """The noun phrase that ends just before token `end`, not reaching before `low`; None when there is none.

    Adverbs and auxiliaries between the two are passed over, appositions and relative clauses are part of it
    ("Lee, who leads the party, said"), other insertions are not ("Lee, speaking in Oslo, said").
    """
    kind, lower = words.kind, words.lower
    while end > low and kind[end - 1] in (ADV, AUX, NEG):
        end -= 1
    if end - 1 > low and lower[end - 1] in _REFLEXIVE and kind[end - 2] in (*NOMINAL, PRON):
        end -= 1
    if end <= low:
        return None
    if lower[end - 1] == ")":
        at = _opening(words, low, end)
        head = before(words, low, at) if at is not None else None
        return (head[0], end) if head else None
    if end - 2 > low and lower[end - 2] == "," and lower[end - 1] in _CLOSING:  # an apposition that ends in a title
        end -= 1
    if lower[end - 1] == "," or lower[end - 1] in DASHES:
        return _before_insertion(words, low, end)
    found = _phrase(words, low, end)
    return _with_head(words, low, found) if found else None


def _opening(words: Words, low: int, end: int) -> int | None:
    """The bracket that the one at `end - 1` closes."""
    for at in range(end - 2, max(low, end - 14) - 1, -1):
        if words.lower[at] == "(":
            return at
    return None


def _before_insertion(words: Words, low: int, end: int) -> Tokens | None:
    """`NP, insertion,` before a cue: the insertion may hold commas of its own."""
    mark = words.lower[end - 1]
    fallback: Tokens | None = None
    tried = 0
    for at in range(end - 2, max(low, end - LONGEST_PHRASE), -1):
        if words.lower[at] != mark or words.quote[at] >= 0:
            if words.lower[at] in (";", ":") or words.quote[at] >= 0:
                break
            continue
        tried += 1
        head = _phrase(words, low, at)
        if head is None or end - at < 3:
            continue
        apposed = _apposes(words, at + 1)
        found = (head[0], end - 1) if apposed else head
        if opens_clause(words, low, head[0]):
            return found
        if fallback is None and apposed and tried == 1:
            fallback = found
    return fallback


def _apposes(words: Words, k: int) -> bool:
    lower, kind = words.lower[k], words.kind[k]
    return lower in ("who", "which", "whose", "himself", "herself", "itself", "now", "then", "also", "one") or kind in (
        NAME,
        NOUN,
        NUMBER,
        DET,
        POSS,
    )


def opens_clause(words: Words, low: int, k: int) -> bool:
    """Whether token `k` is where a clause begins: the start, or after a mark, a conjunction, a `that`."""
    while k > low and words.kind[k - 1] in (ADV):
        k -= 1
    return k <= low or words.kind[k - 1] in _OPENERS


def _with_head(words: Words, low: int, found: Tokens) -> Tokens:
    """`Gen. Lee, the commander said`: what looks like the subject is an apposition with one comma."""
    start = found[0]
    if start - 2 > low and words.lower[start - 1] == "," and words.kind[found[0]] in (NAME, NOUN, DET):
        head = _phrase(words, low, start - 1)
        if head and head[0] > low and (words.lower[head[0] - 1] in DASHES) and words.kind[head[0]] == NAME:
            return (head[0], found[1])
    return found


def _phrase(words: Words, low: int, end: int) -> Tokens | None:
    """The noun phrase that ends right before token `end`."""
    lower, kind = words.lower, words.kind
    k = end - 1
    if k < low:
        return None
    on_its_own = lower[k] in grammar()["alone"] and (k == low or kind[k - 1] not in (DET, *NOMINAL))
    if kind[k] == PRON or on_its_own:
        return (k - 1, end) if k > low and lower[k - 1] in ("all", "both", "no") else (k, end)
    start = end
    step: int | None
    while k >= low and end - k < LONGEST_PHRASE:
        if kind[k] in NOMINAL:
            start, step = k, k
        elif kind[k] == DET:
            start, step = k, _past_determiner(words, low, k)
        else:
            step = _joins(words, low, k, empty=start == end)
        if step is None:
            break
        k = step - 1
    while start < end - 1 and kind[start] == NAME and lower[start] in grammar()["time"]:
        start += 1
    while start < end and kind[start] == POSS:
        start += 1
    if start >= end or kind[end - 1] == POSS or lower[end - 1] in grammar()["time"]:
        return None
    return (start, end) if any(kind[k] in _HEADS for k in range(start, end)) else None


def _joins(words: Words, low: int, k: int, *, empty: bool) -> int | None:
    """Where a phrase goes on to the left of what is no part of a noun phrase by itself; None where it begins.

    `empty`: no word of the phrase has been seen yet.
    """
    if k <= low:
        return None
    kind, lower = words.kind, words.lower
    what, previous = kind[k], kind[k - 1]
    if what in (VERB, GERUND):  # "the retired general", "the painting"
        joined = previous in (DET, POSS) or (previous == ADV and not empty)
        return k if joined and lower[k - 1] != "that" else None
    if empty:
        return None
    if what == ADV:
        return k if previous == DET else None
    if what == COORD:
        return k if _coordinates(words, low, k) else None
    if what == PREP:
        attaches = lower[k] in grammar()["joining"] and (previous in (DET, *NOMINAL) or lower[k - 1] == ")")
        return k if attaches and previous != POSS and lower[k - 1] not in grammar()["time"] else None
    return _past_mark(words, low, k)


def _past_mark(words: Words, low: int, k: int) -> int | None:
    """The same for a bracket, a hyphen and the comma of a list."""
    if words.lower[k] == ")":
        return _opening(words, low, k + 1)
    if words.lower[k] in DASHES:
        return k if words.end[k - 1] == words.start[k] else None
    return k if words.lower[k] == "," and _lists(words, low, k) else None


def _past_determiner(words: Words, low: int, k: int) -> int | None:
    """Where a phrase goes on to the left of the determiner at `k` ("a spokesman for the", "all the", "Lee and his")."""
    if k <= low:
        return None
    before_it, joining = words.kind[k - 1], grammar()["joining"]
    if before_it == DET or words.lower[k - 1] in ("all", "both", "not"):
        return k
    if k - 1 > low and words.lower[k - 1] in joining and (words.kind[k - 2] in NOMINAL or words.kind[k - 2] == DET):
        return k - 1 if words.lower[k - 2] not in grammar()["time"] else None
    if k - 1 > low and before_it == COORD and _coordinates(words, low, k - 1):
        return k - 1
    return None


def _coordinates(words: Words, low: int, conjunction: int) -> bool:
    """Whether `A and` before a noun phrase is part of the same subject: A begins the clause."""
    kind, lower = words.kind, words.lower
    k = conjunction - 1
    if lower[conjunction] not in ("and", "or", "&", "nor"):
        return False
    if k >= low and lower[k] == ",":
        k -= 1
    if k < low or (kind[k] not in NOMINAL and lower[k] != ")"):
        return False
    floor = max(low, conjunction - LONGEST_PHRASE)
    while k >= floor and (
        kind[k] in NOMINAL
        or kind[k] == DET
        or lower[k] in ("of", "both", "(", ")")
        or (lower[k] == "," and kind[k - 1] in NOMINAL)
    ):
        k -= 1
    return k < floor or kind[k] in _OPENERS


def _lists(words: Words, low: int, comma: int) -> bool:
    """Whether a comma stands in `A, B and C` that opens the clause."""
    k = comma + 1
    seen = False
    while k < len(words.kind) and k - comma < 9:
        if words.kind[k] == COORD:
            seen = True
            break
        if words.kind[k] not in NOMINAL and words.kind[k] != DET:
            break
        k += 1
    return seen and _coordinates(words, low, k)
