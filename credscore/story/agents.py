"""Who is said to have killed those whom the articles of a story count together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.verdict import Verdict, alone, record, settles

_OF = "of:"


def agents(
    mentions: Iterable[Mention], groups: Iterable[Sequence[Mention]], settings: StorySettings
) -> list[Consensus]:
    """A claim for each number of dead for which two witnesses or more name who killed them.

    Args:
        mentions: those of slot agent.
        groups: the mentions of each claim of the story.
        settings: the `[story]` section.
    """
    named: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.article, mention.claim.terms[0]].append(mention)
    if not named:
        return []
    told = []
    for group in groups:
        if group[0].claim.slot == "killed":
            places = {(m.article, f"{_OF}{m.claim.start}") for m in group if m.claim.place == "text"}
            own = {(m.article, m.claim.start): m for place in places for m in named.get(place, ())}
            found = sorted(own.values(), key=lambda m: m.order)
            if found and not alone(found, settings):
                told.append(_consensus(found, settings))
    return told


def _parties(mention: Mention) -> frozenset[str]:
    return frozenset(mention.claim.terms[1:])


def _consensus(found: Sequence[Mention], settings: StorySettings) -> Consensus:
    voices: dict[frozenset[str], set[int]] = defaultdict(set)
    for mention in found:
        voices[_parties(mention)].add(mention.witness)
    best = min(voices, key=lambda parties: (-len(voices[parties]), sorted(parties)))
    said = Counter(m.claim.value or "" for m in found if _parties(m) == best)
    value = min(said, key=lambda text: (-said[text], len(text), text))
    support = len(voices[best])
    judged = [_verdict(_parties(m), best) for m in found]
    about = Counter(m.claim.about for m in found if m.claim.about)
    counted = min(about, key=lambda text: (-about[text], len(text), text)) if about else ""
    settled = settles(support, found, settings)
    claim = record("agent", f"killed {counted}".strip(), value, found, judged, support, settled=settled)
    return replace(claim, scored=False)  # a strike in support of a raid is one and the other


def _verdict(parties: frozenset[str], best: frozenset[str]) -> Verdict:
    if parties == best:
        return "equal", None
    if parties & best:
        return "compatible", "with others" if parties > best else "some of them"
    return "variant", "another party"
