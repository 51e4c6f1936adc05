"""Who killed and died: a gunman whom police shot, somebody named who is first said to kill and then to be dead."""

from collections.abc import Sequence

from credscore.claims.frames import Bound, passive
from credscore.claims.phrases import POSSESSIVE, Group
from credscore.claims.scan import Sentence
from credscore.claims.terms import stem
from credscore.claims.words import words
from credscore.records import Claim

BY_POLICE, BY_SOMEBODY = "+by-police", "+by-one"  # who killed them: police, or one person who is not counted
# The rules of verbs in whose active somebody kills: those they count leave him out.
KILLING = ("killed-kill", "killed-shot", "killed-fatally", "killed-murder", "killed-shooting", "killed-gun")
_POLICE = words("killers", "police")
_TELLING = words("killers", "telling")
_AGENT = 6  # words between "by" and who did it: "by two Oakville police officers"
_BACK = 12  # words before a verb in which its subject is looked for


def active(claim: Claim) -> bool:
    """Whether it is told in the active: "killed three people"."""
    return claim.rule.startswith(KILLING) and not {"was", "were"} & set(claim.text.lower().split())


def by_whom(sentence: Sentence, item: Bound, claim: Claim, groups: Sequence[Group]) -> str:
    """What the rule of a claim of the dead gets for who killed them, as far as that is said; mostly nothing."""
    if item.slot != "killed" or not claim.rule.startswith(KILLING) or item.group.part:
        return ""
    end = sentence.predicates[item.predicate].last
    alone = claim.low == claim.high == 1
    if item.group.pronoun and sentence.at(item.group.first - 1) == "before" and passive(sentence, item.predicate):
        return BY_POLICE  # "kills one before he's shot dead": whoever it was
    if passive(sentence, item.predicate) or sentence.at(end) == "by":
        by = next((k for k in range(end, end + _AGENT) if sentence.at(k) == "by"), None)
        if by is None:
            return ""
        if any(_police(sentence, k) for k in range(by + 1, min(by + _AGENT, len(sentence)))):
            return BY_POLICE if alone else ""
        return BY_SOMEBODY if _somebody(sentence, by + 1) else ""
    return BY_POLICE if alone and sentence.at(end) != "of" and _police_did(sentence, item, groups) else ""


def _police(sentence: Sentence, index: int) -> bool:
    tag = sentence.counted.get(index)
    return sentence.low[index] in _POLICE or (tag is not None and tag.entry.cls.startswith("police"))


def _police_did(sentence: Sentence, item: Bound, groups: Sequence[Group]) -> bool:
    """Whether police are the subject of a killing: "officers fired at the man, killing him", not "police said he"."""
    people = {group.first for group in groups if group.person and not item.group.pronoun}
    for index in range(item.predicate - 1, max(item.predicate - _BACK, 0) - 1, -1):
        if _police(sentence, index):
            return sentence.at(index + 1) not in _TELLING and "by" not in sentence.low[max(index - 3, 0) : index]
        if index in people:
            return False
    return False


def _somebody(sentence: Sentence, first: int) -> bool:
    tag = sentence.counted.get(first + 1) or sentence.counted.get(first + 2)
    return sentence.at(first) in ("a", "an", "the") and tag is not None and tag.entry.cls.endswith(".one")


def killer_named(sentence: Sentence, item: Bound, groups: Sequence[Group], surnames: set[str]) -> str:
    """A name of whoever is said to kill, as a term: the subject of a killing in the active; "" where it is no name."""
    if item.slot != "killed" or not item.rule.startswith(KILLING) or passive(sentence, item.predicate):
        return ""
    if sentence.at(sentence.predicates[item.predicate].last) in ("by", "of"):
        return ""
    people = {group.first for group in groups if group.person and not (group.name or group.pronoun)}
    for index in range(item.predicate - 1, -1, -1):
        if sentence.low[index] in surnames and sentence.capital(index):
            owner = sentence.at(index + 1) in POSSESSIVE
            return "" if owner or sentence.at(index - 1) in ("by", "of", "with") else stem(sentence.low[index])
        if index in people and sentence.at(index - 1) != ",":
            return ""
    return ""
