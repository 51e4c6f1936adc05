"""What a count of dead or injured says beside its number: a whole toll, who is in it, the third to die."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from credscore.claims.frames import Bound
from credscore.claims.phrases import Group
from credscore.claims.scan import Sentence
from credscore.claims.words import words
from credscore.records import Claim

TOLL = "+toll"
_TOLD_WITH = words("tolls", "told_with")
_ONE_BREATH = 4  # words between the dead and the injured of one toll
_KILLERS = ("fighter", "suspect")  # groups of the counted lexicon
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_FATALLY = ("killed-fatally", "killed-mortally")
_ASIDE = 2  # words between those hurt and "two fatally": a comma, dashes
_MOST_IN_ORDER = 20  # "the 23rd victim of the year"


def in_one_breath(sentence: Sentence, bound: Sequence[Bound]) -> list[Bound]:
    """The numbers of dead and injured told side by side, "two dead and four injured": the whole toll, no part."""
    found: list[Bound] = []
    for one, other in pairwise(sorted(bound, key=lambda item: min(item.group.first, item.predicate))):
        both = {one.slot, other.slot} == {"killed", "injured"} and one.group.explicit and other.group.explicit
        joint = _between(sentence, one, other)
        if both and len(joint) <= _ONE_BREATH and _TOLD_WITH & set(joint):
            found += [one, other]
    return found


def _between(sentence: Sentence, one: Bound, other: Bound) -> list[str]:
    """The words between two counted phrases with their predicates."""
    return sentence.low[max(one.group.reach, one.predicate + 1) : min(other.group.first, other.predicate)]


def some_fatally(bound: Sequence[Bound]) -> list[Bound]:
    """The counted phrases; those hurt of whom some died ("six wounded, two mortally") as hit, not as injured."""
    found = sorted(bound, key=lambda item: (item.group.first, item.predicate))
    for place, (one, other) in enumerate(pairwise(found)):
        near = other.group.first - max(one.group.reach, one.predicate + 1) <= _ASIDE
        if one.slot == "injured" and other.rule in _FATALLY and near and other.group.explicit:
            found[place] = one._replace(slot="shot")
    return found


def shot_and_hurt(sentence: Sentence, bound: Sequence[Bound], said: Sequence[Claim]) -> Iterator[Claim]:
    """The sum of those shot and those hurt otherwise: "five people were shot and a girl was injured" are six.

    Args:
        sentence: where they are told.
        bound: the counted phrases.
        said: the claim of each.
    """
    for (one, first), (other, second) in pairwise(zip(bound, said, strict=True)):
        both = (first.slot, second.slot) == ("shot", "injured") and _between(sentence, one, other) == ["and"]
        exact = first.low == first.high and second.low == second.high
        if both and exact and first.when == second.when:
            total = (first.low or 0) + (second.low or 0)
            yield replace(second, low=total, high=total, explicit=False, rule="shot-and-hurt")


def by_order(sentence: Sentence, item: Bound, claim: Claim) -> Claim | None:
    """How many "a third person has died" makes of them; "the third victim" may be the third of those who were hurt."""
    if claim.explicit or claim.low != 1 or sentence.low[item.group.first] == "the":
        return None
    for index in range(max(item.group.first - 1, 0), item.group.last):  # in a headline the noun goes without it
        tag, digits = sentence.quantities.get(index), _ORDINAL.fullmatch(sentence.low[index])
        number = float(digits[1]) if digits else tag.entry.weight if tag and tag.entry.cls == "ordinal" else 0.0
        if 1 < number <= _MOST_IN_ORDER:
            return replace(claim, low=number, high=number, rule=f"{claim.rule}+order")
    return None


def with_the_killer(sentence: Sentence, group: Group) -> bool:
    """Whether a number takes in who did it: "five people dead, including the gunman"."""
    if group.noun in _KILLERS:
        return False
    return any(
        tag.entry.cls.removesuffix(".one") in _KILLERS and "including" in sentence.low[max(index - 3, 0) : index]
        for index, tag in sentence.counted.items()
        if index >= group.last
    )
