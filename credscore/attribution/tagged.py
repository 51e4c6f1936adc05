"""What the tagger finds, as drafts; and the overlay: what the rules add to it, change in it and take out of it.

An attribution that is added carries the rule that found it, one that is changed the rule `tagger+` and what was done.
docs/attribution.md has the table of these rules, measured with and without each.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from credscore.attribution.contents import below
from credscore.attribution.cues import LEXICONS
from credscore.attribution.found import Found
from credscore.attribution.quotes import quote_kind
from credscore.attribution.scene import Draft
from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import Tokens, Words
from credscore.language import Document
from credscore.lexicon import switched_off
from credscore.model import Roles, Tagger, paragraphs
from credscore.records import Span

TAGGER = "tagger"  # the rule of what the model found
SIGNED = frozenset(("colon", "dash"))  # rules that go by the look of a line, which the training news hardly has


def tagged(document: Document, words: Words, alone: Sequence[Found], tagger: Tagger) -> list[Draft]:
    """What the tagger finds, with what the rules find alone before its eyes."""
    roles = [Roles(found.source, found.cue, found.content) for found in alone]
    stances = _stances(document)
    found: list[Draft] = []
    lines = paragraphs(document, roles)
    for paragraph, links in zip(lines, tagger.links(lines), strict=True):
        first = bisect_left(words.start, paragraph.spans[0].start)
        for link in links:
            cue, source, content = (
                [(first + a, first + b) for a, b in runs] for runs in (link.cue, link.source, link.content)
            )
            cue[-1] = _undated(words, cue[-1])
            rule = TAGGER if content else f"{TAGGER}+below"
            if source and not content:
                content = below(words, cue[-1][1])
            if content:
                stance = _stance(words, cue, stances)
                found.append(Draft(rule, stance, cue, source, content, agentless=not source))
    return found


def _undated(words: Words, run: Tokens) -> Tokens:
    """A part of a cue without the preposition of a date after it: "insisted on Monday"."""
    first, last = run
    dated = last - first > 1 and last < len(words.lower) and words.lower[last] in grammar()["time"]
    return (first, last - 1) if dated and words.lower[last - 1] in grammar()["preposition"] else run


def _spans(words: Words, runs: Sequence[Tokens]) -> list[Span]:
    return [Span(words.start[first], words.end[last - 1]) for first, last in runs]


def _stances(document: Document) -> list[tuple[int, int, str]]:
    """Where the cue lexicons match, with the stance of the entry."""
    hits = (hit for name in LEXICONS for hit in document.hits.get(name, ()))
    return sorted((hit.start, hit.end, hit.entry.cls) for hit in hits)


def _stance(words: Words, cue: Sequence[Tokens], stances: Sequence[tuple[int, int, str]]) -> str:
    """The class of the entry that stands in a cue; of several, of one that is not neutral."""
    for first, last in cue:
        start, end = words.start[first], words.end[last - 1]
        at = bisect_left(stances, (start, 0, ""))
        while at < len(stances) and stances[at][0] < end:
            if stances[at][2] in ("confirming", "doubting"):
                return stances[at][2]
            at += 1
    return "neutral"


def overlaid(document: Document, words: Words, found: Sequence[Draft], drafts: Sequence[Draft]) -> list[Draft]:
    """The tagger's drafts with what the rules add, change and take out."""
    off = _off(document)
    kept = [draft for draft in found if not _holds_any(words, draft, off) and not _in_compound(words, draft)]
    by_cue = {k: draft for draft in drafts for run in draft.cue for k in range(*run)}
    adverbs = _adverbs(document)
    for draft in kept:
        _nobody(words, draft, adverbs)
        _antecedent(words, draft, by_cue)
    mine = _rows_of_the_user(document)
    cues = {k for draft in kept for run in draft.cue for k in range(*run)}
    taken = cues | {k for draft in kept for run in draft.content for k in range(*run)}
    for draft in drafts:
        if draft.rule in mine:
            free = not _touches(draft.cue, cues)
        else:
            free = _adds(words, draft) and not _touches(draft.cue, cues) and not _touches(draft.content, taken)
        if free:
            kept.append(draft)
    return kept


def _adds(words: Words, draft: Draft) -> bool:
    """Whether the rules see this where the tagger often does not: signatures, nameless sources, quotations."""
    return (
        draft.rule in SIGNED or draft.agentless or bool(draft.source and quote_kind(words, draft.content) == "direct")
    )


def _touches(runs: Sequence[Tokens], places: set[int]) -> bool:
    return any(k in places for run in runs for k in range(*run))


def _off(document: Document) -> list[Span]:
    """Where rows of the cue lexicons would match that a row of the user switches off."""
    return [Span(hit.start, hit.end) for name in LEXICONS for hit in document.hits.get(switched_off(name), ())]


def _holds_any(words: Words, draft: Draft, places: Sequence[Span]) -> bool:
    return any(cue.holds(place) for cue in _spans(words, draft.cue) for place in places)


def _in_compound(words: Words, draft: Draft) -> bool:
    """Whether the cue is the end of a compound ("a Trump-supporting group"): an adjective, by which nobody speaks."""
    first, last = draft.cue[0]
    at = first + (words.lower[first] == "-" and first + 1 < last)
    compound = at > 1 and words.lower[at - 1] == "-" and words.lower[at - 2] not in grammar()["compounding"]
    return compound and words.end[at - 2] == words.start[at - 1] and words.end[at - 1] == words.start[at]


def _nobody(words: Words, draft: Draft, adverbs: AbstractSet[int]) -> None:
    """Sources that are none: the "it" of "it is widely believed", whoever "reportedly" did something, a bare "the"."""
    first, last = draft.cue[0]
    if not draft.source:
        return
    one, after = draft.source[0]
    adverb = words.start[first] in adverbs or words.lower[first] in grammar()["nameless"]
    if len(draft.cue) == 1 and last - first == 1 and adverb:
        draft.content = sorted((*draft.source, *draft.content))
    elif all(words.lower[k] in ("the", "a", "an") for k in range(one, after)):
        pass
    elif not (
        after - one == 1
        and after == first
        and words.lower[one] in ("it", "there")
        and words.lower[first] in grammar()["being"]
        and last - first > 1
    ):
        return
    draft.source, draft.agentless, draft.rule = [], True, f"{TAGGER}+nobody"


def _adverbs(document: Document) -> frozenset[int]:
    """Where adverbs such as "reportedly" stand, which name nobody."""
    hits = document.hits.get("cue_agentless", ())
    return frozenset(hit.start for hit in hits if hit.last - hit.first == 1 and hit.entry.match == "word")


def _antecedent(words: Words, draft: Draft, by_cue: Mapping[int, Draft]) -> None:
    """The "which" of "the command, which reported" stands for a noun phrase that the rules find before it."""
    if len(draft.source) != 1 or draft.source[0][1] - draft.source[0][0] != 1:
        return
    at = draft.source[0][0]
    drafted = next((by_cue[k] for run in draft.cue for k in range(*run) if k in by_cue), None)
    relative = words.lower[at] in grammar()["relative"]
    if relative and drafted is not None and len(drafted.source) > 1 and draft.source[0] in drafted.source:
        draft.source, draft.rule = list(drafted.source), f"{TAGGER}+antecedent"


def _rows_of_the_user(document: Document) -> frozenset[str]:
    """The cue entries that are not built in, among those that match here."""
    hits = (hit for name in LEXICONS for hit in document.hits.get(name, ()))
    return frozenset(hit.entry.id for hit in hits if hit.entry.origin != "built-in")
