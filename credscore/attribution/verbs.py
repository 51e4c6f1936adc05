"""Verbs that stand before what is said: finite verbs and participles."""

from credscore.attribution.contents import begin, below, end, is_clause, left
from credscore.attribution.cues import Cue, evidencing, showing
from credscore.attribution.following import after
from credscore.attribution.scene import Draft, Scene
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
    POSS,
    PREP,
    PRON,
    SUB,
    VERB,
    WH,
    Tokens,
    Words,
)

_PLURALS = ("s", "people", "police", "men", "women", "percent", "%")
_OBJECTS = frozenset(("him", "her", "them", "us", "me"))
_LONGEST = 400  # tokens of a content; more is a text without full stops
_LATER = 12  # cues looked at for the end of a content
_INTRODUCTION = 120  # tokens in which the subject of a sentence is looked for
_FARTHEST = 25  # tokens from the start of a subject to its verb


def content_after(
    scene: Scene, number: int, first: int, *, embedded: bool = False, relative: bool = False
) -> list[Tokens]:
    """The content that begins after token `first`, past adjuncts; empty when there is none."""
    words, cue = scene.words, scene.cues[number]
    start = begin(words, first, scene.last, cue.entry.term)
    if start >= scene.last:
        return below(words, start)
    bare = cue.frame == "cue_nouns" or relative
    high = min(scene.last, start + _LONGEST)
    stop = end(words, start, high, cue, scene.cues[number + 1 : number + _LATER], embedded=embedded, bare=bare)
    while stop > start and (
        words.kind[stop - 1] == MARK and words.quote[stop - 1] < 0 and words.lower[stop - 1] != ")"
    ):
        stop -= 1
    return [(start, stop)] if stop > start else []


def asked(scene: Scene, number: int) -> Draft | None:
    """`Asked by Lee about the flood, ...`: the question is the content, who asked the source."""
    words, cue = scene.words, scene.cues[number]
    stop = cue.last
    while stop < scene.last and words.lower[stop] != ",":
        stop += 1
    asker = after(words, cue.last + 1, stop) if words.lower[cue.last : cue.last + 1] == ["by"] else None
    first = asker[1] if asker else cue.last
    if stop - first < 2:
        return None
    return scene.draft(cue, [asker] if asker else [], [(first, stop)], agentless=asker is None)


def fronted(scene: Scene, cue: Cue) -> bool:
    """Whether a participle opens the sentence: `Asked whether`, `When asked about`."""
    at = cue.first - 1
    return at < scene.first or (scene.words.kind[at] in (SUB, WH) and scene.words.lower[at] != "that")


def verb(scene: Scene, number: int) -> Draft | None:
    """`X said that Y`."""
    words, cue = scene.words, scene.cues[number]
    if cue.frame == "cues" and cue.group == cue.first and cue.form in ("base", "s") and _is_noun(scene, cue):
        return None
    source = _verb_source(scene, cue)
    if not source:
        return None
    if showing(cue.entry) and _is_thing(scene, source[0]):
        return None
    relative = words.lower[source[-1][0]] in ("who", "which", "that")
    opener = words.lower[source[0][0] - 1] if source[0][0] > scene.first else ""
    fronted = opener in grammar()["subordinator"] and opener != "that" and source[0][0] <= scene.first + 3
    embedded = relative or (fronted and source is not scene.speaker)
    content = content_after(scene, number, cue.last, embedded=embedded, relative=relative)
    if not content and opener == "as":
        content = _as_said(scene, source[0][0] - 1, cue)
    if not content:
        return None
    if evidencing(cue.entry) and not is_clause(words, *content[0]) and not _may_show(scene, source[0]):
        return None
    draft = scene.draft(cue, source, content)
    if embedded:
        draft.speaker = []
    return draft


def _is_thing(scene: Scene, source: Tokens) -> bool:
    """Whether a source is an event or a thing that cannot say anything: by its head noun, or "this" before it."""
    words = scene.words
    noun = _head_noun(words, source)
    pointed = words.lower[source[0]] in ("this", "these", "that", "those", "it")
    return noun in words.of_class["event"] or (pointed and noun not in words.of_class["document"])


def _may_show(scene: Scene, source: Tokens) -> bool:
    """Whether a source may show a thing as well as that something is so: a document, or somebody with a name."""
    words = scene.words
    if any(words.kind[k] in (NAME, PRON) for k in range(*source)):
        return True
    return _head_noun(words, source) in words.of_class["document"]


def _head_noun(words: Words, phrase: Tokens) -> int:
    """The token before the first preposition or mark of a noun phrase."""
    return next((k for k in range(phrase[0] + 1, phrase[1]) if words.kind[k] in (PREP, MARK)), phrase[1]) - 1


def _verb_source(scene: Scene, cue: Cue) -> list[Tokens]:
    """The subject of a finite verb: the noun phrase before it, a relative pronoun, or the speaker before."""
    words = scene.words
    lower = words.lower
    previous = lower[cue.group - 1] if cue.group > scene.first else ""
    if scene.speaker and (previous in ("and", "but", "or") or (previous == "," and cue.group - 1 == scene.taken)):
        return scene.speaker
    if previous == "to":
        return []
    noun_before = cue.group - 2 >= scene.first and words.kind[cue.group - 2] in NOMINAL
    if previous in ("who", "which") or (previous == "that" and noun_before):
        who = (cue.group - 1, cue.group)
        at = who[0] - 1 if lower[who[0] - 1] == "," else who[0]
        head = before(words, scene.first, at) if at > scene.first else None
        return [head, who] if head else [who]
    noun = before(words, scene.taken, cue.group)
    if noun is None and previous in ("and", "but"):
        noun = main_subject(scene, cue.group)
    if noun is None or lower[noun[1] - 1] in _OBJECTS:
        noun = _qualified(scene, cue) or noun
    return [noun] if noun else []


def _qualified(scene: Scene, cue: Cue) -> Tokens | None:
    """A subject that a relative clause or a participle parts from its verb: `voters who back him say`."""
    words = scene.words
    first = scene.taken
    while first < cue.group and words.kind[first] in (MARK, ADV, COORD):
        first += 1
    head = after(words, first, cue.group) if first < cue.group and words.kind[first] not in (PREP, SUB, WH) else None
    if head is None or head[1] >= cue.group or cue.group - head[0] > _FARTHEST:
        return None
    parted = words.lower[head[1]] in ("who", "that", "which") or words.kind[head[1]] in (VERB, GERUND)
    inside = range(head[1] + 1, cue.group)
    return (head[0], cue.group) if parted and not any(words.lower[k] in (",", ";") for k in inside) else None


def _as_said(scene: Scene, at: int, cue: Cue) -> list[Tokens]:
    """`As X said, Y` and `Y, as X said`: the content is on the other side of the comma."""
    words = scene.words
    if at > scene.taken + 2 and words.lower[at - 1] == ",":
        start = left(words, scene.taken, at - 1)
        return [scene.opened(start, at - 1)] if start is not None else []
    comma = next((k for k in range(cue.last, min(scene.last, cue.last + _FARTHEST)) if words.lower[k] == ","), None)
    stop = scene.last
    while stop > scene.first and words.kind[stop - 1] == MARK and words.quote[stop - 1] < 0:
        stop -= 1
    return [(comma + 1, stop)] if comma is not None and at <= scene.first + 1 and comma + 2 < stop else []


def _is_noun(scene: Scene, cue: Cue) -> bool:
    """Whether a form such as "claims" or "report" is a noun here."""
    words = scene.words
    at = cue.first - 1
    following = words.lower[cue.last] if cue.last < scene.last else "."
    if at < scene.first:
        return True
    if words.kind[at] in (DET, POSS, PREP) and words.lower[at] not in grammar()["alone"]:
        return True
    if words.kind[at] == PRON or words.kind[at] == AUX:
        return False
    if cue.form == "base" and words.kind[at] in (NOUN, VERB) and not _plural(scene, cue):
        return True
    return following in ("of", "from", "by", ",", ".") or (
        cue.last < scene.last
        and words.kind[cue.last] == AUX
        and words.lower[cue.last] not in ("will", "would", "can", "could", "should")
    )


def _plural(scene: Scene, cue: Cue) -> bool:
    """Whether the noun phrase before a verb without -s is plural: by its head, or an "and"."""
    words = scene.words
    subject = before(words, scene.taken, cue.first)
    if subject is None:
        return False
    head = _head_noun(words, subject)
    return words.lower[head].endswith(_PLURALS) or COORD in words.kind[subject[0] : head]


def gerund(scene: Scene, number: int) -> Draft | None:
    """`..., adding that`: the source is the subject of the sentence, or the noun phrase right before."""
    words, cue = scene.words, scene.cues[number]
    lower, kind = words.lower, words.kind
    at = cue.first - 1
    if at < scene.first or (
        at <= scene.first + 1 and lower[at] in grammar()["before_participle"] and lower[at] not in (",", "and", "but")
    ):
        content = content_after(scene, number, cue.last, embedded=True)
        if not content:
            return None
        source = after(words, content[0][1] + 1, scene.last) if content[0][1] < scene.last else None
        return scene.draft(cue, [source] if source else [], content, agentless=source is None)
    own = None
    if kind[at] in NOMINAL and lower[at] not in grammar()["before_participle"]:
        own = before(words, scene.taken, cue.first)
        if own is None or (
            own[0] > scene.first
            and own[1] - 1 not in words.of_class["document"]
            and lower[own[0] - 1] not in ("with", ",", "and", "are", "is", "was", "were")
        ):
            return None
    elif lower[at] not in grammar()["before_participle"]:
        return None
    source_ = [own] if own else scene.speaker
    if not source_:
        main = main_subject(scene, cue.first)
        source_ = [main] if main else []
    if not source_ or (showing(cue.entry) and _is_thing(scene, source_[0])):
        return None
    content = content_after(scene, number, cue.last)
    return scene.draft(cue, source_, content) if content else None


def main_subject(scene: Scene, limit: int) -> Tokens | None:
    """The first noun phrase of the sentence, past an introductory adjunct."""
    words = scene.words
    limit = min(limit, scene.first + _INTRODUCTION)
    k = scene.first
    while k < limit and (words.kind[k] in (MARK, COORD, ADV) or words.lower[k] in grammar()["time"]):
        k += 1
    while k < limit and words.kind[k] in (PREP, SUB, GERUND, VERB):
        at = _comma(scene, k, limit)
        k = at + 1 if at < limit else k + 1
        while k < limit and words.kind[k] == ADV:
            k += 1
    found = after(words, k, limit) if k < limit else None
    if found and any(words.lower[j] in grammar()["time"] for j in range(*found)):
        k = _comma(scene, k, limit)
        return after(words, k + 1, limit) if k + 1 < limit else None
    return found


def _comma(scene: Scene, first: int, limit: int) -> int:
    return next((k for k in range(first, limit) if scene.words.lower[k] == ","), limit)
