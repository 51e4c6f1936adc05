"""The noun phrase after a cue: `said Ann Lee, a nurse`, `according to a poll of voters`."""

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
    NOMINAL,
    NOUN,
    NUMBER,
    POSS,
    PREP,
    PRON,
    SUB,
    VERB,
    Tokens,
    Words,
)


def after(words: Words, first: int, high: int) -> Tokens | None:
    """The noun phrase that begins at token `first` with its appositions, up to `high`; None when there is none."""
    lower, kind = words.lower, words.kind
    if first >= high:
        return None
    following = kind[first + 1] if first + 1 < high else MARK
    on_its_own = (
        lower[first] in grammar()["alone"] and following not in NOMINAL and lower[first + 1 : first + 2] != ["of"]
    )
    if kind[first] == PRON or on_its_own:
        return (first, first + 1)
    k, seen = first, False
    while k < high and k - first < LONGEST_PHRASE:
        if lower[k] in grammar()["time"] and seen and kind[k - 1] != DET and kind[k] in (NAME, ADV, NOUN):
            break
        if kind[k] in NOMINAL:
            seen = seen or kind[k] != POSS
        elif seen and lower[k] == "," and _appositive(words, k + 1, high):
            return (first, _apposition_end(words, k + 1, high))
        else:
            step = _joins(words, first, k, high, seen=seen)
            if step is None:
                break
            k = step
        k += 1
    return (first, k) if seen else None


def _joins(words: Words, first: int, k: int, high: int, *, seen: bool) -> int | None:
    """The last token of what holds a noun phrase together at `k`; None where the phrase ends. `seen`: it has a noun."""
    lower, kind = words.lower, words.kind
    what, previous = kind[k], kind[k - 1]
    following = kind[k + 1] if k + 1 < high else MARK
    if what == DET:
        return k if not seen or previous in (PREP, COORD, DET, ADV) else None
    if what in (VERB, GERUND):
        return k if k == first or previous in (DET, ADV, POSS) else None
    if what == ADV:
        return k if not seen and following in (NOUN, NAME, NUMBER, VERB, GERUND) else None
    if what == PREP:
        return k if seen and _attaches(words, k, high) else None
    if what == COORD:
        return k if seen and following in (DET, NAME, NUMBER, NOUN) else None
    if lower[k] == "(":
        return next((at for at in range(k, min(high, k + 12)) if lower[at] == ")"), None)
    return k if k > first and lower[k] in DASHES and words.end[k - 1] == words.start[k] else None


def _attaches(words: Words, k: int, high: int) -> bool:
    """Whether a preposition goes on with the phrase ("a nurse at the clinic") and opens no adjunct ("in a letter")."""
    low = words.lower[k]
    if k + 1 >= high or low not in grammar()["joining"] or words.kind[k + 1] not in (DET, NAME, NUMBER, NOUN):
        return False
    if words.lower[k + 1] in grammar()["time"]:
        return False
    return low in ("of", "for", "at", "from") or words.lower[k + 1] not in ("a", "an", "his", "her", "their", "this")


def to_comma(words: Words, source: Tokens, high: int) -> Tokens:
    """A source with what qualifies it, up to the next mark: `according to a poll released on Monday,`."""
    k = source[1]
    while k < high and k - source[1] < 16:
        if words.lower[k] in (",", ".", ";", "—", "–", "(") or words.quote[k] >= 0 or words.kind[k] in (PRON, SUB, AUX):
            return (source[0], k) if words.kind[k] == MARK and words.quote[k] < 0 else source
        k += 1
    return (source[0], k) if k >= high else source


def _appositive(words: Words, k: int, high: int) -> bool:
    if k + 1 >= high:
        return False
    if (
        words.lower[k] in grammar()["time"]
        or words.quote[k] >= 0
        or words.lower[k] in ("this", "that", "some", "many", "it")
    ):
        return False
    if words.lower[k] in ("who", "whose", "which", "former", "now", "chief", "one", "himself", "herself"):
        return True
    if words.kind[k] == NUMBER:
        return words.lower[k + 1] == ","
    if words.kind[k] == NOUN:
        return True
    if words.kind[k] != DET and words.kind[k] != NAME:
        return False
    # a new clause ("..., the company said") is no apposition: it has a verb of its own before the next comma
    j = k
    while j < high and words.lower[j] not in (",", ";", "—", ":") and words.quote[j] < 0:
        if words.kind[j] in (AUX, PRON) and words.lower[j] not in ("who", "which"):
            return words.lower[j - 1] in ("who", "which") or "who" in words.lower[k:j]
        j += 1
    return True


def _apposition_end(words: Words, k: int, high: int) -> int:
    while k < high and words.lower[k] not in (",", ";", "—", "–", ":") and words.quote[k] < 0:
        if words.kind[k] == SUB and words.lower[k] != "that":
            break
        k += 1
    return k
