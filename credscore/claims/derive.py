"""What an article's claims say only together: those shot and not dead, a gunman who kills himself, names."""

from collections.abc import Sequence
from dataclasses import replace

from credscore.records import Claim

SELF = "killed-self"
_CARE = "injured-care"
_NEAR = 160  # characters: the same sentence or the next


def derived(found: Sequence[Claim], names: Sequence[tuple[Claim, frozenset[str]]]) -> list[Claim]:
    """The claims of an article's own event without what only seems to be one, and with what follows from them.

    Args:
        found: the claims of one text.
        names: those that count one person by name, with the words of the name.
    """
    main = [claim for claim in found if not claim.background]
    dead = [claim for claim in main if claim.slot == "killed"]
    kept = [claim for claim in found if not _seeming(claim, main, dead)]
    more = [*_with_the_killer(dead), *_by_name(dead, names)]
    most = max((claim.low or 0 for claim in [*dead, *more]), default=0.0)
    return [*kept, *more, *_shot_not_killed(main, most)]


def _seeming(claim: Claim, main: Sequence[Claim], dead: Sequence[Claim]) -> bool:
    """Whether one person in hospital is rather the one who died there: nobody else is said to be hurt."""
    if claim.slot != "injured" or claim.explicit or claim.background or not dead or not claim.rule.startswith(_CARE):
        return False
    return not any(other.slot == "injured" and (other.explicit or not other.rule.startswith(_CARE)) for other in main)


def _with_the_killer(dead: Sequence[Claim]) -> list[Claim]:
    """The dead with the one who killed them and himself: three people and then himself are four."""
    own = [claim for claim in dead if claim.rule.startswith(SELF)]
    others = [
        claim
        for claim in dead
        if any(0 < self.start - claim.end < _NEAR for self in own)
        and not claim.rule.startswith(SELF)
        and claim.low == claim.high
        and "+part" not in claim.rule
    ]
    if not own or not others:
        return []
    most = max(others, key=lambda claim: (claim.explicit, claim.low or 0, -claim.start))
    if not most.rule.startswith(("killed-kill", "killed-shot", "killed-fatally", "killed-murder", "killed-shooting")):
        return []
    total = (most.low or 0) + 1
    return [replace(most, low=total, high=total, rule=f"{most.rule}+self")]


def _by_name(dead: Sequence[Claim], names: Sequence[tuple[Claim, frozenset[str]]]) -> list[Claim]:
    """As many as are said to have died by different names, where no number says how many."""
    if any(claim.explicit for claim in dead):
        return []
    people: list[frozenset[str]] = []
    last = None
    for claim, words in names:
        if claim.slot == "killed" and not claim.background and not any(words & known for known in people):
            people.append(words)
            last = claim
    if last is None or len(people) < 2:
        return []
    total = float(len(people))
    return [replace(last, low=total, high=total, rule=f"{last.rule}+names")]


def _shot_not_killed(main: Sequence[Claim], dead: float) -> list[Claim]:
    """Those shot less those killed are injured, where no number of injured is given."""
    if any(claim.slot == "injured" and claim.explicit for claim in main):
        return []
    shot = [claim for claim in main if claim.slot == "shot" and claim.low == claim.high and "+part" not in claim.rule]
    if not shot:
        return []
    most = max(shot, key=lambda claim: (claim.explicit, claim.low or 0, -claim.start))
    left = (most.low or 0) - dead
    if left < 1:
        return []
    return [replace(most, slot="injured", low=left, high=left, explicit=False, rule="shot-not-killed")]
