"""Who is independent: articles of a story that hang on one another are one witness.

Two articles are one witness when
* one copied the other: the share of its five-word sequences that stand in the other is high;
* both credit one agency and share a good deal of text: two rewrites of one agency report;
* they rest on one release: the verbatim quotations they share are a large part of the shorter one, or are many; or they
  have many long passages of their own in the same words.
One shared quotation or sentence in two long articles makes them dependent for what it says and for nothing else, so it
does not collapse them; it is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from credscore.records import SharedText, Witness
from credscore.settings import StorySettings
from credscore.story.fingerprint import SHINGLES as SAMPLE
from credscore.story.member import Member


def witnesses(
    articles: Sequence[Member], settings: StorySettings, furniture: frozenset[int] = frozenset()
) -> tuple[tuple[Witness, ...], tuple[SharedText, ...]]:
    """The independent voices of a story, each with its articles and why they are one; and text that articles share.

    Args:
        articles: the articles of a story.
        settings: the `[story]` section.
        furniture: passages that stand in articles of other stories as well, which tell nothing.

    Returns:
        The witnesses in order of first id; for each article the earlier one it shares most passages with.
    """
    ordered = sorted(articles, key=lambda one: one.id)
    leader = list(range(len(ordered)))
    reasons: dict[int, list[str]] = defaultdict(list)
    texts: list[SharedText] = []

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    postings: dict[int | str, list[int]] = defaultdict(list)
    passages: dict[int, list[int]] = defaultdict(list)
    owned = [set(one.passages) - furniture for one in ordered]
    for number, one in enumerate(ordered):
        marks: list[int | str] = [*one.shingles, *one.quotes]
        own = owned[number]
        common = Counter(earlier for passage in own if passage in passages for earlier in passages[passage])
        # Only articles that share some text can depend on one another; those already joined need no second look.
        for other in sorted({earlier for mark in marks for earlier in postings[mark]} | set(common)):
            if find(other) == find(number):
                continue
            reason = dependence(ordered[other], one, settings)
            reason = reason or _released(common[other], min(len(owned[other]), len(own)), settings)
            if reason:
                low, high = sorted((find(other), find(number)))
                leader[high] = low
                reasons[low] += [*reasons.pop(high, []), reason]
        told = _most(one, ordered, common, settings)
        texts += [told] if told is not None else []
        for mark in marks:
            postings[mark].append(number)
        for passage in own:
            passages[passage].append(number)
    members: dict[int, list[str]] = defaultdict(list)
    for number, one in enumerate(ordered):
        members[find(number)].append(one.id)
    voices = tuple(Witness(tuple(ids), "; ".join(dict.fromkeys(reasons[first]))) for first, ids in members.items())
    return voices, tuple(texts)


def dependence(one: Member, other: Member, settings: StorySettings) -> str | None:
    """Why two articles are not independent, by what one copied, both credit or both quote; None where they are."""
    copied = containment(one.shingles, other.shingles)
    if copied >= settings.copied:
        return f"copied text ({copied:.0%} of the shorter)"
    agencies = sorted(set(one.agencies) & set(other.agencies))
    if agencies and copied >= settings.agency_copied:
        return f"both credit {agencies[0]} and share {copied:.0%} of the shorter"
    shared = set(one.quotes) & set(other.quotes)
    quoted = sum(len(quote.split()) for quote in shared) / max(1, min(one.words, other.words))
    if len(shared) >= settings.quotes_shared or quoted >= settings.quoted_share:
        return f"the same {len(shared)} verbatim quotation{'s' if len(shared) > 1 else ''}"
    return None


def _released(shared: int, of: int, settings: StorySettings) -> str | None:
    """Why two articles rest on one release, by the passages they share of so many that the shorter has."""
    if shared < settings.passages_shared or shared < settings.passage_share * of:
        return None
    return f"a release: {shared / of:.0%} of the shorter one's passages in the same words"


def _most(one: Member, ordered: Sequence[Member], common: Counter[int], settings: StorySettings) -> SharedText | None:
    """The text that an article shares with the earlier one it shares most with, if that is no copy."""
    if not common:
        return None
    other = ordered[min(common, key=lambda number: (-common[number], number))]
    if containment(one.shingles, other.shingles) >= settings.copied:
        return None
    theirs = set(other.passages)
    pieces: list[tuple[int, int]] = []
    for at, passage in enumerate(one.passages):
        if passage in theirs:
            start = one.places[at]
            end = start + one.lengths[at]
            if pieces and start <= pieces[-1][1]:
                pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
            else:
                pieces.append((start, end))
    start, end = max(pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]))
    return SharedText(one.id, other.id, start, end, max(common.values()))


def containment(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of the smaller article's shingles that stand in the other, 0..1, from the two samples.

    Both samples hold an article's smallest hashes, so below the smaller of their largest values both are complete
    (bottom-k sketches: Beyer et al., "On synopses for distinct-value estimation", SIGMOD 2007).
    """
    if not one or not other:
        return 0.0
    full = [sample for sample in (one, other) if len(sample) >= SAMPLE]
    limit = min((sample[-1] for sample in full), default=max(one[-1], other[-1]))
    first = {value for value in one if value <= limit}
    second = {value for value in other if value <= limit}
    return len(first & second) / max(1, min(len(first), len(second)))
