"""Sources: the noun phrase before or after a cue, by rules on word classes."""

from credscore.attribution.words import ADV, AUX, COORD, DET, GERUND, MARK, NAME, NEG, NOMINAL, NOUN, NUMBER, POSS, PREP, PRON, SUB, VERB, WH, Tokens, Words, grammar

_LONGEST = 45  # tokens of a source with its appositions; the 99th percentile of PolNeAR's is 24
_DASHES = ("—", "–", "-", "--")
_CLOSING = ("”", '"', "’", "'", "''")
_REFLEXIVE = ("himself", "herself", "itself", "themselves")
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
    if lower[end - 1] == "," or lower[end - 1] in _DASHES:
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
    for at in range(end - 2, max(low, end - _LONGEST), -1):
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
        if head and head[0] > low and (words.lower[head[0] - 1] in _DASHES) and words.kind[head[0]] == NAME:
            return (head[0], found[1])
    return found


def _phrase(words: Words, low: int, end: int) -> Tokens | None:
    lower, kind = words.lower, words.kind
    k = end - 1
    if k < low:
        return None
    if kind[k] == PRON or (
        lower[k] in grammar()["alone"] and (k == low or kind[k - 1] not in (NAME, NOUN, DET, NUMBER, POSS))
    ):
        return (k - 1, end) if k > low and lower[k - 1] in ("all", "both", "no") else (k, end)
    joining = grammar()["joining"]
    start = end
    while k >= low and end - k < _LONGEST:
        what = kind[k]
        if what in NOMINAL:
            start = k
        elif what == DET:
            start = k
            step = _past_determiner(words, low, k, joining)
            if step is None:
                break
            k = step
        elif what == PREP:
            if (
                start == end
                or k == low
                or lower[k] not in joining
                or (kind[k - 1] not in NOMINAL and kind[k - 1] != DET and lower[k - 1] != ")")
            ):
                break
            if lower[k - 1] in grammar()["time"] or kind[k - 1] == POSS:
                break
        elif what == COORD:
            if start == end or not _coordinates(words, low, k):
                break
        elif lower[k] == ")" and start < end:
            at = _opening(words, low, k + 1)
            if at is None:
                break
            k = at
        elif what in (VERB, GERUND):
            if k == low or kind[k - 1] not in (DET, POSS, ADV) or lower[k - 1] == "that":
                break
            if start == end and kind[k - 1] == ADV:
                break
            start = k
        elif what == ADV:
            if start == end or k == low or kind[k - 1] != DET:
                break
        elif lower[k] in _DASHES:
            if start == end or k == low or words.end[k - 1] != words.start[k]:
                break
        elif lower[k] == "," and start < end and _lists(words, low, k):
            start = k
        else:
            break
        k -= 1
    while start < end and (kind[start] in (COORD, PREP, POSS, MARK)):
        start += 1
    while start < end - 1 and kind[start] == NAME and lower[start] in grammar()["time"]:
        start += 1
    if (
        start >= end
        or kind[end - 1] == POSS
        or all(kind[i] in (NUMBER, MARK, POSS, DET, PREP) for i in range(start, end))
    ):
        return None
    return (start, end) if lower[end - 1] not in grammar()["time"] else None


def _past_determiner(words: Words, low: int, k: int, joining: frozenset[str]) -> int | None:
    """Where a phrase goes on to the left of the determiner at `k` ("a spokesman for the", "all the", "Lee and his")."""
    if k <= low:
        return None
    before_it = words.kind[k - 1]
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
    while k >= low and (
        kind[k] in NOMINAL
        or kind[k] == DET
        or lower[k] in ("of", "both", "(", ")")
        or (lower[k] == "," and kind[k - 1] in NOMINAL)
    ):
        k -= 1
    return k < low or kind[k] in _OPENERS


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


def after(words: Words, first: int, high: int) -> Tokens | None:
    """The noun phrase that begins at token `first` with its appositions, up to `high`; None when there is none."""
    lower, kind = words.lower, words.kind
    joining, time = grammar()["joining"], grammar()["time"]
    k = first
    if k >= high:
        return None
    if kind[k] == PRON or (
        lower[k] in grammar()["alone"] and (k + 1 >= high or kind[k + 1] not in NOMINAL and lower[k + 1] != "of")
    ):
        return (k, k + 1)
    seen = False
    while k < high and k - first < _LONGEST:
        what, low = kind[k], lower[k]
        following = kind[k + 1] if k + 1 < high else MARK
        if low in time and seen and kind[k - 1] != DET and what in (NAME, ADV, NOUN):
            break
        if what in NOMINAL:
            seen = seen or what != POSS
        elif what == DET:
            if seen and kind[k - 1] not in (PREP, COORD, DET, ADV):
                break
        elif what == PREP:
            if not seen or low not in joining or following not in (DET, NAME, NUMBER, NOUN) or lower[k + 1] in time:
                break
            if (
                low not in ("of", "for", "at", "from")
                and following == DET
                and lower[k + 1] in ("a", "an", "his", "her", "their", "this")
            ):
                break
        elif what == COORD:
            if not seen or following not in (DET, NAME, NUMBER, NOUN):
                break
        elif what in (VERB, GERUND):
            if k != first and kind[k - 1] not in (DET, ADV, POSS):
                break
        elif what == ADV:
            if seen or following not in (NOUN, NAME, NUMBER, VERB, GERUND):
                break
        elif low == "(":
            at = k
            while at < high and lower[at] != ")" and at - k < 12:
                at += 1
            if at >= high or lower[at] != ")":
                break
            k = at
        elif low in _DASHES and words.end[k - 1] == words.start[k]:
            pass
        elif low == "," and seen and _appositive(words, k + 1, high):
            return (first, _apposition_end(words, k + 1, high))
        else:
            break
        k += 1
    return (first, k) if seen else None


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
