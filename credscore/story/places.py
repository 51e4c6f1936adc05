"""Where an event was: which names are one place, and which directions exclude one another."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.verdict import LONELY, Verdict, alone, record, settles

_SPELLING = 0.93  # Jaro-Winkler: Kirkuk / Kirkouk .97
_OPPOSED = {"n": "s", "s": "n", "e": "w", "w": "e"}


def _terms(mention: Mention, prefix: str) -> list[str]:
    return [term[len(prefix) :] for term in mention.claim.terms if term.startswith(prefix)]


def _name(mention: Mention) -> str:
    return next(iter(_terms(mention, "name:")), "")


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and JaroWinkler.similarity(one, other) >= _SPELLING)


def places(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    """Where the event was: the name most voices give; a direction that conflicts with theirs is a contradiction."""
    containers = {name for m in mentions for name in _terms(m, "in:")}
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[_name(mention)].add(mention.witness)
    names = sorted((n for n in voices if n), key=lambda n: (n in containers, -len(voices[n]), n)) or sorted(voices)
    best = max(names, key=lambda n: (n not in containers and len(voices[n]) > 1, len(voices[n]), -names.index(n)))
    holding = [m for m in mentions if _same_name(_name(m), best)]
    support = len({m.witness for m in holding})
    settled = settles(support, mentions, settings)
    spelled = Counter(_spelled(m) for m in holding)
    value = min(spelled, key=lambda text: (-spelled[text], len(text), text))
    about = {name for m in holding for name in _terms(m, "in:")}
    directions = _directions(holding)
    judged: list[Verdict] = []
    for mention in mentions:
        if alone(mentions, settings):
            judged.append(LONELY)
        elif _same_name(_name(mention), best):
            judged.append(_same_place(mention, best, directions, settled, settings))
        else:
            judged.append(
                _other_place(mention, about | ({best} if best in containers else set()), directions, settled, settings)
            )
    return record("place", "", value, mentions, judged, support, settled=settled)


def _spelled(mention: Mention) -> str:
    """The name as written, without directions and what it lies in."""
    words = (mention.claim.value or "").replace("’s", "").split()
    core = _name(mention).split()
    kept = [
        word
        for word in words
        if word.lower().rstrip("s,.") in core or word.lower().strip(",.") in core or word[:1].isupper()
    ]
    stop = next(
        (i for i, word in enumerate(words) if word.lower() in ("south", "north", "east", "west", "of")), len(words)
    )
    return " ".join(word for word in words[:stop] if word in kept) or mention.claim.value or ""


def _directions(mentions: Sequence[Mention]) -> dict[str, set[int]]:
    """Direction -> the voices that give it, of the place itself or of what it lies in."""
    found: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        for direction in (*_terms(mention, "dir:"), *_terms(mention, "indir:")):
            found[direction].add(mention.witness)
    return found


def _conflict(one: str, other: str) -> bool:
    """Whether two directions exclude each other: opposed, or centre and edge."""
    if "c" in (one, other):
        return one != other
    return any(_OPPOSED[letter] in other for letter in one)


def _against(direction: str, directions: dict[str, set[int]], mention: Mention) -> set[int]:
    """The other voices that give a direction which excludes this one."""
    excluding = {voice for other, who in directions.items() if _conflict(direction, other) for voice in who}
    return excluding - {mention.witness}


def _same_place(
    mention: Mention, best: str, directions: dict[str, set[int]], settled: bool, settings: StorySettings
) -> Verdict:
    for direction in _terms(mention, "dir:"):
        if (
            settled
            and len(_against(direction, directions, mention)) >= settings.min_witnesses
            and len(directions[direction]) == 1
        ):
            return "contradict", "another part of the place than the others say"
    return ("equal", None) if _name(mention) == best else ("variant", "another spelling")


def _other_place(
    mention: Mention, about: set[str], directions: dict[str, set[int]], settled: bool, settings: StorySettings
) -> Verdict:
    """A place of another name: a container with a direction can conflict, all else is less specific or unknown."""
    if _name(mention) in about:
        for direction in _terms(mention, "dir:"):
            if settled and len(_against(direction, directions, mention)) >= settings.min_witnesses:
                return "contradict", "a direction that conflicts with what the others say"
        return "compatible", "less specific"
    if set(_terms(mention, "in:")) & about:
        return "compatible", "another place in the same region"
    return "uncorroborated", "a place that nobody else names"
