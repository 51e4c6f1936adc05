"""What judging the values of a claim that is no number comes to."""

from collections.abc import Sequence

from credscore.records import Consensus, Relation, Value
from credscore.settings import StorySettings
from credscore.story.mentions import Mention

Verdict = tuple[Relation, str | None]  # how a value stands to the agreed one, and why
LONELY: Verdict = ("uncorroborated", "nobody else says anything on it")


def alone(mentions: Sequence[Mention], settings: StorySettings) -> bool:
    """Whether too few voices say anything on a claim to compare them."""
    return len({m.witness for m in mentions}) < settings.min_witnesses


def settles(support: int, mentions: Sequence[Mention], settings: StorySettings) -> bool:
    """Whether so many voices are enough, and more than the wanted share of all that say anything."""
    return support >= settings.min_witnesses and support > settings.majority * len({m.witness for m in mentions})


def record(
    slot: str,
    about: str,
    value: str,
    mentions: Sequence[Mention],
    judged: Sequence[Verdict],
    support: int,
    *,
    settled: bool,
) -> Consensus:
    """The claim with the verdict on each of its mentions, in their order."""
    values = tuple(
        Value(
            m.article,
            None,
            None,
            relation,
            m.claim.start,
            m.claim.end,
            m.claim.place,
            m.claim.value,
            m.claim.text,
            reason,
        )
        for m, (relation, reason) in zip(mentions, judged, strict=True)
    )
    return Consensus(slot, about, None, None, value, support, len({m.witness for m in mentions}), settled, values)
