"""How a match ended, as the articles of a story tell it: the score, and which side won."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import JaroWinkler

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.verdict import LONELY, Verdict, alone, record, settles

_SPELLING = 0.9  # Jaro-Winkler of a side's name
_SIDE, _WON = "side:", "won:"


def scores(mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each match, told by the sides; other numbers, or another winner, contradict."""
    matches: list[list[Mention]] = []
    for mention in sorted((m for m in mentions if not m.claim.background), key=lambda m: (-len(_sides(m)), m.order)):
        fitting = [match for match in matches if _meet(_sides(mention), _sides(match[0]))]
        alike = [match for match in fitting if any(m.claim.value == mention.claim.value for m in match)]
        home = next(iter(alike or fitting), None)
        if home is None:
            matches.append([mention])
        else:
            home.append(mention)
    return [_match(sorted(match, key=lambda m: m.order), settings) for match in matches]


def _sides(mention: Mention) -> list[str]:
    return [term[len(_SIDE) :] for term in mention.claim.terms if term.startswith(_SIDE)]


def _meet(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two matches may be one: they share a side, and where both name two they share both."""
    shared = sum(any(_same(one, other) for other in others) for one in some)
    return shared >= (2 if len(some) == len(others) == 2 else 1)


def _same(one: str, other: str) -> bool:
    return one == other or float(JaroWinkler.similarity(one, other)) >= _SPELLING


def _winner(mention: Mention) -> str:
    return next((term[len(_WON) :] for term in mention.claim.terms if term.startswith(_WON)), "")


def _match(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[mention.claim.value or ""].add(mention.witness)
    best = min(voices, key=lambda value: (-len(voices[value]), value))
    winners = Counter(_winner(m) for m in mentions if m.claim.value == best and _winner(m))
    winner = min(winners, key=lambda name: (-winners[name], name)) if winners else ""
    support = len(voices[best])
    settled = settles(support, mentions, settings)
    agreeing = {m.article for m in mentions if m.claim.value == best}
    judged: list[Verdict] = []
    for mention in mentions:
        own = _winner(mention)
        if alone(mentions, settings):
            judged.append(LONELY)
        elif mention.claim.value == best and not (own and winner and not _same(own, winner)):
            judged.append(("equal", None))
        elif not settled:
            judged.append(("uncorroborated", "the witnesses do not settle it"))
        elif mention.claim.value == best:
            judged.append(("contradict", "another side is said to have won"))
        elif mention.article in agreeing:
            judged.append(("uncorroborated", "another score beside the agreed one"))
        else:
            judged.append(("contradict", "differs from what most say"))
    sides = max((m.claim.about for m in mentions), key=lambda about: (about.count("–"), len(about), about))
    return record("score", sides, best, mentions, judged, support, settled=settled)
