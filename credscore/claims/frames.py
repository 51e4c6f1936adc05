"""Who a predicate counts: its subject, its object, or what stands after "of"; and totals and numbers beside a noun."""

from dataclasses import replace
from typing import NamedTuple

from credscore.claims.phrases import POSSESSIVE, Group
from credscore.claims.scan import Sentence, Tag
from credscore.claims.words import words

_BE = words("frames", "be")
_ADVERBS = words("frames", "adverbs")
_IRREALIS = words("frames", "irrealis")
_SUPPOSED = words("frames", "supposed")
_PREPOSITIONS = words("frames", "prepositions")
_OPENERS = words("frames", "openers")
_VERB_AFTER = words("frames", "after")
_BETWEEN = words("frames", "between")
_TOTALS = words("frames", "totals")
_PLURAL = words("frames", "plural")
_OF_NOUNS = words("frames", "of_nouns")
_OWNERS = frozenset({"the", "a", "of", "for", "his", "her", "their"})
_WHO = frozenset({"who", "whom"})
_MODALS = words("frames", "modals")
_BARE = words("frames", "bare")
_HARMLESS = words("frames", "harmless")
_TAKING = words("frames", "taking")
_RISEN = words("frames", "risen")
_CUSTODY = words("frames", "custody")
_OWNED = 4  # words from "'s" to what somebody owns: "the boy's accidental death"
_LEFT = words("frames", "left")
_RESULT = 6  # words between "left" and the last of those it left dead or injured
_FAR = 16  # words between a subject and its predicate
_TO_HOSPITAL = 5  # "to a local hospital"
_TOLL_FAR = 10  # words between "toll" and its number


class Bound(NamedTuple):
    """A counted phrase with the slot of its predicate; `predicate` is the word where that begins."""

    slot: str
    group: Group
    predicate: int
    rule: str


def bind(sentence: Sentence, groups: list[Group]) -> list[Bound]:
    """Each predicate of the sentence with the phrase it counts, where it counts one."""
    found: list[Bound] = []
    for first, tag in sentence.predicates.items():
        if sentence.at(first - 1) == "-" and sentence.at(first - 2) == "non":
            continue
        slot, role = tag.entry.cls.split(".")
        group = _FINDERS[role](sentence, groups, first, tag)
        if group is not None and _told_plural(sentence, group, first):
            group = replace(group, low=2, high=None)
        if group is not None and _fits(group) and not (group.low == 0 and group.other):
            risen = role == "toll" and _RISEN & set(sentence.low[tag.last : group.first])
            found.append(Bound(slot, group, first, tag.entry.id + ("+update" if risen else "")))
    return found


def _told_plural(sentence: Sentence, group: Group, first: int) -> bool:
    """Whether the verb says that more are meant than the one understood: "Ann Lee and Dr. Roe were killed"."""
    alone = group.low == group.high == 1 and not group.explicit and not group.pronoun and group.noun != "pair"
    return alone and group.reach <= first and bool(_PLURAL & set(sentence.low[max(group.reach, first - 4) : first]))


def _fits(group: Group) -> bool:
    """Whether people may be meant: a person's noun, or a bare number that stands for people."""
    return group.kind in ("number", "zero") and (
        group.person
        or group.noun == "family"
        or _bare(group)
        or (group.explicit and group.noun == "" and not group.thing)
    )


def _bare(group: Group) -> bool:
    return group.noun == "" and group.explicit and not group.terms


def _verb(sentence: Sentence, groups: list[Group], first: int, tag: Tag) -> Group | None:
    if sentence.at(tag.last) == "of" and (sentence.low[first].endswith("ing") or sentence.low[first] in _OF_NOUNS):
        return _right(sentence, groups, tag.last + 1)
    if _unreal(sentence, first):
        return None
    if passive(sentence, first):
        return _subject(sentence, groups, first)
    right = _right(sentence, groups, tag.last) or _attributive(sentence, first, tag)
    if right is not None:
        return right
    if sentence.low[first].endswith("ing"):
        return None
    left = _adjacent(sentence, groups, first)
    if sentence.low[first].endswith("s"):
        return None  # "kills", "wounds": no participle
    if left is not None and left.partitive:
        whole = _whole(sentence, left)  # "one of those killed", "one of the seven people shot"
        if not whole.part and left.reach == first:
            return whole
        left = whole
    if left is not None and (
        sentence.at(tag.last) in _VERB_AFTER or sentence.at(tag.last) == "" or tag.last in sentence.predicates
    ):
        return left
    wounded = left is not None and left.explicit and left.last == first and left.quantity[1] == first
    if wounded and sentence.low[first] not in _OF_NOUNS:
        return left  # "two wounded soldiers", not "two murder suspects"
    if left is not None and left.explicit and left.reach == first and _left(sentence, left):
        return left  # "the shooting that left eight others injured was ..."
    return None


def _left(sentence: Sentence, group: Group) -> bool:
    """Whether something left a counted phrase as the word after it says: dead, injured."""
    return bool(_LEFT & set(sentence.low[max(group.first - _RESULT, 0) : group.first]))


def _attributive(sentence: Sentence, first: int, tag: Tag) -> Group | None:
    """Whom a participle before a noun tells of: "the family of the murdered teen"."""
    noun = sentence.counted.get(tag.last)
    before = sentence.at(first - 1)
    if noun is None or not noun.entry.cls.endswith(".one") or not (before in _OWNERS or before == ""):
        return None
    kind = noun.entry.cls.split(".")[0]
    last = noun.last
    return Group(tag.last, last, last, (tag.last, last), 1, 1, True, False, "number", (noun.entry.term,), kind)


def _unreal(sentence: Sentence, first: int) -> bool:
    before = sentence.low[max(first - 4, 0) : first]
    close = before[-1:] if first - 1 in sentence.counted else before[-2:]  # "to be killed", not "to a boy killed"
    bare = sentence.low[first] in _BARE and "to" in before  # "to harm or kill"
    return bare or bool(_IRREALIS & set(close)) or (bool(_SUPPOSED & set(before)) and "," not in before)


def passive(sentence: Sentence, first: int) -> bool:
    """Whether the predicate at a word is told in the passive: "were later killed"."""
    index = first - 1
    while index >= 0 and first - index <= 5:
        word = sentence.low[index]
        if word in _BE:
            return True
        if not (word in _ADVERBS or word.endswith("ly") or index in sentence.predicates or word in ("shot", ",")):
            return False
        index -= 1
    return False


def _subject(sentence: Sentence, groups: list[Group], first: int) -> Group | None:
    """The nearest phrase before a predicate that is no aside, no object of a preposition and no detail of another."""
    limit = first
    told_of = _told_of(sentence, groups, first)
    if isinstance(told_of, Group):
        return told_of
    if told_of is not None and sentence.capital(told_of - 1 - (sentence.at(told_of - 1) == ",")):
        return None  # "they shot at Marten, who was killed"
    for group in reversed(groups):
        if group.reach > limit:
            continue
        if first - group.reach > _FAR or ";" in sentence.low[group.reach : first]:
            return None
        before, beside = sentence.at(group.first - 1), _beside(sentence, group.reach, first)
        if _bare(group) and not beside:
            continue
        if group.part or (
            not beside
            and before in _PREPOSITIONS
            and not (before == "of" and sentence.at(group.first - 2) in ("all", "both", "bodies"))
        ):
            continue
        if _aside(sentence, group, first) and any(not other.part for other in groups if other.last < group.first):
            continue
        if not _fits(group):
            continue
        return group
    return None


def _told_of(sentence: Sentence, groups: list[Group], first: int) -> Group | int | None:
    """Whom a relative clause tells of: "including a girl who later died" speaks of the girl alone.

    None where the predicate stands in none; the place of "who" where it follows something that counts nobody.
    """
    who = first - 1
    while who > 0 and sentence.low[who] not in _WHO and _beside(sentence, who, who + 1):
        who -= 1
    if who <= 0 or sentence.low[who] not in _WHO:
        return None
    last = who - (sentence.low[who - 1] == ",")
    return next((replace(group, part=False) for group in groups if last in (group.reach, group.last)), who)


def _beside(sentence: Sentence, last: int, first: int) -> bool:
    """Whether nothing but adverbs and forms of be stand between two words."""
    return all(
        word in _ADVERBS or word in _BE or word in ("have", "has", "had") or word.endswith("ly")
        for word in sentence.low[last:first]
    )


def _aside(sentence: Sentence, group: Group, first: int) -> bool:
    """Whether the phrase stands between two commas or dashes, the second before the predicate."""
    opened, closed = sentence.at(group.first - 1), sentence.low[group.reach : first]
    if opened in (",", "—", "–", "("):
        return any(mark in closed for mark in (",", "—", "–", ")")) and not group.explicit
    return False


def _adjacent(sentence: Sentence, groups: list[Group], first: int) -> Group | None:
    """The phrase that ends right before the predicate, adverbs and forms of be between them at most."""
    for group in reversed(groups):
        if group.reach > first:
            continue
        aged = sentence.at(group.reach) == "," and sentence.low[group.reach - 1].isdigit()  # "Boy, 14, fatally shot"
        gap = sentence.low[group.reach + aged : first]
        if len(gap) <= 4 and all(
            word in _ADVERBS or word in _BE or word.endswith("ly") or word in ("have", "had", "has", "who", "people")
            for word in gap
        ):
            return group
        return None
    return None


def _right(sentence: Sentence, groups: list[Group], last: int) -> Group | None:
    """The phrase that begins right after a word, "the", "another" or an adverb between them at most."""
    for group in groups:
        if group.first < last:
            continue
        gap = sentence.low[last : group.first]
        if len(gap) <= 3 and all(word in _BETWEEN or word.endswith("ly") for word in gap):
            return None if group.pronoun and sentence.low[group.first] in ("he", "she") else group
        return None
    return None


def _whole(sentence: Sentence, group: Group) -> Group:
    """What a participle after "one of the seven" counts: the seven; without a number of them, the one is a part."""
    for index in range(group.quantity[1] + 1, group.reach):
        tag = sentence.quantities.get(index)
        if sentence.low[index].isdigit() or (tag is not None and tag.entry.cls == "number"):
            many = float(sentence.low[index]) if sentence.low[index].isdigit() else tag.entry.weight if tag else 0.0
            last = index + 1 if tag is None else tag.last
            return replace(group, quantity=(index, last), low=many, high=many, part=False)
    return replace(group, part=True)


def _died(sentence: Sentence, groups: list[Group], first: int, tag: Tag) -> Group | None:
    if _unreal(sentence, first) and "not" not in sentence.low[first : tag.last]:
        return None
    group = _subject(sentence, groups, first)
    if group is not None and group.partitive and sentence.at(group.reach) in _OPENERS:
        return _whole(sentence, group)  # "one of the two men who died"
    return group


def _state(sentence: Sentence, groups: list[Group], first: int, tag: Tag) -> Group | None:
    if sentence.at(first - 1) == "the" or _MODALS & set(sentence.low[max(first - 4, 0) : first]):
        return None  # "the dead", "could have been dead"
    left = _adjacent(sentence, groups, first)
    if left is not None:
        bare = left.partitive and not _BE & set(sentence.low[left.reach : first])
        return _whole(sentence, left) if bare else left
    if passive(sentence, first):
        return _subject(sentence, groups, first)
    if sentence.at(first - 1) == "left":
        return _right(sentence, groups, tag.last)
    return None


def _sent(sentence: Sentence, groups: list[Group], first: int, tag: Tag) -> Group | None:
    """Whom something sent to hospital: "sent four people to the hospital"."""
    group = _right(sentence, groups, tag.last)
    if group is None or _unreal(sentence, first):
        return None
    after = sentence.low[group.reach : group.reach + _TO_HOSPITAL]
    return group if after[:1] == ["to"] and {"hospital", "hospitals"} & set(after) else None


def _self(sentence: Sentence, _groups: list[Group], first: int, tag: Tag) -> Group | None:
    """Who killed himself: one, whoever it is; not a suspect in his cell, who is none of the event's dead."""
    if _CUSTODY & set(sentence.low):
        return None
    return Group(first, tag.last, tag.last, (first, tag.last), 1, 1, True, False, "number", (), "person")


def _noun(sentence: Sentence, groups: list[Group], first: int, tag: Tag) -> Group | None:
    left = next((group for group in reversed(groups) if group.last == first and group.explicit), None)
    if sentence.low[first] == "lives" and not (
        left and _TAKING & set(sentence.low[max(left.first - 2, 0) : left.first])
    ):
        return None
    owner = None if sentence.at(tag.last) == "of" else _owner(sentence, groups, first)
    if owner is not None:
        return owner
    plural = sentence.low[tag.last - 1].endswith("s")
    if left is not None and left.kind in ("number", "zero") and (plural or left.high in (0, 1)):
        return left
    last = tag.last
    if sentence.at(last) == "of":
        last += 1
    elif not tag.entry.term.endswith(" of"):
        return None
    return _right(sentence, groups, last)


def _owner(sentence: Sentence, groups: list[Group], first: int) -> Group | None:
    """Whose death it is: "the boy's accidental death"."""
    for group in reversed(groups):
        if group.first < first and not group.explicit and not group.pronoun:
            marks = [k for k in range(group.first, first) if sentence.low[k] in POSSESSIVE]
            own = bool(marks) and group.last >= marks[-1]  # not "a suspect in Lee's death"
            return group if own and first - marks[-1] <= _OWNED and group.person else None
    return None


def _event(sentence: Sentence, _groups: list[Group], first: int, tag: Tag) -> Group | None:
    """What happened, where no number is given: a fatal crash killed one at least, a double murder two."""
    beside = {sentence.at(tag.last), sentence.at(first - 1) if tag.last - first == 1 else ""}
    if _unreal(sentence, first) or sentence.at(first - 1) in ("no", "not", "attempted") or _HARMLESS & beside:
        return None
    return Group(
        first, tag.last, tag.last, (first, tag.last), tag.entry.weight, None, True, False, "number", (), "person"
    )


def _deed(sentence: Sentence, groups: list[Group], first: int, tag: Tag) -> Group | None:
    """Whom a killing killed, where that is said, else what it tells by itself."""
    return _noun(sentence, groups, first, tag) or _event(sentence, groups, first, tag)


def _toll(sentence: Sentence, groups: list[Group], _first: int, tag: Tag) -> Group | None:
    """The total after "death toll": the last number that follows "to", else the first number."""
    after = [g for g in groups if g.explicit and g.kind == "number" and tag.last <= g.first <= tag.last + _TOLL_FAR]
    for group in after:
        if sentence.at(group.first - 1) in _TOTALS:
            return group
    return after[0] if after and after[0].first - tag.last <= 4 else None


_FINDERS = {
    "event": _event,
    "deed": _deed,
    "self": _self,
    "sent": _sent,
    "care": _died,
    "verb": _verb,
    "died": _died,
    "state": _state,
    "noun": _noun,
    "toll": _toll,
}
