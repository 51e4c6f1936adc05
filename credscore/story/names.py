"""Who is who across articles: spellings of one name are one person, different people of one surname are not."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.verdict import Verdict, record, settles

_SPELLING = 0.85  # Jaro-Winkler: Mazrouei / Mazroui .97, Abdel / Abdul .91, Mohammed / Muhammad .85, John / Jane .70
_SHORT = 3  # letters: shorter words must be equal, or an initial
_ARTICLES = ("al-", "el-", "al ", "el ")


def names(mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each person whom two witnesses or more name; who is named once is not told of.

    The agreed value is the form most give; a longer or shorter form is compatible, another spelling a variant.
    """
    entities: list[list[Mention]] = []
    fused: set[Mention] = set()
    first: dict[tuple[object, ...], Mention] = {}  # each form of a name is compared once, however many articles give it
    alike: dict[Mention, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.order):
        alike[first.setdefault((parts(mention), "given" in mention.claim.terms), mention)].append(mention)
    for mention in sorted(alike, key=lambda m: (len(parts(m)), m.order)):
        homes = [entity for entity in entities if all(same(mention, other) for other in entity)]
        if len(homes) > 1 and not _apart(homes):
            homes = homes[:1]
        if len(homes) > 1:
            fused.update(alike[mention])  # a name and a second name of one person, written as one
        for home in homes:
            home.append(mention)
        if not homes:
            entities.append([mention])
    told = [sorted((m for one in entity for m in alike[one]), key=lambda m: m.order) for entity in entities]
    return [
        _consensus(found, fused, settings)
        for found in told
        if len({m.witness for m in found}) >= settings.min_witnesses
    ]


def _apart(entities: Sequence[Sequence[Mention]]) -> bool:
    """Whether no two of them share a word."""
    seen: list[str] = [word for entity in entities for word in parts(entity[0])]
    return len(seen) == len(set(seen))


def parts(mention: Mention) -> tuple[str, ...]:
    """The words of a name: lower case, without the Arabic article, hyphens and apostrophes."""
    return _parts(mention.claim.value or "")


@lru_cache(10_000)
def _parts(value: str) -> tuple[str, ...]:
    name = value.lower()
    for article in _ARTICLES:
        name = name.removeprefix(article).replace(f" {article}", " ")
    return tuple(word for word in name.translate(str.maketrans("-", " ", "'’.")).split() if word)


def same(one: Mention, other: Mention) -> bool:
    """Whether two names are one person's: every word of the shorter has its like in the longer, in whatever order.

    Two given names that are both common and differ ("Maria", "Mario") are two people.
    """
    short, long = sorted((parts(one), parts(other)), key=len)
    if not short:
        return False
    given = "given" in one.claim.terms and "given" in other.claim.terms
    if given and parts(one)[0] != parts(other)[0] and 1 not in (len(parts(one)[0]), len(parts(other)[0])):
        return False
    left = list(long)
    for word in short:
        like = max(left, key=lambda w: (_likeness(word, w), w), default=None)
        if like is None or _likeness(word, like) < _SPELLING:
            return False
        left.remove(like)
    return True


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if 1 in (len(one), len(other)):
        return 0.9 if one[0] == other[0] else 0.0
    if min(len(one), len(other)) <= _SHORT:
        return 0.0
    return float(JaroWinkler.similarity(one, other))


def _consensus(found: Sequence[Mention], fused: set[Mention], settings: StorySettings) -> Consensus:
    voices: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for mention in found:
        voices[parts(mention)].add(mention.witness)

    def holding(form: tuple[str, ...]) -> set[int]:
        return {v for other, own in voices.items() if _fits(form, other) for v in own}

    single = {parts(m) for m in found if m not in fused} or set(voices)
    best = min(single, key=lambda form: (-len(holding(form)), -len(voices[form]), len(form), form))
    written = Counter(m.claim.value or "" for m in found if parts(m) == best)
    value = min(written, key=lambda text: (-written[text], text))
    roles = Counter(m.claim.about for m in found if m.claim.about)
    role = min(roles, key=lambda text: (-roles[text], text)) if roles else ""
    judged = [_verdict(parts(m), best) for m in found]
    support = len(holding(best))
    claim = record("name", role, value, found, judged, support, settled=settles(support, found, settings))
    return replace(claim, scored=False)


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _verdict(form: tuple[str, ...], best: tuple[str, ...]) -> Verdict:
    if form == best:
        return "equal", None
    if _fits(form, best):
        return "compatible", "a longer or shorter form"
    return "variant", "another spelling"
