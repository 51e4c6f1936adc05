"""How a stated quantity stands to the one that the witnesses agree on."""

import math
from collections.abc import Sequence
from datetime import date

from credscore.records import Claim, Relation
from credscore.settings import StorySettings
from credscore.story.mentions import (
    DERIVED,
    INCLUDING,
    Mention,
    detail,
    leads,
    overlap,
    smaller,
    summed,
    toll,
    without_killer,
)
from credscore.story.voting import Agreed, near


def relation(
    mention: Mention, result: Agreed, own: Sequence[Mention], settings: StorySettings, noun: str
) -> tuple[Relation, str | None]:
    """How a mention stands to the agreed value, and why.

    Args:
        mention: the one to judge.
        result: the agreed value of its claim.
        own: all mentions of the same article in this claim.
        settings: the `[story]` section.
        noun: what most say is counted ("@person"), so that a narrower noun can be a part.
    """
    claim, value = mention.claim, result.interval
    if result.witnesses < settings.min_witnesses:
        return "uncorroborated", "nobody else says anything on it"
    if mention.interval == value:
        return _agreeing(mention, result, own, settings)
    if overlap(mention.interval, value):
        return "compatible", "the range holds the agreed value"
    if near(claim, value, settings):
        return "compatible", "the same figure, rounded"
    if not result.settled:
        return "uncorroborated", "the witnesses do not settle it"
    fewer = smaller(mention.interval, value)
    if detail(claim) or (fewer and _narrower(claim, noun) and not toll(claim)):
        return "compatible", "a part of the total"
    if not claim.explicit or claim.rule.endswith(DERIVED):
        return ("compatible", "some of them are spoken of") if fewer else ("variant", "only implied")
    killer = _by_the_killer(mention, result, fewer=fewer)
    if killer is not None:
        return killer
    beside = _beside(mention, result, own, settings)
    if beside is not None:
        return beside
    dated = _another_day(mention, result, settings)
    if dated is not None:
        return dated
    if claim.rule.endswith("+update") and not fewer:
        return "variant", "a later toll"
    return "contradict", "differs from what most say"


def _agreeing(
    mention: Mention, result: Agreed, own: Sequence[Mention], settings: StorySettings
) -> tuple[Relation, str | None]:
    """What a mention of the agreed figure is, which may be agreed on with a killer whom this article adds to it."""
    if result.settled and _others_tell(mention, result.with_him, result.without_him):
        others = len(result.with_him - {mention.witness})
        sums = (m for m in own if summed(m.claim) and m.claim.start == mention.claim.start)
        more = not summed(mention.claim) and any(smaller(result.interval, m.interval) for m in sums)
        if more and (result.inclusive or others >= settings.min_witnesses):
            return "contradict", "without who did it as many as the others count with him"
    if result.support > 1 or result.settled:
        return "equal", None
    return "uncorroborated", "nobody else gives this figure"


def _others_tell(mention: Mention, one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether other voices are among `one`, and none of them among `other`."""
    return bool(one - {mention.witness}) and not other - {mention.witness}


def _by_the_killer(mention: Mention, result: Agreed, *, fewer: bool) -> tuple[Relation, str] | None:
    """What a figure is that whoever killed and died explains, as far as the other voices do not tell it otherwise."""
    told = (result.without_him, result.with_him) if fewer else (result.with_him, result.without_him)
    if mention.interval not in result.otherwise or _others_tell(mention, *told):
        return None
    if not _may_differ_by_killer(mention.claim, result, fewer=fewer):
        return None
    if mention.claim.slot == "injured":
        return "variant", "with who died of it" if not fewer else "without who died of it"
    return ("compatible", "without who did it") if fewer else ("variant", "with who did it")


def of_headline(
    mention: Mention, own: Sequence[Mention], how: Relation, why: str | None
) -> tuple[Relation, str | None]:
    """The verdict on a figure, and where it is a headline's, whether its own text says otherwise."""
    if mention.claim.place != "title" or not mention.claim.explicit or detail(mention.claim):
        return how, why
    text = [m for m in own if m.claim.place == "text" and m.claim.explicit and not detail(m.claim)]
    if not text or any(overlap(m.interval, mention.interval) for m in text):
        return how, why
    if how == "contradict":
        return how, f"{why}; its own text says otherwise"
    return ("variant", "its own text says otherwise") if how == "uncorroborated" else (how, why)


def _another_day(mention: Mention, result: Agreed, settings: StorySettings) -> tuple[Relation, str] | None:
    """What a toll is that was reported before or after those that agree: tolls rise."""
    slot = mention.claim.slot
    if mention.day is None or result.days is None or slot not in _TOLLS:
        return None
    if slot != "killed" and (result.interval[0] or 0) < settings.rising_from:
        return None
    if max(_apart(mention.day, day) for day in result.days) > settings.rising_days:
        return None
    if mention.day > result.days[1] and smaller(result.interval, mention.interval):
        return "variant", f"a later toll, of {mention.day}"
    if mention.day < result.days[0] and smaller(mention.interval, result.interval):
        return "variant", f"an earlier toll, of {mention.day}"
    return None


def _apart(one: str, other: str) -> float:
    """Days between two ISO dates; infinite where one is none."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
    except ValueError:
        return math.inf


def _may_differ_by_killer(claim: Claim, result: Agreed, *, fewer: bool) -> bool:
    """Whether a figure beside the agreed one can leave out, or take in, whoever killed and died.

    One that says it includes him leaves him not out; officers, women or children do not take him in.
    """
    including = claim.rule.endswith(INCLUDING)
    return not including if fewer else not without_killer(claim) and not (including and result.inclusive)


def _beside(
    mention: Mention, result: Agreed, own: Sequence[Mention], settings: StorySettings
) -> tuple[Relation, str] | None:
    """What a figure is that a larger or the agreed one of its article explains; None where it stands for itself.

    A title stands for itself, and so does what leads the text, unless the article gives the agreed larger figure too;
    a whole toll, and any exact figure that is not far above the agreed one, also stands beside that.
    """
    if mention.claim.place == "title":
        return None
    value, first = result.interval, leads(mention, own)
    stated = {m.interval for m in own if m.claim.explicit and m.exact and not detail(m.claim)}
    if smaller(mention.interval, value):
        opens = mention.claim.start < settings.opening
        times = sum(m.claim.explicit and m.interval == mention.interval for m in own)
        wholes = {low for low, _ in (value, *result.otherwise)}
        again = times > 1 and times * (mention.interval[0] or 0) not in wholes  # not two here and two there, of four
        if toll(mention.claim) and (again or (first and (opens or value not in stated))):
            return None
        given = stated | {m.interval for m in own if not m.claim.explicit}
        if value in given or (not first and any(smaller(mention.interval, other) for other in stated)):
            return "compatible", "a part: the article gives a larger figure as well"
        return None
    near_enough = (
        mention.exact and mention.claim.exact and (mention.interval[1] or 0) <= settings.beside * (value[0] or 0)
    )
    if stated & result.given and not first and mention.interval in result.shared:
        return "variant", "a second figure beside the agreed one, which others give too"
    if stated & result.given and not first and not toll(mention.claim) and not near_enough:
        return "uncorroborated", "another figure beside the agreed one"
    return None


_NARROW = frozenset({"@woman", "@man", "@child"})
_KINDS = frozenset({"@police", "@soldier", "@suspect", "@fighter"})
# What rises while people are searched for and counted.
_TOLLS = frozenset({"killed", "injured", "arrested", "displaced", "missing", "rescued"})


def _narrower(claim: Claim, noun: str) -> bool:
    """Whether a narrower kind is counted than most count; "three other men" may be all the others."""
    rest = "other" in claim.about.lower().split()
    kind = claim.terms[0] if claim.terms else ""
    return (kind in _NARROW and noun not in _NARROW and not rest) or (kind in _KINDS and noun == "@person")
