"""Who is independent: articles of a story that hang on one another are one witness.

Two articles are one witness when
* one copied the other: the share of its five-word sequences that stand in the other is high;
* both credit one agency and share a good deal of text: two rewrites of one agency report;
* they rest on one release: the verbatim quotations they share are a large part of the shorter one, or are many.
One shared quotation in two long articles makes them dependent for what is quoted and for nothing else, so it does not
collapse them.
"""

from collections import defaultdict
from collections.abc import Sequence

from credscore.records import Witness
from credscore.settings import StorySettings
from credscore.story.fingerprint import SHINGLES as SAMPLE
from credscore.story.member import Member


def witnesses(articles: Sequence[Member], settings: StorySettings) -> tuple[Witness, ...]:
    """The independent voices of a story in order of first id, each with its articles and why they are one."""
    ordered = sorted(articles, key=lambda one: one.id)
    leader = list(range(len(ordered)))
    reasons: dict[int, list[str]] = defaultdict(list)

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    postings: dict[int | str, list[int]] = defaultdict(list)
    for number, one in enumerate(ordered):
        marks: list[int | str] = [*one.shingles, *one.quotes]
        # Only articles that share some text can depend on one another; those already joined need no second look.
        for other in sorted({earlier for mark in marks for earlier in postings[mark]}):
            if find(other) == find(number):
                continue
            reason = dependence(ordered[other], one, settings)
            if reason:
                low, high = sorted((find(other), find(number)))
                leader[high] = low
                reasons[low] += [*reasons.pop(high, []), reason]
        for mark in marks:
            postings[mark].append(number)
    members: dict[int, list[str]] = defaultdict(list)
    for number, one in enumerate(ordered):
        members[find(number)].append(one.id)
    return tuple(Witness(tuple(ids), "; ".join(dict.fromkeys(reasons[first]))) for first, ids in members.items())


def dependence(one: Member, other: Member, settings: StorySettings) -> str | None:
    """Why two articles are not independent; None where they are."""
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
