"""How one stated quantity stands to another, and which value the witnesses agree on."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from credscore.records import Claim, Relation
from credscore.settings import StorySettings

Interval = tuple[float | None, float | None]
_ROUNDED_FROM = 1000  # below this a count is a count: "10" is not a rounded 12


class Mention(NamedTuple):
    """One claim of one article; `witness` is the index of the voice that the article belongs to."""

    article: str
    witness: int
    claim: Claim

    @property
    def interval(self) -> Interval:
        """The bounds the claim states."""
        return self.claim.low, self.claim.high

    @property
    def exact(self) -> bool:
        """Whether both bounds are known."""
        return self.claim.low is not None and self.claim.high is not None

    @property
    def order(self) -> tuple[object, ...]:
        """A stable order within a story: the article, its text before its title, the position, then what is said."""
        claim = self.claim
        place = (self.article, claim.place == "title", claim.start, claim.end, claim.rule)
        said = (str(claim.low), str(claim.high), claim.terms, claim.explicit, claim.exact, claim.when or "")
        return (*place, *said)


class Agreed(NamedTuple):
    """The value that most voices hold, by how many, and whether that settles it."""

    interval: Interval
    support: int
    witnesses: int
    settled: bool


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a number."""
    low = max(-math.inf if one[0] is None else one[0], -math.inf if other[0] is None else other[0])
    high = min(math.inf if one[1] is None else one[1], math.inf if other[1] is None else other[1])
    return low <= high


def rounded(one: float, other: float, slot: str) -> bool:
    """Whether one number is the other at a coarser rounding: 1.2 million and 1,213,400; 52 and 52.3 percent."""
    return any(abs(one - other) <= _unit(coarse, slot) / 2 for coarse in (one, other))


def _unit(value: float, slot: str) -> float:
    if value != int(value):
        return float(10.0 ** -len(repr(value).split(".")[1])) if "e" not in repr(value) else 0.0
    if slot == "percent":
        return 1.0
    if value < _ROUNDED_FROM:
        return 0.0
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10**zeros) if zeros else 0.0


def near(one: Claim, other: Interval, settings: StorySettings) -> bool:
    """Whether an interval may be the same number as a claim states, approximated or rounded."""
    if None in (one.low, one.high, *other):
        return False
    mine, theirs = one.high or 0.0, other[1] or 0.0
    if not one.exact and abs(mine - theirs) <= settings.approximate * max(mine, theirs):
        return True
    return one.low == one.high and other[0] == other[1] and rounded(mine, theirs, one.slot)


def votes(mentions: Sequence[Mention], settings: StorySettings) -> dict[Interval, dict[int, float]]:
    """Per exact interval the voices that state it and the weight of each.

    The first explicit number of a text or title weighs more than an implied one ("a man"), a later one less; a voice
    that gives explicit numbers does not vote by its implied ones; a detail of a total ("including three children") is
    no vote.
    """
    explicit = {m.witness for m in mentions if m.exact and m.claim.explicit and not detail(m.claim)}
    found: dict[Interval, dict[int, float]] = defaultdict(dict)
    led: set[tuple[str, str]] = set()
    for mention in sorted(mentions, key=lambda m: m.order):
        claim = mention.claim
        if not mention.exact or detail(claim) or (not claim.explicit and mention.witness in explicit):
            continue
        first = (mention.article, claim.place)
        leading = claim.explicit and first not in led
        if claim.explicit:
            led.add(first)
        weight = settings.explicit_weight if leading else settings.later_weight if claim.explicit else 1.0
        holders = found[mention.interval]
        holders[mention.witness] = max(holders.get(mention.witness, 0.0), weight)
    return found


# Sums that a reader may draw or not: the killer among the dead, people counted by name.
DERIVED = ("+self", "+names")


def detail(claim: Claim) -> bool:
    """Whether the claim only details a total that is told beside it."""
    return claim.rule.endswith("+part")


def agreed(mentions: Sequence[Mention], settings: StorySettings) -> Agreed:
    """The value of a claim: the majority of voices, explicit numbers weighing more.

    Where values tie that of more voices wins, then the larger.
    """
    voices = {m.witness for m in mentions}
    found = votes(mentions, settings)
    if not found:
        return _bounded(mentions, len(voices))
    merged = _merged(found, mentions, settings)
    best = max(
        merged,
        key=lambda interval: (
            round(sum(merged[interval].values()), 6),
            len(merged[interval]),
            interval[1] or 0,
            interval[0] or 0,
        ),
    )
    against: dict[int, float] = {}
    for interval, holders in merged.items():
        if interval != best:
            for voice, weight in holders.items():
                if voice not in merged[best]:
                    against[voice] = max(against.get(voice, 0.0), weight)
    holding = sum(merged[best].values())
    support = len(merged[best])
    settled = support >= settings.min_witnesses and holding > settings.majority * (holding + sum(against.values()))
    return Agreed(best, support, len(voices), settled)


def _merged(
    found: dict[Interval, dict[int, float]], mentions: Sequence[Mention], settings: StorySettings
) -> dict[Interval, dict[int, float]]:
    """The votes with those of approximated and rounded values added to the sharper value they may mean."""
    blurred = {m.interval for m in mentions if not m.claim.exact}
    merged = {interval: dict(holders) for interval, holders in found.items()}
    by_interval: dict[Interval, Claim] = {}
    for mention in mentions:
        by_interval.setdefault(mention.interval, mention.claim)
    for interval in sorted(found, key=lambda i: (i[0] or 0, i[1] or 0)):
        targets = [
            other
            for other in found
            if other != interval
            and len(found[other]) >= len(found[interval])
            and (interval in blurred or _coarser(interval, other, by_interval[interval].slot))
            and near(by_interval[interval], other, settings)
        ]
        if len(targets) == 1:
            for voice, weight in found[interval].items():
                merged[targets[0]].setdefault(voice, weight)
    return merged


def _coarser(one: Interval, other: Interval, slot: str) -> bool:
    return _unit(one[1] or 0, slot) > _unit(other[1] or 0, slot)


def _bounded(mentions: Sequence[Mention], voices: int) -> Agreed:
    """The consensus of claims that are all open: what all hold, or what most state."""
    holders: dict[Interval, set[int]] = defaultdict(set)
    for mention in mentions:
        holders[mention.interval].add(mention.witness)
    best = max(holders, key=lambda interval: (len(holders[interval]), interval[0] or 0, -(interval[1] or 0)))
    return Agreed(best, len(holders[best]), voices, False)


def relation(
    mention: Mention, result: Agreed, own: Iterable[Mention], settings: StorySettings, noun: str
) -> tuple[Relation, str | None]:
    """How a mention stands to the agreed value, and why.

    Args:
        mention: the one to judge.
        result: the agreed value of its claim.
        own: all mentions of the same article in this claim.
        settings: the `[story]` section.
        noun: what most say is counted ("@person"), so that a narrower noun can be a part.
    """
    claim, value = mention.claim, result.interval
    if result.witnesses < settings.min_witnesses:
        return "uncorroborated", "nobody else says anything on it"
    if mention.interval == value:
        return (
            ("equal", None)
            if result.support > 1 or result.settled
            else ("uncorroborated", "nobody else gives this figure")
        )
    if overlap(mention.interval, value):
        return "compatible", "the range holds the agreed value"
    if near(claim, value, settings):
        return "compatible", "the same figure, rounded"
    if not result.settled:
        return "uncorroborated", "the witnesses do not settle it"
    if detail(claim) or (_smaller(mention.interval, value) and _narrower(claim, noun)):
        return "compatible", "a part of the total"
    if not claim.explicit or claim.rule.endswith(DERIVED):
        return (
            ("compatible", "some of them are spoken of")
            if _smaller(mention.interval, value)
            else ("variant", "only implied")
        )
    if claim.place != "title" and any(m.interval == value and m.claim.explicit and not detail(m.claim) for m in own):
        if _smaller(mention.interval, value):
            return "compatible", "a part: the article gives the agreed figure as well"
        if not _leads(mention, own):
            return "uncorroborated", "another figure beside the agreed one"
    if claim.rule.endswith("+update") and not _smaller(mention.interval, value):
        return "variant", "a later toll"
    return "contradict", "differs from what most say"


def _leads(mention: Mention, own: Iterable[Mention]) -> bool:
    """Whether the article gives no other explicit number before this one."""
    return mention is min((m for m in own if m.exact and m.claim.explicit), key=lambda m: m.order, default=None)


def _smaller(one: Interval, other: Interval) -> bool:
    return one[1] is not None and other[0] is not None and one[1] < other[0]


_NARROW = frozenset({"@woman", "@man", "@child"})


def _narrower(claim: Claim, noun: str) -> bool:
    return bool(claim.terms) and claim.terms[0] in _NARROW and noun not in _NARROW
