"""How far each article agrees with the others of its story."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from credscore.records import Consensus, Relation, Story

_WORST: tuple[Relation, ...] = ("contradict", "equal", "compatible", "variant", "uncorroborated")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One article against the settled claims of its story.

    `compared` is the number of settled claims it says something on; those that are not scored are left out: that two
    articles name one person tells little, and the names would drown what is counted. The others are counts of claims,
    each weighted by the share of witnesses that hold the agreed value; an article with several values of one claim
    counts once, by `contradict` where one of them does, else by its best. `uncorroborated` counts what could not be
    compared, unweighted.
    """

    compared: int = 0
    equal: float = 0.0
    compatible: float = 0.0
    variant: float = 0.0
    contradict: float = 0.0
    uncorroborated: float = 0.0


def agreement(stories: Iterable[Story]) -> dict[str, Agreement]:
    """Article id -> its agreement, for every article of the stories."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for story in stories:
        for article in story.articles:
            counts[article]["compared"] += 0
        for claim in (claim for claim in story.claims if claim.scored):
            for article, relation in _relations(claim).items():
                own = counts[article]
                if claim.settled and relation != "uncorroborated":
                    own["compared"] += 1
                    own[relation] += claim.support / claim.witnesses
                else:
                    own["uncorroborated"] += 1
    return {
        article: Agreement(
            int(own["compared"]),
            own["equal"],
            own["compatible"],
            own["variant"],
            own["contradict"],
            own["uncorroborated"],
        )
        for article, own in counts.items()
    }


def _relations(claim: Consensus) -> dict[str, Relation]:
    """Article -> what its values of one claim come to."""
    said: dict[str, set[Relation]] = defaultdict(set)
    for value in claim.values:
        said[value.article].add(value.relation)
    return {article: next(relation for relation in _WORST if relation in found) for article, found in said.items()}
