"""Counted phrases joined by "and" as one: "a senior leader and three other militants" are four."""

from dataclasses import replace

from credscore.claims.phrases import Group
from credscore.claims.scan import Sentence
from credscore.claims.terms import united
from credscore.claims.words import words

_JOINTS = words("sums", "joints")
_DETERMINERS = words("phrases", "determiners")
_SINGULAR = frozenset({"is", "was", "has"})


def joined(sentence: Sentence, found: list[Group], *, title: bool) -> list[Group]:
    """Neighbours joined by "and" (and a list before it) as one group with the sum; in a title commas are enough."""
    done: list[Group] = []
    index = 0
    while index < len(found):
        run = [found[index]]
        while index + len(run) < len(found):
            following = found[index + len(run)]
            joint = sentence.low[run[-1].reach : following.first]
            aside = ("with" in joint and "along" not in joint) or ("as" in joint and "well" not in joint)
            if not joint or aside or not set(joint) <= _JOINTS or following.kind != "number":
                break
            if _ends_clause(sentence, run[-1]) or _opens_clause(sentence, following):
                break
            if len(run) == 1 and _same_one(sentence, run[0], following, joint):
                break
            run.append(following)
        total = _total(sentence, run, title=title)
        if total is None:
            done.append(run[0])
            index += 1
        else:
            done.append(total)
            index += len(run)
    return done


def _ends_clause(sentence: Sentence, group: Group) -> bool:
    """Whether a phrase says who another is: "identified as John Smith, and 14 others were hurt"."""
    return group.name and sentence.at(group.first - 1) == "as"


def _opens_clause(sentence: Sentence, group: Group) -> bool:
    """Whether a phrase has a verb in the singular to itself: "killing two, and a suspect is being sought"."""
    return group.low == group.high == 1 and sentence.at(group.reach) in _SINGULAR


def _same_one(sentence: Sentence, one: Group, other: Group, joint: list[str]) -> bool:
    """Whether two bare nouns say what one person is: "Lee, a student and cadet," "a boy, and son of a guard"."""
    word = sentence.low[other.first]
    bare = not (other.explicit or other.name) and word.isalpha() and word not in _DETERMINERS
    apposed = sentence.at(one.first - 1) == "," and sentence.capital(one.first - 2)
    return bare and not one.explicit and (joint == [",", "and"] or (apposed and joint == ["and"]))


def _spelled_out(sentence: Sentence, run: list[Group]) -> bool:
    """Whether a number is followed by who they are: "two others, a man of 26 and a woman,"."""
    first, rest = run[0], run[1:]
    singles = not any(group.explicit for group in rest)
    return first.explicit and singles and first.low == len(rest) and sentence.at(first.reach) in (",", ":", "-", "(")


def _total(sentence: Sentence, run: list[Group], *, title: bool) -> Group | None:
    """The sum of a run, None where it is none: no "and", not people, an open or missing number."""
    while len(run) > 1:
        joint = sentence.low[run[-2].reach : run[-1].first]
        listed = title and joint == [","] and not any(group.name for group in run)
        if {"and", "&", "plus", "with", "as"} & set(joint) or listed or run[-1].killer:
            break
        run.pop()
    clauses = (
        len(run) == 2
        and run[0].explicit
        and run[1].explicit
        and sentence.low[run[0].reach : run[1].first] == [",", "and"]
    )
    if len(run) < 2 or clauses:
        return None
    if _spelled_out(sentence, run):
        return replace(run[0], last=run[-1].last, reach=run[-1].reach, summed=True)
    members: list[Group] = []
    for place, group in enumerate(run):
        if members and members[-1].explicit and _spelled_out(sentence, run[place - 1 :]):
            break  # "his wife and two children, a boy and a girl," are three
        if not (
            group.person or (group.noun == "" and group.explicit and (group.other or group.last == group.quantity[1]))
        ):
            return None
        apposed = bool(members) and sentence.low[members[-1].reach : group.first] == [","] and not group.explicit
        apposed = apposed and not group.killer
        if apposed and members[-1].name != group.name and not members[-1].explicit:
            continue  # "his wife, Mary Smith," is one person
        members.append(group)
    if all(member.pronoun for member in members) or any(member.low is None for member in members):
        return None
    low = sum(member.low or 0 for member in members)
    high = None if any(member.high is None for member in members) else sum(member.high or 0 for member in members)
    first, last = run[0], run[-1]
    return replace(
        first,
        last=last.last,
        reach=last.reach,
        quantity=(first.first, last.quantity[1] if last.explicit else last.last),
        low=low,
        high=high,
        exact=all(member.exact for member in members),
        explicit=any(member.explicit for member in members),
        terms=united([last.terms, *(group.terms for group in run if not group.name)]),
        noun=_common_noun(members),
        summed=True,
        name=False,
        pronoun=False,
        killer=any(member.killer for member in members),
        members=tuple(members) if _counted_apart(members) else (),
    )


def _counted_apart(members: list[Group]) -> bool:
    """Whether each is a number of one kind of people: "eight Norland soldiers and three Tarsk soldiers"."""
    return all(member.explicit and member.noun for member in members) and len({m.noun for m in members}) == 1


def _common_noun(members: list[Group]) -> str:
    """The kind of people a sum counts: one that all share, else just people."""
    nouns = {member.noun for member in members if member.noun}
    return nouns.pop() if len(nouns) == 1 else "person" if nouns else ""
