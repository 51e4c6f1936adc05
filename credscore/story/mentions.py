"""A claim as one article of a story makes it, and what its rule says it counts."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from credscore.records import Claim

Interval = tuple[float | None, float | None]
# Sums that a reader may draw or not: the killer among the dead, people counted by name.
DERIVED = ("+self", "+names")
INCLUDING = "+including"  # the killer, as is said: "five dead, including the gunman"
SURVIVORS = "+survivors"  # the hurt less the one of them who died
_VICTIMS = (("@police",), ("@woman",), ("@child",))
_TOLL = "+toll"  # dead and injured in one breath


class Mention(NamedTuple):
    """One claim of one article; `witness` is the index of the voice that the article belongs to, `day` its ISO date."""

    article: str
    witness: int
    claim: Claim
    day: str | None = None

    @property
    def interval(self) -> Interval:
        """The bounds the claim states."""
        return self.claim.low, self.claim.high

    @property
    def exact(self) -> bool:
        """Whether both bounds are known."""
        return self.claim.low is not None and self.claim.high is not None

    @property
    def order(self) -> tuple[object, ...]:
        """A stable order within a story: the article, its text before its title, the position, then what is said."""
        claim = self.claim
        place = (self.article, claim.place == "title", claim.start, claim.end, claim.rule)
        said = (str(claim.low), str(claim.high), claim.terms, claim.explicit, claim.exact, claim.when or "")
        return (*place, *said)


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a number."""
    low = max(-math.inf if one[0] is None else one[0], -math.inf if other[0] is None else other[0])
    high = min(math.inf if one[1] is None else one[1], math.inf if other[1] is None else other[1])
    return low <= high


def toll(claim: Claim) -> bool:
    """Whether dead and injured are told in one breath: the whole of them, no part."""
    return _TOLL in claim.rule


def summed(claim: Claim) -> bool:
    """Whether the claim is a sum with whoever killed and died, made from another claim or said so."""
    return claim.rule.endswith(("+self", INCLUDING))


def without_killer(claim: Claim) -> bool:
    """Whether people are counted whose killer is none of them: officers, women, children."""
    return claim.terms[:1] in _VICTIMS


def detail(claim: Claim) -> bool:
    """Whether the claim only details a total that is told beside it."""
    return claim.rule.endswith("+part")


def smaller(one: Interval, other: Interval) -> bool:
    """Whether all of one interval lies below the other."""
    return one[1] is not None and other[0] is not None and one[1] < other[0]


def leads(mention: Mention, own: Iterable[Mention]) -> bool:
    """Whether an article, of whose mentions in one claim `own` are all, gives no other explicit number before this."""
    return mention is min((m for m in own if m.exact and m.claim.explicit), key=lambda m: m.order, default=None)
