"""Cues: the lexicon hits that can introduce an attribution, with what surrounds the verb."""

from collections.abc import Iterator
from dataclasses import dataclass

from credscore.attribution.words import ADV, AUX, NEG, Words, grammar
from credscore.language import Document
from credscore.lexicon import Entry, Hit, longest

# The lexicons by frame, in the order in which they win over each other at the same place.
LEXICONS = ("cue_phrases", "cue_agentless", "cues", "cue_nouns")


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
    hits: list[Hit] = []
    frames: dict[str, str] = {}
    for frame in LEXICONS:
        for hit in document.hits.get(frame, ()):
            if words.quote[hit.first] < 0:
                frames[hit.entry.id] = frame
                hits.append(hit)
    return [_cue(hit, frames[hit.entry.id], words) for hit in _apart(hits)]


def _apart(hits: list[Hit]) -> Iterator[Hit]:
    """`longest` on each run of hits that touch, so that the cost stays linear."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    run: list[Hit] = []
    reach = -1
    for hit in hits:
        if run and hit.start >= reach:
            yield from longest(run)
            run = []
        run.append(hit)
        reach = max(reach, hit.end)
    yield from longest(run)


def _cue(hit: Hit, frame: str, words: Words) -> Cue:
    lower = words.lower
    head = lower[hit.first]
    group, passive = hit.first, False
    being = grammar()["being"]
    while group > 0 and words.kind[group - 1] in (AUX, NEG, ADV) and hit.first - group < 6:
        group -= 1
        passive = passive or (lower[group] in being)
    base = hit.entry.term.partition(" ")[0].lower()
    form = "ing" if head.endswith("ing") else "base" if head == base else "s" if head.endswith("s") else "ed"
    return Cue(hit.first, hit.last, group, frame, form, passive and form == "ed", hit.entry)
