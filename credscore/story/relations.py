"""How one stated quantity stands to another, and which value the witnesses agree on."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from credscore.records import Claim, Relation
from credscore.settings import StorySettings

Interval = tuple[float | None, float | None]
_ROUNDED_FROM = 1000  # below this a count is a count: "10" is not a rounded 12


class Mention(NamedTuple):
    """One claim of one article; `witness` is the index of the voice that the article belongs to, `day` its ISO date."""

    article: str
    witness: int
    claim: Claim
    day: str | None = None

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
    """The value that most voices hold, by how many, and whether that settles it.

    `otherwise` are the values it has when whoever killed and died is counted in or left out; `days` the first and the
    last date of the articles that give it, None where one has no date; `given` the value as the voices give it, with
    the killer and without.
    """

    interval: Interval
    support: int
    witnesses: int
    settled: bool
    otherwise: frozenset[Interval] = frozenset()
    days: tuple[str, str] | None = None
    given: frozenset[Interval] = frozenset()


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

    The first explicit number of a text or title weighs more than a later one. A voice without any votes by the largest
    number it implies ("a man and a boy", not "the man"). A detail of a total ("including three children") is no vote.
    """
    found: dict[Interval, dict[int, float]] = defaultdict(dict)
    implied: dict[int, Interval] = {}
    voting: set[int] = set()
    led: set[tuple[str, str]] = set()
    for mention in sorted((m for m in mentions if m.exact and not detail(m.claim)), key=lambda m: m.order):
        if not mention.claim.explicit:
            implied[mention.witness] = max(implied.get(mention.witness, (0, 0)), mention.interval, key=_top)
            continue
        part = (mention.article, mention.claim.place)
        # A sum with the killer stands beside the number it was made from.
        first = part not in led or _summed(mention.claim)
        weight = settings.explicit_weight if first else settings.later_weight
        led.add(part)
        voting.add(mention.witness)
        holders = found[mention.interval]
        holders[mention.witness] = max(holders.get(mention.witness, 0.0), weight)
    for voice, interval in implied.items():
        if voice not in voting:
            found[interval][voice] = 1.0
    return found


def _top(interval: Interval) -> tuple[float, float]:
    return interval[1] or 0.0, interval[0] or 0.0


# Sums that a reader may draw or not: the killer among the dead, people counted by name.
DERIVED = ("+self", "+names")


def _summed(claim: Claim) -> bool:
    """Whether the claim is a sum with whoever killed and died, made from another claim or said so."""
    return claim.rule.endswith("+self")


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
    holding, against = sum(merged[best].values()), _against(best, merged, mentions)
    support = len(merged[best])
    settled = support >= settings.min_witnesses and holding > settings.majority * (holding + against)
    total = _total(best, mentions, settings)
    if total != best:
        support = len({*merged[best], *merged.get(total, ())})
    agreeing = frozenset({best, total})
    days = _days(agreeing, mentions)
    return Agreed(total, support, len(voices), settled, _with_or_without(total, mentions), days, agreeing)


def _total(best: Interval, mentions: Sequence[Mention], settings: StorySettings) -> Interval:
    """The agreed value with the killer, where two voices or more count him beside it; else as it is."""
    voices: dict[Interval, set[int]] = defaultdict(set)
    for mention, without in _with_the_killer(mentions):
        if without == best:
            voices[mention.interval].add(mention.witness)
    most = max(voices, key=lambda interval: (len(voices[interval]), interval[1] or 0), default=best)
    return most if len(voices[most]) >= settings.min_witnesses else best


def _one_less(interval: Interval) -> Interval:
    low, high = (None if end is None else end - 1 for end in interval)
    return low, high


def _days(agreeing: frozenset[Interval], mentions: Sequence[Mention]) -> tuple[str, str] | None:
    """The first and the last date of the articles that give the agreed value."""
    days = [m.day for m in mentions if m.interval in agreeing]
    known = [day for day in days if day]
    return (min(known), max(known)) if known and len(known) == len(days) else None


def _with_or_without(best: Interval, mentions: Sequence[Mention]) -> frozenset[Interval]:
    """The other figure of every sum with the killer that makes, or is made from, the agreed one."""
    pairs = [(mention.interval, without) for mention, without in _with_the_killer(mentions)]
    return frozenset(other for pair in pairs for one, other in (pair, pair[::-1]) if one == best)


def _with_the_killer(mentions: Sequence[Mention]) -> list[tuple[Mention, Interval]]:
    """The sums with the killer, each with the figure without him."""
    plain = {(m.article, m.claim.place, m.claim.start): m.interval for m in mentions if not _summed(m.claim)}
    return [
        (m, plain.get((m.article, m.claim.place, m.claim.start), _one_less(m.interval)))
        for m in mentions
        if _summed(m.claim)
    ]


def _against(best: Interval, merged: dict[Interval, dict[int, float]], mentions: Sequence[Mention]) -> float:
    """The weight of the voices that hold another value; one that only implies fewer ("a man") may speak of some."""
    counting = {m.witness for m in mentions if m.claim.explicit}
    found: dict[int, float] = {}
    for interval, holders in merged.items():
        for voice, weight in holders.items():
            if voice not in merged[best] and (voice in counting or not _smaller(interval, best)):
                found[voice] = max(found.get(voice, 0.0), weight)
    return sum(found.values())


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
    mention: Mention, result: Agreed, own: Sequence[Mention], settings: StorySettings, noun: str
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
    if mention.interval in result.otherwise:
        smaller = _smaller(mention.interval, value)
        return ("compatible", "without who did it") if smaller else ("variant", "with who did it")
    beside = _beside(mention, result, own)
    if beside is not None:
        return beside
    dated = _another_day(mention, result, settings)
    if dated is not None:
        return dated
    if claim.rule.endswith("+update") and not _smaller(mention.interval, value):
        return "variant", "a later toll"
    return "contradict", "differs from what most say"


def of_headline(
    mention: Mention, own: Sequence[Mention], how: Relation, why: str | None
) -> tuple[Relation, str | None]:
    """The verdict on a figure, and where it is a headline's, whether its own text says otherwise."""
    if mention.claim.place != "title" or not mention.claim.explicit or detail(mention.claim):
        return how, why
    text = [m for m in own if m.claim.place == "text" and m.claim.explicit and not detail(m.claim)]
    if not text or any(overlap(m.interval, mention.interval) for m in text):
        return how, why
    if how == "contradict":
        return how, f"{why}; its own text says otherwise"
    return ("variant", "its own text says otherwise") if how == "uncorroborated" else (how, why)


def _another_day(mention: Mention, result: Agreed, settings: StorySettings) -> tuple[Relation, str] | None:
    """What a toll is that was reported before or after those that agree: tolls rise."""
    slot = mention.claim.slot
    if mention.day is None or result.days is None or slot not in _TOLLS:
        return None
    if slot != "killed" and (result.interval[0] or 0) < settings.rising_from:
        return None
    if max(_apart(mention.day, day) for day in result.days) > settings.rising_days:
        return None
    if mention.day > result.days[1] and _smaller(result.interval, mention.interval):
        return "variant", f"a later toll, of {mention.day}"
    if mention.day < result.days[0] and _smaller(mention.interval, result.interval):
        return "variant", f"an earlier toll, of {mention.day}"
    return None


def _apart(one: str, other: str) -> float:
    """Days between two ISO dates; infinite where one is none."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return math.inf


def _beside(mention: Mention, result: Agreed, own: Sequence[Mention]) -> tuple[Relation, str] | None:
    """What a figure is that a larger or the agreed one of its article explains; None where it stands for itself.

    A title stands for itself, and so does what leads the text, unless the article gives the agreed larger figure too.
    """
    if mention.claim.place == "title":
        return None
    value = result.interval
    leads = _leads(mention, own)
    stated = {m.interval for m in own if m.claim.explicit and m.exact and not detail(m.claim)}
    implied = {m.interval for m in own if not m.claim.explicit}
    if _smaller(mention.interval, value) and (
        value in stated | implied or (not leads and any(_smaller(mention.interval, other) for other in stated))
    ):
        return "compatible", "a part: the article gives a larger figure as well"
    insists = sum(m.interval == mention.interval for m in own) > 1 and not _smaller(mention.interval, value)
    if stated & result.given and not leads and not insists:
        return "uncorroborated", "another figure beside the agreed one"
    return None


def _leads(mention: Mention, own: Iterable[Mention]) -> bool:
    """Whether the article gives no other explicit number before this one."""
    return mention is min((m for m in own if m.exact and m.claim.explicit), key=lambda m: m.order, default=None)


def _smaller(one: Interval, other: Interval) -> bool:
    return one[1] is not None and other[0] is not None and one[1] < other[0]


_NARROW = frozenset({"@woman", "@man", "@child"})
_KINDS = frozenset({"@police", "@soldier", "@suspect", "@fighter"})
# What rises while people are searched for and counted.
_TOLLS = frozenset({"killed", "injured", "arrested", "displaced", "missing", "rescued"})


def _narrower(claim: Claim, noun: str) -> bool:
    """Whether a narrower kind is counted than most count; "three other men" may be all the others."""
    rest = "other" in claim.about.lower().split()
    kind = claim.terms[0] if claim.terms else ""
    return (kind in _NARROW and noun not in _NARROW and not rest) or (kind in _KINDS and noun == "@person")
