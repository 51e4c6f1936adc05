"""The consensus on what is no number: where it was, when it was, how people are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.dates import dates, reports
from credscore.story.mentions import Mention
from credscore.story.places import places
from credscore.story.verdict import LONELY, Verdict, alone, record, settles


def scene(slot: str, mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """The claims of slot place, date or condition of a story."""
    if slot == "place":
        return [places(mentions, settings)]
    if slot == "condition":
        return [conditions(mentions, settings)]
    if slot == "status":
        return statuses(mentions, settings)
    cited = [m for m in mentions if m.claim.rule == "date-report"]
    events = [m for m in mentions if m.claim.rule != "date-report"]
    return [judge(found, settings) for judge, found in ((dates, events), (reports, cited)) if found]


def conditions(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    """How the injured are: another condition is a variant, since people differ and conditions change."""
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[mention.claim.value or ""].add(mention.witness)
    best = min(voices, key=lambda value: (-len(voices[value]), value))
    judged: list[Verdict] = [
        LONELY
        if alone(mentions, settings)
        else ("equal", None)
        if m.claim.value == best
        else ("variant", "others, or at another time")
        for m in mentions
    ]
    support = len(voices[best])
    settled = settles(support, mentions, settings)
    return record("condition", "", best, mentions, judged, support, settled=settled)


def statuses(mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """What goes on and what is over, where two witnesses or more say so; it changes, so nobody is judged by it."""
    by_noun: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_noun[mention.claim.about].append(mention)
    told = []
    for noun in sorted(by_noun):
        found = sorted(by_noun[noun], key=lambda m: m.order)
        if alone(found, settings):
            continue
        voices: dict[str, set[int]] = defaultdict(set)
        for mention in found:
            voices[mention.claim.value or ""].add(mention.witness)
        best = min(voices, key=lambda value: (-len(voices[value]), value))
        judged: list[Verdict] = [
            ("equal", None) if m.claim.value == best else ("variant", "at another time") for m in found
        ]
        support = len(voices[best])
        claim = record("status", noun, best, found, judged, support, settled=settles(support, found, settings))
        told.append(replace(claim, scored=False))
    return told
