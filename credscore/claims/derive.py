"""What an article's claims say only together: those shot and not dead, a gunman who kills himself, names."""

from collections.abc import Sequence
from dataclasses import replace

from credscore.claims.killers import BY_POLICE, BY_SOMEBODY, active
from credscore.claims.words import lines, words
from credscore.records import Claim

SELF = "killed-self"
SEVERAL = "~several"  # when: several events at once
_CARE = "injured-care"
_NEAR = 160  # characters: the same sentence or the next
_ONE_OF = tuple(lines("derive", "one_of"))
_KILLERS = words("derive", "killers")
_ANOTHER = words("derive", "another")
_ASIDE = words("derive", "aside")
_BADLY = words("derive", "badly")
_OTHER_KINDS = (("@child",), ("@woman",), ("@police",), ("@soldier",))
_CULPRITS = words("derive", "culprits")
_SEXES = {"himself": ("@woman",), "herself": ("@man",)}


def derived(
    found: Sequence[Claim], names: Sequence[tuple[Claim, frozenset[str]]], killers: frozenset[str]
) -> list[Claim]:
    """The claims of an article's own event without what only seems to be one, and with what follows from them.

    Args:
        found: the claims of an article, of its title and of its text.
        names: those that count one person by name, with the words of the name.
        killers: words of the names of people who are said to kill, as terms.
    """
    found = _parted(_of_several(found))
    main = [claim for claim in found if not claim.background]
    dead = [claim for claim in main if claim.slot == "killed"]
    kept = [claim for claim in found if not _seeming(claim, main, dead)]
    killed = [claim for claim, name in names if claim.slot == "killed" and not claim.background and name & killers]
    more = [*_with_the_killer(dead, killed), *_by_name(dead, names)]
    most = max((claim.low or 0 for claim in [*dead, *more]), default=0.0)
    return [*kept, *more, *_shot_not_killed(main, most), *_survivors(main, dead)]


def _of_several(found: Sequence[Claim]) -> list[Claim]:
    """The claims, where the title tells a number that the text tells of several events together as one of those."""
    several = {(c.slot, c.low, c.high): c.when for c in found if c.explicit and (c.when or "").startswith(SEVERAL)}
    return [
        replace(claim, when=several[key], background=True)
        if claim.place == "title"
        and claim.explicit
        and not claim.background
        and (key := (claim.slot, claim.low, claim.high)) in several
        else claim
        for claim in found
    ]


def _detail(claim: Claim) -> bool:
    return claim.rule.endswith("+part")


def _parted(found: Sequence[Claim]) -> list[Claim]:
    """Claims of the injured that tell of some only, marked as a part: the badly hurt, "no students" beside others."""
    main = [claim for claim in found if not claim.background and claim.slot in ("injured", "shot") and claim.low]
    most = max((claim.low or 0 for claim in main), default=0.0)

    def part(claim: Claim) -> bool:
        if claim.slot != "injured" or claim.background or claim.low is None or claim.low >= most or _detail(claim):
            return False
        return claim.low == 0 or bool(_BADLY & set(claim.text.lower().split()))

    return [replace(claim, rule=f"{claim.rule}+part") if part(claim) else claim for claim in found]


def _seeming(claim: Claim, main: Sequence[Claim], dead: Sequence[Claim]) -> bool:
    """Whether those hurt are rather those who died of it: nobody else is said to be hurt."""
    if claim.slot != "injured" or claim.background or not dead or (claim.low or 0) > max(c.low or 0 for c in dead):
        return False
    if claim.explicit or _ANOTHER & set(claim.text.lower().split()):
        return False
    hurt = [other for other in main if other.slot == "injured" and not other.rule.startswith(_CARE)]
    if claim.rule.startswith(_CARE):
        return not hurt
    single = all(other.high == 1 and not other.explicit for other in hurt)
    return single and (claim.terms[:1] == ("@person",) or any(claim.terms[:1] == other.terms[:1] for other in dead))


def _with_the_killer(dead: Sequence[Claim], named: Sequence[Claim]) -> list[Claim]:
    """The dead with the one who killed them and died: three and then himself are four, 14 and two suspects 16.

    `named` are those that tell of the death of somebody who is named as killing others.
    """
    if any(claim.rule.endswith(("+self", "+including")) for claim in dead):
        return []
    others = [
        claim
        for claim in dead
        if not claim.rule.startswith(SELF)
        and not (_killer(claim) or _shot_for_it(claim, named))
        and not _may_be_killer(claim)
        and claim.low == claim.high
        and "part" not in claim.rule
        and _leaves_out(claim)
    ]
    if not others:
        return []
    most = max(others, key=lambda claim: (claim.explicit, claim.low or 0, claim.place == "text", -claim.start))
    selves = [claim for claim in dead if claim.rule.startswith(SELF)]
    near = [claim for claim in selves if claim.place == most.place]
    known = most.explicit or active(most)  # "man dead" may be the suspect himself
    himself = any(known or 0 < claim.start - most.end < _NEAR for claim in near)
    himself = himself or any(_of_another_sex(most, claim) for claim in selves)
    some = most.explicit or (most.low or 0) > 1  # else the one whom police killed may be the one told of
    culprits = [claim for claim in dead if known and (_killer(claim) or (some and _shot_for_it(claim, named)))]
    own = max((claim.low or 0 for claim in culprits if claim.high is not None), default=0.0)
    total = (most.low or 0) + (own or float(himself))
    told = any(claim.explicit and claim.low is not None and claim.low >= total for claim in dead)
    if not (own or himself) or told:
        return []
    return [replace(most, low=total, high=total, rule=f"{most.rule}+self")]


def _shot_for_it(claim: Claim, named: Sequence[Claim]) -> bool:
    """Whether it may count who did it, as one whom police shot, or who is named as killing others."""
    return BY_POLICE in claim.rule or claim in named


def _killer(claim: Claim) -> bool:
    """Whether it counts who did it: "the gunman", "two suspects"."""
    return bool(_KILLERS & set(claim.text.lower().split()[:4])) and claim.terms[:1] in (("@suspect",), ("@fighter",))


def _may_be_killer(claim: Claim) -> bool:
    """Whether one who is killed may be the killer by another name: "killing the teen", "kills intruder"."""
    said = claim.text.lower().split()
    known = claim.low == 1 and "the" in said and claim.terms[:1] not in _OTHER_KINDS[1:]
    return known or bool(_CULPRITS & set(said))


def _of_another_sex(claim: Claim, himself: Claim) -> bool:
    """Whether those counted cannot be the one who killed himself: a woman, a girl."""
    return any(claim.terms[:1] == sex for word, sex in _SEXES.items() if himself.text.lower().endswith(word))


def _leaves_out(claim: Claim) -> bool:
    """Whether the one who killed cannot be among those counted: he killed them, or they are victims and others."""
    said = set(claim.text.lower().split())
    aside = bool(_ASIDE & said) or claim.terms[:1] in _OTHER_KINDS or BY_SOMEBODY in claim.rule
    return not claim.explicit or aside or active(claim)


def _by_name(dead: Sequence[Claim], names: Sequence[tuple[Claim, frozenset[str]]]) -> list[Claim]:
    """As many as are said to have died by different names, where no number says how many."""
    people: list[frozenset[str]] = []
    last = None
    for claim, name in names:
        if (
            claim.place == "text"
            and claim.slot == "killed"
            and not claim.background
            and not any(name <= known or known <= name for known in people)
        ):
            people.append(name)
            last = claim
    total = float(len(people))
    if last is None or total < 2 or any(claim.explicit and (claim.low or total) >= total for claim in dead):
        return []
    return [replace(last, low=total, high=total, rule=f"{last.rule}+names")]


def _shot_not_killed(main: Sequence[Claim], dead: float) -> list[Claim]:
    """Those shot less those killed are injured, where no number of injured is given."""
    if any(claim.slot == "injured" and claim.explicit and claim.high and not _detail(claim) for claim in main):
        return []
    shot = [claim for claim in main if claim.slot == "shot" and claim.low == claim.high and "+part" not in claim.rule]
    if not shot:
        return []
    most = max(shot, key=lambda claim: (claim.explicit, claim.low or 0, -claim.start))
    left = (most.low or 0) - dead
    if left < 1:
        return []
    return [replace(most, slot="injured", low=left, high=left, explicit=False, rule="shot-not-killed")]


def _survivors(main: Sequence[Claim], dead: Sequence[Claim]) -> list[Claim]:
    """Those hurt less the one of them who died: "10 were wounded. One of the victims was killed" are nine."""
    some = [claim for claim in dead if claim.low == claim.high == 1 and claim.text.lower().startswith(_ONE_OF)]
    return [
        replace(hurt, low=hurt.low - 1, high=hurt.low - 1, explicit=False, rule=f"{hurt.rule}+survivors")
        for hurt in main
        if hurt.slot == "injured" and hurt.explicit and not _detail(hurt) and hurt.low and hurt.low == hurt.high
        for one in some
        if hurt.low > 1 and one.place == hurt.place and 0 < one.start - hurt.end < _NEAR
    ]
