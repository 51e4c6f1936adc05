"""Counted phrases: "nine senior commanders", "a man", "John Smith, 34", "a senior leader and three other militants"."""

import re
from dataclasses import dataclass, replace

from credscore.claims.numbers import Kind, Quantity
from credscore.claims.scan import Sentence
from credscore.claims.terms import Organisations, terms_of
from credscore.claims.words import words

_STOP = words("phrases", "stop")
_DETERMINERS = words("phrases", "determiners")
_PRONOUNS = words("phrases", "pronouns")
_PREPOSITIONS = words("phrases", "prepositions")
_PARTS = words("phrases", "parts")
_NOT_NAMES = words("phrases", "not_names")
_PERSONS = words("phrases", "persons")
_BEFORE_NO_NAME = words("phrases", "before_no_name")
_INSTITUTIONS = words("phrases", "institutions")
_OTHERS = frozenset({"other", "others", "more", "additional", "another", "else"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_SELVES = frozenset({"himself", "herself", "themselves", "self"})
_JOINTS = ([","], ["and"], ["&"], [",", "and"])  # between two nouns of one list
_ADJECTIVES = 2  # between "and" and a noun
_ABOUT_AGE = 5  # words of "in her mid-50s"
_DECADE = re.compile("[1-9]0s|(?:mid|early|late)-?[1-9]0s")
_MODIFIERS = 9  # words between a number and its noun, that noun included


@dataclass(frozen=True, slots=True)
class Group:
    """A counted phrase on the words `first`..`last` (`reach` with its "of ..."), and the interval it stands for.

    `quantity` are the words of the number expression itself (for an implied one the whole phrase). `noun` is the group
    of the counted lexicon. `part` marks one that only details another ("including ..."); `other` an "other" or "more";
    `killer` one that takes in who did it ("his wife and himself"); `members` the numbers of one kind of people that
    a sum was made of.
    """

    first: int
    last: int
    reach: int
    quantity: tuple[int, int]
    low: float | None
    high: float | None
    exact: bool
    explicit: bool
    kind: Kind
    terms: tuple[str, ...]
    noun: str = ""
    unit: str = ""
    part: bool = False
    other: bool = False
    name: bool = False
    summed: bool = False
    pronoun: bool = False
    thing: bool = False
    partitive: bool = False
    killer: bool = False
    members: "tuple[Group, ...]" = ()

    @property
    def person(self) -> bool:
        """Whether people are counted, or may be (no noun at all)."""
        return self.noun in _PERSONS


def groups(
    sentence: Sentence, numbers: list[Quantity], organisations: Organisations, surnames: set[str], *, title: bool
) -> list[Group]:
    """The counted phrases of a sentence from left to right.

    Args:
        sentence: the sentence.
        numbers: its number expressions.
        organisations: the organisations of the document, which are no people.
        surnames: last words of the names read so far; this sentence's are added.
        title: whether nouns may go without an article ("Man killed").
    """
    by_start = {number.first: number for number in numbers}
    found: list[Group] = []
    index = 0
    while index < len(sentence):
        number = by_start.get(index)
        group = (
            _of_number(sentence, number, organisations)
            if number is not None
            else _singular(sentence, index, organisations)
            or _listed(sentence, index, found)
            or (_headline(sentence, index) if title else None)
            or _name(sentence, index, organisations, surnames)
        )
        if group is None:
            index += 1
            continue
        found.append(group)
        index = max(group.reach, index + 1)
    return found


def _noun(sentence: Sentence, first: int, last: int, ending: str) -> str:
    """The group of the last counted noun among the words, wanted in the singular (".one") or plural (".many")."""
    for index in range(last - 1, first - 1, -1):
        tag = sentence.counted.get(index)
        if tag is not None and tag.entry.cls.endswith(ending):
            return tag.entry.cls.split(".")[0]
    return ""


def _things(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words name something that is nobody: "two exit wounds", "four counts"."""
    tag = sentence.counted.get(last - 1) if last > first else None
    return tag is not None


def _extent(sentence: Sentence, first: int) -> int:
    """Where the nouns and adjectives that begin at `first` end."""
    index = first
    while index < len(sentence) and index - first < _MODIFIERS:
        word = sentence.low[index]
        if word == "(" and index > first and ")" in sentence.low[index : index + 5]:
            index = sentence.low.index(")", index) + 1
            continue
        if index in sentence.predicates or word == "of" or (word in _STOP and not _acronym(sentence, index)):
            break
        if not word[0].isalnum() and word not in ("-", "'s", "’s", "’", "'", "“", '"', "‘"):
            break
        if index > first and word.endswith(("ing", "ed")) and _plural_ends(sentence, index):
            break
        tag = sentence.quantities.get(index)
        if (
            index > first
            and tag is not None
            and tag.entry.cls in ("number", "zero", "vague", "least", "about", "above", "most")
        ):
            break
        if index > first and sentence.low[index - 1] != "-" and (word in _DETERMINERS or word.isdigit()):
            break
        index += 1
    return index


def _plural_ends(sentence: Sentence, index: int) -> bool:
    """Whether a plural noun ends before a word: "five men arrested", "operations targeting"."""
    tag = sentence.counted.get(index - 1)
    return sentence.low[index - 1].endswith("s") or (tag is not None and tag.entry.cls.endswith(".many"))


def _acronym(sentence: Sentence, index: int) -> bool:
    """Whether a word that looks like a function word is written as an acronym: "15 IS fighters"."""
    word = sentence.words[index]
    return len(word) > 1 and word.isupper() and not sentence.shouted


def _reach(sentence: Sentence, last: int) -> int:
    """The end of an "of ..." after a phrase."""
    if sentence.at(last) != "of":
        return last
    begin = last + 1
    while sentence.at(begin) in _DETERMINERS or sentence.at(begin) in ("those", "these", "them", "our"):
        begin += 1
    tag = sentence.quantities.get(begin)
    if tag is not None and tag.entry.cls == "number":
        begin = tag.last
    return max(_extent(sentence, begin), begin)


def _of_number(sentence: Sentence, number: Quantity, organisations: Organisations) -> Group:
    last = number.last
    while sentence.at(last) in ("other", "others", "more", "additional", "further", "of"):
        if sentence.at(last) == "of":
            last = max(last, _reach(sentence, last))
            break
        last += 1
    last = max(last, _extent(sentence, last))
    reach = _reach(sentence, last)
    middle = sentence.low[number.last : last]
    noun = (
        _noun(sentence, number.last, last, ".many")
        or _noun(sentence, number.last, last, ".one")
        or _noun(sentence, last, reach, ".many")
    )
    noun = noun or (
        "person"
        if number.kind == "number"
        and (_people_by_origin(sentence, number.last, last) or {"them", "whom", "us"} & set(middle))
        else ""
    )
    return Group(
        number.first,
        last,
        reach,
        (number.first, number.last),
        number.low,
        number.high,
        number.exact,
        True,
        number.kind,
        terms_of(sentence, number.last, reach, organisations),
        noun,
        number.unit,
        partitive="of" in middle,
        thing=not noun and _things(sentence, number.last, last),
        part=_is_part(sentence, number.first),
        other=bool(_OTHERS & set(middle)),
    )


def _people_by_origin(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a phrase ends in the name of a people: "eleven Palestinians"."""
    head = last - 1
    return (
        head >= first
        and sentence.capital(head)
        and not sentence.shouted
        and sentence.low[head].endswith(("ns", "is", "ese", "ish", "ts", "ks", "bs"))
    )


def _is_part(sentence: Sentence, first: int) -> bool:
    """Whether a phrase details another one: "including three children"; "among the 56 wounded" tells a total."""
    window = sentence.low[max(first - 3, 0) : first]
    return (
        bool(_PARTS & set(window))
        and window[-1:] != [","]
        and window[-2:] != ["among", "the"]
        and window[-1:] != ["among"]
    )


def _singular(sentence: Sentence, index: int, organisations: Organisations) -> Group | None:
    """One person by a singular noun ("a senior leader"), an age ("a 17-year-old") or a pronoun."""
    word = sentence.low[index]
    if word in _PRONOUNS:
        return _one(index, index + 1, index + 1, (), "person", pronoun=True)
    opened = word in _DETERMINERS
    aged = _aged(sentence, index + 1 if opened else index)
    if not opened and not aged:
        return None
    first = aged or index + 1
    last = _extent(sentence, first)
    noun = _noun(sentence, index, last, ".one")
    if not aged and (noun not in _PERSONS or last == first):
        return None
    if _noun(sentence, last - 1, last, ".many") or (noun == "pair" and POSSESSIVE & set(sentence.low[index:last])):
        return None  # "the couple's house"
    reach = _reach(sentence, last)
    terms = terms_of(sentence, first, reach, organisations)
    many = _pair(sentence, index, last) if noun == "pair" else 1
    return replace(
        _one(index, last, _past_age(sentence, max(reach, last)), terms, noun if noun in _PERSONS else "person"),
        low=many,
        high=many,
        part=_is_part(sentence, index),
        other=word == "another",
    )


def _pair(sentence: Sentence, first: int, last: int) -> float:
    """How many a noun for several people stands for: two are a couple, three a trio."""
    return next(
        (tag.entry.weight for i in range(last - 1, first - 1, -1) if (tag := sentence.counted.get(i)) is not None), 2.0
    )


def _past_age(sentence: Sentence, last: int) -> int:
    """The end of an age after a noun: "her son, 8, ", "a woman in her early 50s"."""
    word = sentence.at(last + 1)
    aged = sentence.at(last) == "," and word.isdigit() and len(word) < 3 and sentence.at(last + 2) in (",", "and")
    if aged:
        return last + 2
    about = sentence.low[last : last + _ABOUT_AGE]
    decade = next((at for at, word in enumerate(about) if _DECADE.fullmatch(word)), 0)
    return last + decade + 1 if decade and about[0] == "in" and {"his", "her", "their"} & set(about) else last


def _aged(sentence: Sentence, index: int) -> int:
    """The end of "17-year-old" at `index`, 0 where there is none."""
    words = sentence.low[index : index + 5]
    if words[1:4] == ["y", "/", "o"] or words[1:2] in (["yo"], ["y.o."], ["y/o"]):
        return index + (4 if words[1] == "y" else 2) if words[0].isdigit() else 0
    if len(words) >= 4 and words[1] in ("-", "year", "month") and "old" in words and words[0][:1].isalnum():
        at = words.index("old")
        if {"year", "month", "years", "months", "week", "day"} & set(words[:at]):
            return index + at + 1
    return 0


def _one(
    first: int, last: int, reach: int, terms: tuple[str, ...], noun: str, *, name: bool = False, pronoun: bool = False
) -> Group:
    return Group(
        first, last, reach, (first, last), 1, 1, True, False, "number", terms, noun, name=name, pronoun=pronoun
    )


def _headline(sentence: Sentence, index: int) -> Group | None:
    """A singular noun as headlines use it, without an article; "family of five" counts."""
    tag = sentence.counted.get(index) if index < len(sentence) else None
    if (
        tag is None
        or not tag.entry.cls.endswith(".one")
        or tag.entry.cls.split(".")[0] not in _PERSONS
        or (sentence.counted.get(tag.last) and tag.last not in sentence.predicates)
    ):
        return None
    noun = tag.entry.cls.split(".")[0]
    many = tag.entry.weight if noun == "pair" else 1
    reach = _past_age(sentence, tag.last)
    return replace(_one(index, tag.last, reach, (tag.entry.term,), noun), low=many, high=many)


def _listed(sentence: Sentence, index: int, found: list[Group]) -> Group | None:
    """A noun or "himself" without an article in a list: "a mother, father and son", "his wife and himself"."""
    between = sentence.low[found[-1].reach : index] if found and found[-1].reach <= index else None
    follows = between in _JOINTS and found[-1].person and not found[-1].pronoun
    if sentence.low[index] in _SELVES:
        after = between is not None and between[:1] in ([","], ["and"]) and set(between) <= {",", "and", "then"}
        if not after or not found[-1].person:
            return None
        return replace(_one(index, index + 1, index + 1, (), "person"), killer=True)
    if follows:
        noun = _headline(sentence, _past_adjectives(sentence, index))
        return replace(noun, first=index) if noun is not None else None
    tag = sentence.counted.get(index)
    return _headline(sentence, index) if tag is not None and _opens_list(sentence, tag.last) else None


def _past_adjectives(sentence: Sentence, index: int) -> int:
    """The place of the noun after at most two adjectives: "a woman and young child"."""
    for place in range(index, index + _ADJECTIVES + 1):
        word = sentence.at(place)
        if place in sentence.counted or not word.isalpha() or word in _STOP or word in _DETERMINERS:
            return place
        if place in sentence.predicates or place in sentence.quantities or word.endswith("s"):
            return index
    return index


def _opens_list(sentence: Sentence, last: int) -> bool:
    """Whether another such noun follows: "father and son"."""
    following = sentence.counted.get(last + 1)
    return sentence.at(last) in ("and", "&") and following is not None and following.entry.cls.endswith(".one")


def _name(sentence: Sentence, index: int, organisations: Organisations, surnames: set[str]) -> Group | None:
    """A person's name: capital words that name no organisation, with an age after it."""
    if not sentence.capital(index) or sentence.low[index] in _NOT_NAMES or sentence.at(index - 1) in _BEFORE_NO_NAME:
        return None
    last = index
    while last < len(sentence) and (
        _in_name(sentence, last) or (sentence.low[last] == "-" and _in_name(sentence, last + 1) and last > index)
    ):
        if organisations.at(sentence.starts[last]) is not None:
            return None
        last += 1
    if _INSTITUTIONS & set(sentence.low[index:last]):
        return None
    capitals = sum(sentence.capital(i) for i in range(index, last))
    if last - index > 9 or capitals < 1 or (capitals == 1 and sentence.low[index] not in surnames):
        return None
    if capitals > 1:
        surnames.update(sentence.low[i] for i in range(index, last) if sentence.capital(i) and len(sentence.low[i]) > 2)
    reach = last
    if sentence.at(last) == "," and sentence.at(last + 1).isdigit() and len(sentence.at(last + 1)) < 4:
        reach = last + 2
    return replace(
        _one(index, last, reach, terms_of(sentence, index, last, organisations), "person", name=True),
        part=_is_part(sentence, index),
    )


def _in_name(sentence: Sentence, index: int) -> bool:
    if index >= len(sentence):
        return False
    word = sentence.words[index]
    if index in sentence.predicates or word.lower() in _NOT_NAMES:
        return False
    return word[0].isupper() or word.lower() in ("al", "bin", "de", "van", "der", "el", "ibn", "von", "da", "du", "la")
