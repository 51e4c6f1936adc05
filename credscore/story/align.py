"""Which claims of different articles are about one thing: same slot, one time, terms that overlap or say nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import JaroWinkler

from credscore.story.mentions import Interval, Mention, overlap
from credscore.story.moments import Moment, compatible

PEOPLE = frozenset({"killed", "injured", "arrested", "displaced", "missing", "rescued", "abducted"})
# Kinds of people that are told apart; all others ("people", "women", "victims", no noun) may be any of them.
_KINDS = frozenset({"@fighter", "@soldier", "@police", "@suspect"})
_SPELLING = 0.9  # Jaro-Winkler: Oskarsen / Oscarsen .94, Smith / Jones .47
TOLD = "told:"  # who counted
_QUALIFIERS = ("in:", "by:", TOLD)


def aligned(mentions: Iterable[Mention], event: Moment) -> list[list[Mention]]:
    """Groups of mentions about one thing, each in a stable order; `event` is the time of the story."""
    slots: dict[tuple[str, bool], list[Mention]] = defaultdict(list)
    for mention in mentions:
        slots[mention.claim.slot, mention.claim.background].append(mention)
    groups: list[list[Mention]] = []
    for (slot, background), found in sorted(slots.items()):
        found.sort(key=lambda m: m.order)
        for period in _periods(found, event) if background else [found]:
            groups.extend(_people(period) if slot in PEOPLE else _measures(period, slot))
    return groups


def _periods(mentions: Sequence[Mention], event: Moment) -> list[list[Mention]]:
    """Mentions by time: the sharpest times first, the vaguer ones join the time they fit and whose value they share."""
    groups: list[tuple[list[str], list[Mention]]] = []
    for mention in sorted(mentions, key=lambda m: (_vagueness(m.claim.when), m.claim.when or "", m.order)):
        when = mention.claim.when or "~past"
        fitting = [group for group in groups if all(compatible(when, other, event) for other in group[0])]
        if fitting:
            shared = [group for group in fitting if any(overlap(mention.interval, m.interval) for m in group[1])]
            times, members = (shared or fitting)[0]
            if when not in times:
                times.append(when)
            members.append(mention)
        else:
            groups.append(([when], [mention]))
    return [sorted(members, key=lambda m: m.order) for _, members in groups]


def _vagueness(when: str | None) -> tuple[int, int]:
    when = when or "~past"
    return (1, 0) if when.startswith("~") else (0, -len(when))


def kind_of(mention: Mention) -> str:
    """The kind of people a mention counts, empty where it may be any."""
    first = mention.claim.terms[0] if mention.claim.terms else ""
    return first if first in _KINDS else ""


def _people(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions by the kind of people; those of no kind join one kind, or stand apart as the total."""
    kinds: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        kinds[kind_of(mention)].append(mention)
    general = kinds.pop("", [])
    special = [group for kind in kinds.values() for group in _by_origin(kind)]
    if not general or not special:
        return [*special, *([general] if general else [])]
    largest = max(special, key=lambda group: (len({m.witness for m in group}), len(group)))
    if _told_apart(general, largest):
        return [general, *special]
    return [sorted(general + group if group is largest else group, key=lambda m: m.order) for group in special]


def _by_origin(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of one kind of people by whose they are ("Norland soldiers"), where an article tells two apart.

    Who says nothing of that, or counts both together, speaks of all of them, unless the figure is that of some.
    """
    origins: dict[str, frozenset[str]] = {}
    for first, second in _counted_apart(mentions):
        for own in (first, second):
            origins.update(dict.fromkeys(own, own))
    if not origins:
        return [list(mentions)]
    groups: dict[frozenset[str], list[Mention]] = defaultdict(list)
    rest: list[Mention] = []
    for mention in mentions:
        own = _origin(mention)
        homes = {origins[word] for word in own if word in origins}
        (groups[next(iter(homes))] if len(homes) == 1 else rest).append(mention)
    total: list[Mention] = []
    for mention in rest:
        alike = [group for group in groups.values() if any(overlap(mention.interval, m.interval) for m in group)]
        (alike[0] if len(alike) == 1 and not _origin(mention) else total).append(mention)
    found = [*(groups[own] for own in sorted(groups, key=sorted)), *([total] if total else [])]
    return [sorted(group, key=lambda m: m.order) for group in found]


def _counted_apart(mentions: Sequence[Mention]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Pairs of origins without a common word, of which one article counts each by itself and explicitly."""
    by_article: dict[str, set[frozenset[str]]] = defaultdict(set)
    for mention in mentions:
        own = _origin(mention)
        if own and mention.claim.explicit and "+sum" not in mention.claim.rule:
            by_article[mention.article].add(own)
    return [
        (one, other)
        for article in sorted(by_article)
        for one in sorted(by_article[article], key=sorted)
        for other in sorted(by_article[article], key=sorted)
        if sorted(one) < sorted(other) and not one & other
    ]


def _origin(mention: Mention) -> frozenset[str]:
    return frozenset(term[3:] for term in mention.claim.terms if term.startswith("of:"))


def _told_apart(general: Sequence[Mention], special: Sequence[Mention]) -> bool:
    """Whether some article gives both, explicitly and with different numbers, or none gives one number of both."""
    total, detail = _stated(general), _stated(special)
    if any(not _share(total[article], detail[article]) for article in total.keys() & detail.keys()):
        return True
    voices = {m.witness for m in general if m.claim.explicit}
    return len(voices) > 1 and not _share(set().union(*total.values()), set().union(*detail.values()))


def _stated(mentions: Sequence[Mention]) -> dict[str, set[Interval]]:
    """Article -> the explicit numbers it gives."""
    found: dict[str, set[Interval]] = defaultdict(set)
    for mention in mentions:
        if mention.claim.explicit:
            found[mention.article].add(mention.interval)
    return found


def _share(some: set[Interval], others: set[Interval]) -> bool:
    return any(overlap(one, other) for one in some for other in others)


def _measures(mentions: Sequence[Mention], slot: str) -> list[list[Mention]]:
    """Mentions of amounts, shares and counts: they must share what is measured, and nothing may part them."""
    groups: list[list[Mention]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: (-len(m.claim.terms), m.order)):
        keys = _keys(mention, slot)
        candidates = list(dict.fromkeys(number for key in keys for number in index[key]))
        fitting = [number for number in candidates if all(_fit(mention, other, slot) for other in groups[number][:8])]
        if fitting:
            same = [number for number in fitting if any(overlap(mention.interval, m.interval) for m in groups[number])]
            fitting = same or [number for number in fitting if not _of_a_party(mention, groups[number])]
        if fitting:
            number = fitting[0]
            groups[number].append(mention)
        else:
            number = len(groups)
            groups.append([mention])
        for key in keys:
            if number not in index[key]:
                index[key].append(number)
    return [sorted(group, key=lambda m: m.order) for group in groups]


def _keys(mention: Mention, slot: str) -> list[str]:
    """What a mention is looked up by: its topic, and for counts the nouns."""
    terms = mention.claim.terms
    if slot in ("troops", "fighters", "magnitude", "votes", "seats"):
        return [slot] if slot != "magnitude" else list(terms[:1])
    if slot in ("money", "percent"):
        return [term for term in terms if not term.startswith(("@", "in:"))][:4] or ["?"]
    return [term for term in terms if not term.startswith(("@", *_QUALIFIERS))] or ["?"]


def _fit(one: Mention, other: Mention, slot: str) -> bool:
    a, b = one.claim.terms, other.claim.terms
    if ("@change" in a) != ("@change" in b):
        return False
    if not _qualifiers_fit(a, b, "in:") or not _qualifiers_fit(a, b, TOLD) or not _names_fit(a, b):
        return False
    if slot in ("money", "percent"):
        mine, theirs = _topics(a), _topics(b)
        return not mine or not theirs or bool(mine & theirs)
    if slot == "count":
        mine, theirs = _topics(a), _topics(b)
        return bool(mine & theirs) and (len(mine & theirs) * 2 >= min(len(mine), len(theirs)))
    return True


def _of_a_party(mention: Mention, group: Sequence[Mention]) -> bool:
    """Whether a group holds what one party counted, and a mention does not say who counted."""
    told = any(term.startswith(TOLD) for term in mention.claim.terms)
    return not told and any(term.startswith(TOLD) for m in group for term in m.claim.terms)


def _topics(terms: tuple[str, ...]) -> set[str]:
    return {term for term in terms if not term.startswith(("@", *_QUALIFIERS))}


def _qualifiers_fit(a: tuple[str, ...], b: tuple[str, ...], prefix: str) -> bool:
    mine, theirs = ({term for term in terms if term.startswith(prefix)} for terms in (a, b))
    return not mine or not theirs or bool(mine & theirs)


def _names_fit(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the names may be one: nothing to compare, or the last words alike up to spelling."""
    mine, theirs = ([term[3:] for term in terms if term.startswith("by:")] for terms in (a, b))
    if not mine or not theirs:
        return True
    return any(JaroWinkler.similarity(x, y) >= _SPELLING for x in mine for y in theirs)
