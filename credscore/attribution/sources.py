"""Sources: the noun phrase before or after a cue, by rules on word classes."""

from credscore.attribution.words import (
    ADV, AUX, COORD, DET, GERUND, MARK, NAME, NEG, NOMINAL, NOUN, NUMBER, POSS, PREP, PRON, SPACE, SUB, VERB, WH, Words, grammar,
)  # fmt: skip

Tokens = tuple[int, int]
_LONGEST = 45  # tokens of a source with its appositions
_CLOSING = frozenset("” \" '' ’ '".split())
_SUBJECT = frozenset("i he she we they it you one this that these those some many others another both all most few several none each either neither who which everyone everybody someone somebody nobody anyone more".split())


def before(words: Words, low: int, group: int) -> Tokens | None:
    """The noun phrase that ends just before token `group`, not reaching before `low`; None when there is none."""
    end = group
    while end > low and words.kind[end - 1] in (ADV, AUX, NEG):
        end -= 1
    if end <= low:
        return None
    last = words.lower[end - 1]
    if last in (",", ")", "—", "–", "-"):
        return _before_apposition(words, low, end)
    return _phrase(words, low, end)


def _before_apposition(words: Words, low: int, end: int) -> Tokens | None:
    """`NP, apposition,` or `NP (ACRONYM)` before a cue."""
    lower, kind = words.lower, words.kind
    mark = lower[end - 1]
    opening = "(" if mark == ")" else mark
    at = end - 2
    while at > low and lower[at] != opening and end - at < _LONGEST:
        at -= 1
    if at <= low or lower[at] != opening or end - at < 3:
        return None
    if mark == ")":
        head = before(words, low, at)
        return (head[0], end) if head else None
    first = kind[at + 1]
    if lower[at + 1] not in ("who", "which", "whose", "a", "an", "the", "himself", "herself", "itself", "now", "then", "also") and first not in (NAME, NOUN, NUMBER, DET):
        return None
    head = _phrase(words, low, at)
    return (head[0], end - 1) if head else None


def _phrase(words: Words, low: int, end: int) -> Tokens | None:
    lower, kind = words.lower, words.kind
    k = end - 1
    if lower[k] in _SUBJECT and (k == low or kind[k - 1] not in (NAME, NOUN, DET) or kind[k] == PRON):
        return (k, end)
    joining = grammar()["joining"]
    start = end
    while k >= low and end - k < _LONGEST:
        what = kind[k]
        if what in (NAME, NUMBER, NOUN, POSS):
            start = k
        elif what == DET:
            start = k
            if k > low and kind[k - 1] == DET:
                pass
            elif k - 1 > low and lower[k - 1] in joining and kind[k - 2] in NOMINAL:
                k -= 1
            elif k - 1 > low and lower[k - 1] in joining and kind[k - 2] == DET:
                k -= 1
            elif k - 1 > low and lower[k - 1] in ("and", "or", "&") and _opens(words, low, k - 1):
                k -= 1
            else:
                break
        elif what == PREP:
            if start == end or k == low or lower[k] not in joining or kind[k - 1] not in (NAME, NUMBER, NOUN, DET, POSS) and lower[k - 1] != ")":
                break
        elif what == COORD:
            if start == end or not _opens(words, low, k):
                break
        elif lower[k] == ")" and start < end:
            at = k
            while at > low and lower[at] != "(" and k - at < 8:
                at -= 1
            if lower[at] != "(":
                break
            k = at
        elif what in (VERB, GERUND):
            if k == low or start == end or kind[k - 1] not in (DET, POSS) or lower[k - 1] in ("that",):
                break
            start = k
        elif what == ADV and start < end and k > low and kind[k - 1] == DET or lower[k] in ("-", "–") and start < end and k > low and kind[k - 1] in NOMINAL and words.end[k - 1] == words.start[k]:
            start = k
        else:
            break
        k -= 1
    while start < end and (kind[start] in (COORD, PREP) or lower[start] in ("'s", "’s", "'", "’")):
        start += 1
    if start >= end or all(kind[i] in (NUMBER, MARK, POSS) for i in range(start, end)):
        return None
    if kind[end - 1] == POSS:
        return None
    return (start, end)


def _opens(words: Words, low: int, conjunction: int) -> bool:
    """Whether `A and` before a noun phrase is part of the same subject: A begins the clause."""
    k = conjunction - 1
    kind = words.kind
    if k < low or kind[k] not in NOMINAL:
        return False
    while k >= low and (kind[k] in NOMINAL or kind[k] == DET or words.lower[k] in ("of", "both")):
        k -= 1
    return k < low or kind[k] in (MARK, SUB, SPACE, COORD)


def after(words: Words, first: int, high: int) -> Tokens | None:
    """The noun phrase that begins at token `first` with its appositions, up to `high`; None when there is none."""
    lower, kind = words.lower, words.kind
    joining = grammar()["joining"]
    k = first
    if k >= high:
        return None
    if kind[k] == PRON:
        return (k, k + 1)
    seen = False
    while k < high and k - first < _LONGEST:
        what = kind[k]
        if what in (NAME, NUMBER, NOUN, POSS):
            seen = seen or what != POSS
        elif what == DET:
            if seen and kind[k - 1] not in (PREP, COORD, DET, ADV):
                break
        elif what == PREP:
            if not seen or lower[k] not in joining or k + 1 >= high or kind[k + 1] not in (DET, NAME, NUMBER, NOUN):
                break
            if lower[k + 1] in grammar()["time"]:
                break
            if lower[k] in ("in", "on", "at", "by", "during", "with", "to", "within") and lower[k] not in ("of",) and (kind[k + 1] == DET and lower[k + 1] in ("a", "an", "his", "her", "their")):
                break
        elif what == COORD:
            if not seen or k + 1 >= high or kind[k + 1] not in (DET, NAME, NUMBER, NOUN, ADV):
                break
        elif what in (VERB, GERUND):
            if k == first or kind[k - 1] in (DET, ADV, POSS):
                pass
            else:
                break
        elif what == ADV:
            if seen:
                break
        elif lower[k] == "(":
            at = k
            while at < high and lower[at] != ")" and at - k < 10:
                at += 1
            if at >= high or lower[at] != ")":
                break
            k = at
        elif what == MARK and lower[k] in ("-", "–") and words.end[k - 1] == words.start[k]:
            pass
        elif lower[k] == "," and seen and _apposition(words, k + 1, high):
            end = k + 1
            while end < high and lower[end] not in (",", ";", "—", "“", "\"", ":"):
                end += 1
            return (first, end)
        else:
            break
        k += 1
    return (first, k) if seen else None


def _apposition(words: Words, k: int, high: int) -> bool:
    if k >= high:
        return False
    lower = words.lower[k]
    if lower in grammar()["time"] or words.quote[k] >= 0:
        return False
    if lower in ("a", "an", "the", "who", "which", "whose", "one", "chief", "now", "also", "himself", "herself"):
        return True
    if words.kind[k] in (NOUN, NUMBER):
        return True
    return words.kind[k] == NAME and k + 1 < high
