"""How much was seized, as the articles of a story tell it in words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.verdict import Verdict, alone, record, settles

_SIZE = "size:"
_NUMBER, _SOME = "number", "some"


def seizures(mentions: Iterable[Mention], settings: StorySettings) -> list[Consensus]:
    """A claim for each kind of goods that two witnesses or more tell of, one of them how much by words.

    Numbers are compared as counts.
    """
    kinds: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda m: m.order):
        kinds[mention.claim.about].append(mention)
    told = [_consensus(found, settings) for _, found in sorted(kinds.items()) if not alone(found, settings)]
    return [claim for claim in told if claim is not None]


def _size(mention: Mention) -> str:
    return mention.claim.terms[1].removeprefix(_SIZE)


def _consensus(found: Sequence[Mention], settings: StorySettings) -> Consensus | None:
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in found:
        voices[_size(mention)].add(mention.witness)
    sizes = [size for size in voices if size not in (_NUMBER, _SOME)]
    if not sizes:
        return None
    best = min(sizes, key=lambda size: (-len(voices[size]), size))
    support = len(voices[best])
    said = Counter((m.claim.value or "").lower() for m in found if _size(m) == best)
    value = min(said, key=lambda text: (-said[text], len(text), text))
    judged = [_verdict(_size(m), best) for m in found]
    claim = record(
        "seized", found[0].claim.about, value, found, judged, support, settled=settles(support, found, settings)
    )
    return replace(claim, scored=False)  # words for an amount are no measure


def _verdict(size: str, best: str) -> Verdict:
    if size == best:
        return "equal", None
    if size in (_NUMBER, _SOME):
        return "compatible", "a number" if size == _NUMBER else "does not tell how much"
    return "variant", "another amount"
