"""Cues that stand after what was said: `Y, X said`, `"Y," said X`, `Y, X said, Z`."""

from credscore.attribution.contents import left
from credscore.attribution.cues import Cue
from credscore.attribution.following import after, to_comma
from credscore.attribution.scene import Draft, Scene
from credscore.attribution.sources import before
from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import ADV, AUX, COORD, DASHES, DET, GERUND, MARK, NOMINAL, PREP, PRON, SUB, WH, Words

_SEPARATORS = (",", *DASHES)


def closing(scene: Scene, cue: Cue) -> Draft | None:
    """The attribution of a verb that closes what was said, or None when it opens it."""
    if cue.frame == "cue_phrases":
        return _according(scene, cue)
    if cue.frame != "cues" or cue.passive or cue.form == "ing":
        return None
    return _inverted(scene, cue) or _final(scene, cue)


def _according(scene: Scene, cue: Cue) -> Draft | None:
    """`Y, according to X`: all that stands before."""
    words = scene.words
    source = after(words, cue.last, scene.last)
    stop = cue.first
    while stop > scene.taken and words.kind[stop - 1] in (ADV, MARK) and words.quote[stop - 1] < 0:
        stop -= 1
    start = left(words, scene.taken, stop)
    if source is None or start is None or stop - start < 3:
        return None
    return scene.draft(cue, [to_comma(words, source, scene.last)], [scene.opened(start, stop)])


def _inverted(scene: Scene, cue: Cue) -> Draft | None:
    """`"Y," said X`."""
    words = scene.words
    at = cue.first - 1
    if at < scene.taken or cue.group != cue.first:
        return None
    quoted = _quoted(words, at)
    if not quoted and not (words.lower[at] in _SEPARATORS and cue.entry.term in grammar()["inverting"]):
        return None
    if " " in cue.entry.term or (not quoted and cue.form == "base"):
        return None
    if (
        cue.last < scene.last
        and words.kind[cue.last] == PRON
        and words.kind[min(cue.last + 1, scene.last - 1)] not in (MARK, PREP)
    ):
        return None
    source = after(words, cue.last, scene.last)
    if source is None or not (quoted or _ends(scene, source[1])):
        return None
    if quoted and not _free(scene, source[1]):
        return None
    if quoted and cue.last < scene.last and words.kind[cue.last] in (PREP, SUB):
        return None
    content = _said(scene, at)
    if content is None:
        return None
    return scene.draft(cue, [source], [content, *_goes_on(scene, source[1], quoted)])


def _free(scene: Scene, k: int) -> bool:
    """Whether an inverted subject may end at token `k`: no verb of its own follows."""
    words = scene.words
    return (
        k >= scene.last
        or words.kind[k] in (MARK, PREP, ADV, SUB, COORD, PRON, GERUND)
        or words.lower[k] in grammar()["time"]
    )


def _final(scene: Scene, cue: Cue) -> Draft | None:
    """`Y, X said`."""
    words = scene.words
    source = before(words, scene.taken, cue.group)
    if source is None:
        return None
    at = source[0] - 1
    if at < scene.taken:
        return None
    quoted = _quoted(words, at)
    if words.quote[at] < 0 and words.lower[at] not in _SEPARATORS:
        return None
    ends = _ends(scene, cue.last)
    if not ends and (at < scene.start or _introduces(scene, cue) or not (quoted and _closes(words, at))):
        return None
    content = _said(scene, at)
    rest = _goes_on(scene, cue.last, quoted)
    if content is None or not (quoted or rest or _tells(words, *content)):
        return None
    return scene.draft(cue, [source], [content, *rest])


def _closes(words: Words, at: int) -> bool:
    """Whether the quotation that ends at token `at` ends as speech before its speaker does: `,"`, `?"` or `!"`."""
    mark = at if words.quote[at] >= 0 else at - 1
    return words.lower[mark - 1][-1] in ",?!" or words.quote[at] < 0


def _quoted(words: Words, at: int) -> bool:
    """Whether a quotation ends at token `at` or just before the mark there."""
    if words.quote[at] >= 0:
        return words.quote_tokens[words.quote[at]][1] == at + 1
    return at > 0 and words.lower[at] in _SEPARATORS and words.quote[at - 1] >= 0


def _said(scene: Scene, at: int) -> tuple[int, int] | None:
    """The content that ends with token `at`: from the last attribution, or from where its quotation begins."""
    end = at + 1 if scene.words.quote[at] >= 0 else at
    start = left(scene.words, scene.taken, end)
    return scene.opened(start, end) if start is not None else None


def _tells(words: Words, first: int, last: int) -> bool:
    """Whether tokens are a clause and not an adjunct ("In Iowa on Monday, Lee said")."""
    kind = words.kind
    if last - first < 4:
        return False
    if words.lower[first] != "that" and kind[first] in (PREP, GERUND, SUB):
        if words.lower[first] not in ("in", "at", "on", "for", "if", "with"):
            return False
        return any(words.lower[k] == "," for k in range(first, last))
    return True


def _introduces(scene: Scene, cue: Cue) -> bool:
    """Whether a content of its own follows the cue at once."""
    words, k = scene.words, cue.last
    if k >= scene.last:
        return False
    if words.lower[k] in ("that", ":", "if", "because") or words.kind[k] == WH:
        return True
    return words.quote[k] >= 0


def _ends(scene: Scene, k: int) -> bool:
    """Whether nothing but a time, a place or an insertion follows, up to the next mark."""
    words = scene.words
    lower, kind = words.lower, words.kind
    first = k
    while k < scene.last and k - first < 24:
        low = lower[k]
        if low in (".", ";", "!", "?", "—", "–", ")"):
            return True
        if low == ",":
            return not (k + 1 < scene.last and (lower[k + 1] == "that" or words.quote[k + 1] >= 0))
        if low in ("that", ":") or words.quote[k] >= 0:
            return False
        if k == first and low not in grammar()["time"]:
            if kind[k] == PREP and (
                low not in grammar()["adjunct"] or lower[min(k + 1, scene.last - 1)] in ("least", "most")
            ):
                return False
            if kind[k] == SUB and low not in ("as", "when", "while", "after", "before"):
                return False
            if kind[k] not in (PREP, ADV, SUB, PRON, *NOMINAL, DET):
                return False
            if kind[k] in (PRON, DET, *NOMINAL):
                return _only_addressee(scene, k)
        k += 1
    return k >= scene.last


def _only_addressee(scene: Scene, k: int) -> bool:
    """`told reporters on Monday.`: a short noun phrase, then the end or an adjunct."""
    words = scene.words
    first = k
    if words.kind[k] == PRON:
        k += 1
    while k < scene.last and k - first < 8 and words.kind[k] in (*NOMINAL, DET):
        k += 1
    if k >= scene.last or words.lower[k] in (".", ","):
        return (
            k > first
            and words.lower[first - 1] in _TOLD
            and not (k + 1 < scene.last and (words.lower[k + 1] == "that" or words.quote[k + 1] >= 0))
        )
    return (
        words.lower[first - 1] in _TOLD
        and words.kind[k] == PREP
        and words.lower[k] in grammar()["adjunct"]
        and not any(
            words.lower[j] in ("that", ":") or words.quote[j] >= 0 or words.kind[j] in (PRON, AUX)
            for j in range(k, min(k + 12, scene.last))
        )
    )


_TOLD = frozenset(["told", "tells", "tell", "telling", "asked", "reminded", "assured", "warned"])


def _goes_on(scene: Scene, k: int, quoted: bool) -> list[tuple[int, int]]:
    """What goes on after the cue: `"Y," X said on Friday, "Z."` or `Y, X said, Z`."""
    words = scene.words
    first = k
    while k < scene.last and k - first < 30:
        if words.quote[k] >= 0:
            opens = words.lower[k - 1] in (",", ":")
            return [words.quote_tokens[words.quote[k]]] if opens and quoted else []
        if words.lower[k] == "," and not quoted:
            if (
                k + 1 >= scene.last
                or words.kind[k + 1] in (GERUND)
                or words.lower[k + 1] in ("but", "while", "who", "which", "citing", "although", "and", "a", "an")
            ):
                return []
            later = [cue for cue in scene.cues if cue.first > k]
            if later and later[0].group == k + 1:
                return []
            end = scene.last
            return [(k + 1, end)] if end - k > 3 else []
        k += 1
    return []
