"""Which value the witnesses of a claim agree on, and whether that settles it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from credscore.records import Claim
from credscore.settings import StorySettings
from credscore.story.mentions import INCLUDING, SURVIVORS, Interval, Mention, detail, smaller, summed, without_killer

_ROUNDED_FROM = 1000  # below this a count is a count: "10" is not a rounded 12


class Agreed(NamedTuple):
    """The value that most voices hold, by how many, and whether that settles it.

    `otherwise` are the values it has when whoever killed and died is counted in or left out; `days` the first and the
    last date of the articles that give it, None where one has no date; `given` the value as the voices give it, with
    the killer and without; `inclusive` says that an article which gives it says he is in it; `shared` are all values
    that two voices or more give; `with_him` and `without_him` are the voices by whose sums the agreed one counts the
    killer, or leaves him out.
    """

    interval: Interval
    support: int
    witnesses: int
    settled: bool
    otherwise: frozenset[Interval] = frozenset()
    days: tuple[str, str] | None = None
    given: frozenset[Interval] = frozenset()
    inclusive: bool = False
    shared: frozenset[Interval] = frozenset()
    with_him: frozenset[int] = frozenset()
    without_him: frozenset[int] = frozenset()


def rounded(one: float, other: float, slot: str) -> bool:
    """Whether one number is the other at a coarser rounding: 1.2 million and 1,213,400; 52 and 52.3 percent."""
    return any(abs(one - other) <= _unit(coarse, slot) / 2 for coarse in (one, other))


def _round(value: float) -> bool:
    """Whether a number is one that people round to: "about 20" may be 19 or 22, "about 21" hardly."""
    return value >= 100 or not (value % 5 and value % 12)


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
    wide = settings.approximate * max(mine, theirs)
    if not one.exact and abs(mine - theirs) <= (wide if _round(mine) else min(wide, 1)):
        return True
    return one.low == one.high and other[0] == other[1] and rounded(mine, theirs, one.slot)


def votes(mentions: Sequence[Mention], settings: StorySettings) -> dict[Interval, dict[int, float]]:
    """Per exact interval the voices that state it and the weight of each.

    The first explicit number of a text or title weighs more than a later one. A voice without any votes by the largest
    number it implies ("a man and a boy", not "the man"). A detail of a total ("including three children") is no vote;
    nor are "four officers" one for three and their killer.
    """
    with_killer = {m.interval for m in mentions if summed(m.claim)}
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
        first = part not in led or summed(mention.claim)
        weight = settings.explicit_weight if first else settings.later_weight
        led.add(part)
        voting.add(mention.witness)
        if mention.interval in with_killer and without_killer(mention.claim) and not summed(mention.claim):
            continue
        holders = found[mention.interval]
        holders[mention.witness] = max(holders.get(mention.witness, 0.0), weight)
    for voice, interval in implied.items():
        if voice not in voting:
            found[interval][voice] = 1.0
    return found


def _top(interval: Interval) -> tuple[float, float]:
    return interval[1] or 0.0, interval[0] or 0.0


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
    half = settings.majority * (holding + against)
    enough = settings.min_witnesses if holding >= half else settings.plural_witnesses
    settled = support >= settings.min_witnesses and (
        holding > half or _plural(best, merged, mentions, enough, settings)
    )
    total = _total(best, mentions, settings)
    if total != best:
        support = len({*merged[best], *merged.get(total, ())})
    agreeing = frozenset({best, total})
    days = _days(agreeing, mentions)
    inclusive = any(m.interval == total and m.claim.rule.endswith(INCLUDING) for m in mentions)
    shared = frozenset(interval for interval, holders in found.items() if len(holders) > 1)
    sums = _with_the_killer(mentions)
    otherwise = frozenset(
        other
        for mention, less in sums
        for one, other in ((mention.interval, less), (less, mention.interval))
        if one == total
    )
    with_him = frozenset(mention.witness for mention, _ in sums if mention.interval == total)
    without_him = frozenset(mention.witness for mention, less in sums if less == total)
    return Agreed(
        total, support, len(voices), settled, otherwise, days, agreeing, inclusive, shared, with_him, without_him
    )


def _plural(
    best: Interval,
    merged: dict[Interval, dict[int, float]],
    mentions: Sequence[Mention],
    enough: int,
    settings: StorySettings,
) -> bool:
    """Whether enough voices hold a value and those of every other single one weigh clearly less, all together more.

    A voice that gives a larger number as well may mean a part, and is not counted.
    """
    partly = {m.witness for m in mentions if m.exact and m.claim.explicit and smaller(best, m.interval)}
    others = (
        sum(weight for voice, weight in holders.items() if voice not in merged[best])
        for interval, holders in merged.items()
        if interval != best
    )
    lead = settings.plural_lead * max(others, default=0.0)
    return len(set(merged[best]) - partly) >= enough and sum(merged[best].values()) >= lead


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


def _with_the_killer(mentions: Sequence[Mention]) -> list[tuple[Mention, Interval]]:
    """The sums with the killer, each with the figure without him."""
    plain = {
        (m.article, m.claim.place, m.claim.start): m.interval
        for m in mentions
        if not summed(m.claim) and not m.claim.rule.endswith(SURVIVORS)
    }
    return [
        (m, plain.get((m.article, m.claim.place, m.claim.start), _one_less(m.interval)))
        for m in mentions
        if summed(m.claim) or m.claim.rule.endswith(SURVIVORS)
    ]


def _against(best: Interval, merged: dict[Interval, dict[int, float]], mentions: Sequence[Mention]) -> float:
    """The weight of the voices that hold another value; one that only implies fewer ("a man") may speak of some."""
    counting = {m.witness for m in mentions if m.claim.explicit}
    found: dict[int, float] = {}
    for interval, holders in merged.items():
        for voice, weight in holders.items():
            if voice not in merged[best] and (voice in counting or not smaller(interval, best)):
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
