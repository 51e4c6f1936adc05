"""Cues: the lexicon hits that can introduce an attribution, with what surrounds the verb."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import (
    ADV,
    AUX,
    COORD,
    DET,
    GERUND,
    MARK,
    NEG,
    NOUN,
    NUMBER,
    POSS,
    PREP,
    VERB,
    Words,
    is_past,
)
from credscore.language import Document
from credscore.lexicon import Entry, Hit, longest
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import irregular_forms

# The lexicons by frame, in the order in which they win over each other at the same place.
LEXICONS = ("cue_phrases", "cue_agentless", "cue_states", "cues", "cue_nouns")


_BEFORE_NOUN = frozenset((DET, POSS, PREP, NOUN, NUMBER, VERB, GERUND, COORD, MARK))


@dataclass(frozen=True, slots=True)
class Cue:
    """A hit of a cue lexicon.

    `first`..`last` are its tokens, `group` the first token of its verb group (auxiliaries, negations and adverbs before
    it); `frame` the lexicon it is from; `form` of the verb: base, s, ed or ing.
    """

    first: int
    last: int
    group: int
    frame: str
    form: str
    passive: bool
    entry: Entry


def cues(document: Document, words: Words) -> list[Cue]:
    """The cues of a document that stand outside quotations, in order, without overlap."""

    def place(start: int) -> int:
        at = bisect_left(words.start, start)
        return at if at < len(words.start) and words.start[at] == start and words.quote[at] < 0 else -1

    hits: list[Hit] = []
    frames: dict[str, str] = {}
    for frame in LEXICONS:
        for hit in document.hits.get(frame, ()):
            if (at := place(hit.start)) >= 0:
                if not _fits(words, hit, at, frame):
                    continue
                frames[hit.entry.id] = frame
                hits.append(hit)
    return [_cue(hit, frames[hit.entry.id], words) for hit in longest(hits)]


def _is_state(words: Words, at: int) -> bool:
    """Whether a word such as "worried" stands after a form of be or the like."""
    return AUX in words.kind[max(0, at - 3) : at]


def _is_noun(words: Words, at: int) -> bool:
    """Whether a word that may be a verb too ("claims that") follows what only a noun can follow."""
    return (
        at > 0
        and words.kind[at - 1] in _BEFORE_NOUN
        and words.lower[at - 1] not in ("to", "that")
        and not (words.kind[at] == GERUND and words.kind[at - 1] in (MARK, COORD, NOUN))
    )


def _is_agentless(words: Words, hit: Hit, at: int) -> bool:
    """Whether a participle such as "believed to" is passive: after a form of be, or after a comma ("Lee, known as")."""
    if hit.entry.term.endswith(" of") and not any(
        words.lower[k] in ("have", "has", "had") for k in range(max(0, at - 2), at)
    ):
        return True
    if " " not in hit.entry.term or not is_past(words.lower[at]):
        return True
    if at and words.lower[at - 1] == ",":
        return hit.entry.term.endswith(" as")
    return any(words.lower[k] in grammar()["being"] for k in range(max(0, at - 3), at))


def _fits(words: Words, hit: Hit, at: int, frame: str) -> bool:
    """Whether a hit stands where a cue of its frame can stand."""
    if frame == "cue_nouns":
        return _is_noun(words, at)
    if frame == "cue_states":
        return _is_state(words, at)
    return frame != "cue_agentless" or _is_agentless(words, hit, at)


@cache
def _inflected(name: str) -> frozenset[str]:
    """All forms of the verbs of a closed class."""
    irregular = irregular_forms()
    return frozenset(form for verb in grammar()[name] for form in forms(verb, irregular))


def showing(entry: Entry) -> bool:
    """Whether an entry is a verb by which events and things "tell" what the writer makes of them."""
    return entry.term.partition(" ")[0] in _inflected("showing")


def evidencing(entry: Entry) -> bool:
    """Whether an entry is a verb of seeing or showing, whose object is a thing unless it is a clause."""
    return entry.term.partition(" ")[0] in _inflected("evidencing")


def _infinitive(frame: str, entry: Entry) -> bool:
    """Whether the `to` of an entry opens an infinitive ("vowed to") and no noun phrase ("referred to")."""
    head = entry.term.partition(" ")[0]
    if frame == "cues":
        return head in _inflected("infinitive")
    return frame != "cue_phrases" and head not in grammar()["nominal"]


def _form(head: str, entry: Entry) -> str:
    if head.endswith("ing") and len(head) > 4:
        return "ing"
    if is_past(head) and not (entry.match == "lemma" and entry.term.partition(" ")[0] == head):
        return "ed"
    return "s" if head.endswith("s") and not head.endswith("ss") else "base"


def _cue(hit: Hit, frame: str, words: Words) -> Cue:
    lower = words.lower
    first = bisect_left(words.start, hit.start)
    last = bisect_left(words.start, hit.end)
    if lower[last - 1] == "that" or (lower[last - 1] == "to" and _infinitive(frame, hit.entry)):
        last -= 1  # it opens the content
    head = lower[first]
    group, passive = first, False
    being = grammar()["being"]
    while group > 0 and words.kind[group - 1] in (AUX, NEG, ADV) and first - group < 6:
        group -= 1
        passive = passive or (lower[group] in being)
    form = _form(head, hit.entry)
    passive = passive and form == "ed" and frame == "cues"
    return Cue(first, last, group, frame, form, passive, hit.entry)
