"""What the articles of a story tell alike of other times: when something was, and where.

Nobody contradicts anybody here, since articles look back on different things; so these claims are shown and not scored.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.dates import readable
from credscore.story.mentions import Mention
from credscore.story.moments import Moment, compatible
from credscore.story.verdict import LONELY, Verdict, record, settles

DATED, EVENT = "date-past", "date-event"  # an event of another day is told of also where one voice alone dates it
_SHARED = 2  # words that two sentences must share to tell of one thing; a name counts twice
_SAID = {
    "~recent": "days before", "~month": "this month", "~last-month": "last month",
    "~year": "this year", "~last-year": "last year",
}  # fmt: skip
_NAMED = "in:"
_ABOUT = 3  # of them so many name it


def past(mentions: Sequence[Mention], event: Moment, settings: StorySettings) -> list[Consensus]:
    """Years, months and places of other times that two witnesses or more give alike."""
    dates = [m for m in mentions if m.claim.rule in (DATED, EVENT)]
    places = [m for m in mentions if m.claim.slot == "place" and m.claim.background]
    counted = {(m.article, m.claim.when) for m in mentions if m.claim.background and m.claim.low is not None}
    told = [_one("date", found, settings, _shared(found), counted) for found in _by_topic(dates)]
    told += [_one("place", found, settings, (), counted) for found in _by_place(places, event)]
    return [claim for claim in told if claim is not None]


def dated(group: Sequence[Mention], settings: StorySettings) -> Consensus | None:
    """When something was whose people several articles count: "earlier this month", October 14."""
    sharp = Counter(m.claim.when for m in group if m.claim.when and not m.claim.when.startswith("~"))
    if not sharp or len({m.claim.when for m in group}) < 2 or len({m.witness for m in group}) < settings.min_witnesses:
        return None
    best = min(sharp, key=lambda when: (-sharp[when], -len(when or ""), when or ""))
    said = [
        m._replace(claim=replace(m.claim, value=_SAID.get(m.claim.when or "") or readable(m.claim.when or "")))
        for m in {m.article: m for m in group}.values()
    ]
    judged: list[Verdict] = [("equal", None) if m.claim.when == best else ("compatible", "less exact") for m in said]
    support = len({m.witness for m in said})
    counted = Counter(m.claim.about for m in said)
    about = f"{said[0].claim.slot} {min(counted, key=lambda text: (-counted[text], len(text), text))}".strip()
    claim = record("date", about, readable(best or ""), said, judged, support, settled=settles(support, said, settings))
    return replace(claim, scored=False)


def _by_topic(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions of one time whose sentences share words, or share them with a third one."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: m.order):
        homes = [
            group
            for group in groups
            if group[0].claim.when == mention.claim.when and any(_alike(mention, other) for other in group)
        ]
        groups = [group for group in groups if group not in homes]
        groups.append([*(m for home in homes for m in home), mention])
    return groups


def _alike(one: Mention, other: Mention) -> bool:
    shared = set(one.claim.terms) & set(other.claim.terms)
    return sum(2 if word.startswith(_NAMED) else 1 for word in shared) >= _SHARED


def _by_place(mentions: Iterable[Mention], event: Moment) -> list[list[Mention]]:
    """Mentions of one place, by the same words, at times that may be one."""
    named: dict[tuple[str, ...], list[list[Mention]]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.order):
        when = mention.claim.when or "~past"
        groups = named[mention.claim.terms]
        home = next(
            (g for g in groups if all(compatible(when, m.claim.when or "~past", event) for m in g)),
            None,
        )
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return [group for groups in named.values() for group in groups]


def _shared(group: Sequence[Mention]) -> tuple[str, ...]:
    words = Counter(word for m in group for word in set(m.claim.terms))
    return tuple(word.removeprefix(_NAMED) for word in sorted(words, key=lambda word: (-words[word], word))[:_ABOUT])


def _one(
    slot: str,
    found: Sequence[Mention],
    settings: StorySettings,
    about: Sequence[str],
    counted: set[tuple[str, str | None]],
) -> Consensus | None:
    """The claim of one time or place; `counted` are the articles and times of which people are counted, told there."""
    support = len({m.witness for m in found})
    known = support >= settings.min_witnesses
    if not known and not any(m.claim.rule == EVENT and (m.article, m.claim.when) not in counted for m in found):
        return None
    values = Counter(m.claim.value or "" for m in found)
    value = min(values, key=lambda text: (-values[text], text))
    judged: list[Verdict] = [("equal", None) if known else LONELY] * len(found)
    claim = record(slot, " ".join(about), value, found, judged, support, settled=known)
    return replace(claim, scored=False)
