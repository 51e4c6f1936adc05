"""When something planned ends, begins or is held, as the articles of a story tell it.

A plan that somebody holds back on ("may be planning to end") and a smaller step ("a reduction") speak of the same
thing, less surely; they hold nothing against the others, and nobody holds them against them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.ahead import fits, same, within
from credscore.story.mentions import Mention
from credscore.story.verdict import Verdict, alone, record, settles

_IS, _NAMED, _NEAR, _SAID = "is:", "in:", "near:", "said:"
_HEDGED = "+hedged"
# What is planned, the stronger step first, in families of which one thing can be told; and how it is written.
_FAMILIES = (("end", "close", "withdraw", "shrink"), ("begin", "open", "resume", "held"))
_WRITTEN = {
    "end": "end of", "close": "closing of", "withdraw": "withdrawal of", "shrink": "reduction of",
    "begin": "beginning of", "open": "opening of", "resume": "resumption of", "held": "day of",
}  # fmt: skip
_STEP = "shrink"
_STARTS = {"held": "begin"}  # what is held on a day begins then
_FAMILY = {phase: number for number, family in enumerate(_FAMILIES) for phase in family}
_RANK = {phase: number for family in _FAMILIES for number, phase in enumerate(family)}


def plans(mentions: Iterable[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each thing of whose plans two witnesses or more tell; the value is the time most give."""
    found: dict[tuple[int, str], list[list[Mention]]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (not _names(m), m.order)):
        groups = found[_FAMILY[_phase(mention)], mention.claim.terms[1]]
        homes = [group for group in groups if _one(mention, group)]
        home = max(homes, key=lambda group: len(_known(mention) & _known(*group)), default=None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    told = [sorted(group, key=lambda m: m.order) for groups in found.values() for group in groups]
    return [_consensus(group, settings) for group in told if not alone(group, settings)]


def _written(mention: Mention) -> str:
    return mention.claim.terms[0].removeprefix(_IS)


def _phase(mention: Mention) -> str:
    """What is planned, as far as it is compared."""
    return _STARTS.get(_written(mention), _written(mention))


def _names(*mentions: Mention, prefix: str = _NAMED) -> set[str]:
    terms = (term for m in mentions for term in m.claim.terms)
    return {term.removeprefix(prefix) for term in terms if term.startswith(prefix)}


def _known(*mentions: Mention) -> set[str]:
    """All names of things and those near them."""
    return _names(*mentions) | _names(*mentions, prefix=_NEAR)


def _one(mention: Mention, group: Sequence[Mention]) -> bool:
    """Whether a thing can be that of a group: they share a name, either's names stand near the other, or one has none.

    "French troops will leave Mali" and "France will withdraw its troops from Mali" name them differently.
    """
    own, named = _names(mention), _names(*group)
    if not own or not named or own & named:
        return True
    return own <= _known(*group) and named <= _known(mention)


def _hedged(mention: Mention) -> bool:
    return mention.claim.rule.endswith(_HEDGED)


def _same(one: Mention, other: Mention) -> bool:
    """Whether two times are one: by the calendar, or counted in the same words by articles of one time."""
    said, again = (next((t for t in m.claim.terms if t.startswith(_SAID)), "") for m in (one, other))
    undated = one.day is None or other.day is None
    return same(one.claim.when or "", other.claim.when or "") or (said == again != "" and undated)


def _consensus(group: Sequence[Mention], settings: StorySettings) -> Consensus:
    phase = _most((_phase(m), m) for m in group)
    main = [m for m in group if _phase(m) == phase]
    hedged = len(_voices(m for m in main if _hedged(m))) > len(_voices(m for m in main if not _hedged(m)))
    leading = [m for m in main if _hedged(m) == hedged]

    def holding(mention: Mention) -> set[int]:
        return _voices(m for m in leading if _same(m, mention))

    def fitting(mention: Mention) -> set[int]:
        return _voices(m for m in group if _hedged(m) == hedged and _fits(m, mention))

    best = min(leading, key=lambda m: (-len(holding(m)), -len(fitting(m)), m.order))
    support = len(fitting(best))
    settled = settles(support, [m for m in group if _hedged(m) == hedged], settings)
    firm = settled and len(holding(best)) >= settings.min_witnesses
    agreeing = [m for m in leading if _fits(m, best)]
    judged = [_verdict(m, best, agreeing, firm=firm) for m in group]
    about, value = _about(main), _value(leading, best)
    # Plans change, and two things of one kind may be planned: nobody is judged by them.
    return replace(record("planned", about, value, group, judged, support, settled=settled), scored=False)


def _voices(mentions: Iterable[Mention]) -> set[int]:
    return {m.witness for m in mentions}


def _most(pairs: Iterable[tuple[str, Mention]]) -> str:
    """What most voices tell of, of two the stronger step."""
    voices: dict[str, set[int]] = defaultdict(set)
    for phase, mention in pairs:
        voices[phase].add(mention.witness)
    return min(voices, key=lambda phase: (-len(voices[phase]), _RANK[phase]))


def _fits(one: Mention, other: Mention) -> bool:
    return _same(one, other) or fits(one.claim.when or "", other.claim.when or "")


def _verdict(mention: Mention, best: Mention, agreeing: Sequence[Mention], *, firm: bool) -> Verdict:
    """How a time stands to the agreed one; `firm` says that two voices give that very time."""
    phase, main = _phase(mention), _phase(best)
    if phase != main:
        step = "a smaller step" if phase == _STEP else "a larger step" if main == _STEP else "in other words"
        return ("compatible", step) if _fits(mention, best) else ("uncorroborated", "another step, at another time")
    if _hedged(mention) != _hedged(best):
        sure = "less certain" if _hedged(mention) else "more certain"
        if _fits(mention, best):
            return "compatible", f"told as {sure}"
        return "uncorroborated", f"another time, told as {sure}"
    if _same(mention, best):
        return "equal", None
    if _fits(mention, best):
        return "compatible", _nearer(mention, best)
    if not firm:
        return "uncorroborated", "the witnesses do not settle it"
    if any(m.article == mention.article for m in agreeing):
        return "uncorroborated", "another time beside the agreed one"
    if mention.day and all(m.day and m.day != mention.day for m in agreeing):
        return "variant", f"plans change: told on {mention.day}"
    return "contradict", "another time than most say"


def _nearer(mention: Mention, best: Mention) -> str:
    one, other = mention.claim.when or "", best.claim.when or ""
    return "more exact" if within(one, other) else "less exact" if within(other, one) else "may be the same time"


def _about(mentions: Sequence[Mention]) -> str:
    said = Counter(f"{_WRITTEN[_written(m)]} {m.claim.about}" for m in mentions)
    return min(said, key=lambda text: (-said[text], len(text), text))


def _value(leading: Sequence[Mention], best: Mention) -> str:
    """The agreed time in the words most give it in."""
    said = Counter(m.claim.value or "" for m in leading if _same(m, best))
    return min(said, key=lambda text: (-said[text], len(text), text))
