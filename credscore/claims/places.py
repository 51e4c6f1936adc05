"""Where the event was: a named place with its direction and what it lies in, and how people are."""

import re
from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.words import words
from credscore.claims.terms import Organisations, stem
from credscore.claims.when import MONTHS, WEEKDAYS

DIRECTIONS = {
    "north": "n", "northern": "n", "south": "s", "southern": "s", "east": "e", "eastern": "e", "west": "w", "western": "w",
    "northeast": "ne", "northeastern": "ne", "north-east": "ne", "northwest": "nw", "northwestern": "nw", "southeast": "se",
    "southeastern": "se", "southwest": "sw", "southwestern": "sw", "central": "c", "centre": "c", "center": "c", "downtown": "c",
}  # fmt: skip
_PREPOSITIONS = words("places", "prepositions")
# Generic words that name the kind of a place and not the place.
_KINDS = words("places", "kinds")
_NOT_PLACES = words("places", "not_places")
_CONDITION = re.compile(
    r"\b(critical but stable|stable|critical|serious|grave|fair|good|guarded|satisfactory)[’'”\"]? condition\b|\bcondition (?:is|was|remains?) (?:said to be |described as |listed as )?(stable|critical|serious|grave)\b",
    re.IGNORECASE,
)


class Site(NamedTuple):
    """A place on the words `first`..`last`; `terms` begin with name:, dir:, in:, of: ("south of Kirkuk")."""

    first: int
    last: int
    terms: tuple[str, ...]


def sites(sentence: Sentence, organisations: Organisations) -> list[Site]:
    """The named places of a sentence; a place that follows another one says what that lies in."""
    found: list[Site] = []
    index = 0
    while index < len(sentence):
        site = _site(sentence, index, organisations) if sentence.low[index] in _PREPOSITIONS else None
        if site is None:
            index += 1
            continue
        if found and _within(sentence, found[-1], site):
            previous = found.pop()
            inner = tuple(term.replace("name:", "in:").replace("dir:", "indir:") for term in site.terms)
            site = Site(previous.first, previous.last, tuple(dict.fromkeys(previous.terms + inner)))
            found.append(site)
            index = max(index + 1, _end(sentence, index, organisations))
            continue
        found.append(site)
        index = max(site.last, index + 1)
    return found


def _end(sentence: Sentence, index: int, organisations: Organisations) -> int:
    site = _site(sentence, index, organisations)
    return site.last if site else index + 1


def _within(sentence: Sentence, outer: Site, inner: Site) -> bool:
    between = sentence.low[outer.last : inner.first]
    return (
        len(between) <= 12
        and not ({";", "and", "but", "while", "after", "when"} & set(between))
        and not any(index in sentence.predicates for index in range(outer.last, inner.first))
    )


def _site(sentence: Sentence, index: int, organisations: Organisations) -> Site | None:
    """The place after the preposition at `index`."""
    first = index + 1
    while sentence.at(first) in ("the", "a", "city", "town", "village", "of", "province"):
        first += 1
    begin, direction = first, ""
    while sentence.at(first) in DIRECTIONS:
        direction, first = DIRECTIONS[sentence.at(first)], first + 1
    possessed = ""
    names, last = _names(sentence, first, organisations)
    if not names:
        return None
    if sentence.at(last) in ("'s", "’s"):
        possessed = " ".join(names)
        inner, first = "", last + 1
        while sentence.at(first) in DIRECTIONS:
            inner, first = DIRECTIONS[sentence.at(first)], first + 1
        names, last = _names(sentence, first, organisations)
        if not names and sentence.at(first) in _KINDS:
            names, last = [sentence.low[first]], first + 1
        if not names and not inner:
            return None
        direction = inner
    core = [stem(name) for name in names if stem(name) not in _KINDS and name not in _KINDS] or [
        stem(name) for name in names
    ]
    terms = ["name:" + " ".join(core)] if names else []
    if direction:
        terms.append(f"dir:{direction}")
    if possessed:
        terms.append(f"in:{possessed}")
    while sentence.at(last) in _KINDS:
        last += 1
    if sentence.at(last) in DIRECTIONS and sentence.at(last + 1) == "of":
        reference, end = _names(sentence, last + 2, organisations)
        if reference:
            terms.append(f"of:{DIRECTIONS[sentence.at(last)]}:{' '.join(reference)}")
            last = end
    if sentence.at(last) == "," and sentence.capital(last + 1):
        container, end = _names(sentence, last + 1, organisations)
        if container and sentence.at(end) in (",", ".", "") and len(container) <= 2:
            terms.append(f"in:{' '.join(container)}")
            last = end
    return Site(begin, last, tuple(terms))


def _names(sentence: Sentence, first: int, organisations: Organisations) -> tuple[list[str], int]:
    """The lower-case words of a capitalised name at `first`, and where it ends; ([], first) where there is none."""
    last = first
    while last < len(sentence) and last - first < 7:
        word = sentence.low[last]
        if word == "-" and last > first and sentence.capital(last + 1):
            last += 1
            continue
        tag = sentence.counted.get(last)
        if tag is not None and tag.entry.cls.startswith(("event", "fighter", "title", "document")):
            break
        if (
            not sentence.capital(last)
            or word in MONTHS
            or word in WEEKDAYS
            or word in _NOT_PLACES
            or last in sentence.predicates
        ):
            break
        if organisations.at(sentence.starts[last]) is not None or sentence.words[last][-1:].isdigit():
            return [], first
        last += 1
    return [word.strip(".") for word in sentence.low[first:last] if word != "-"], last


def conditions(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """(start, end, value) of each "in stable condition" between two offsets of a text."""
    return [
        (match.start(), match.end(), (match[1] or match[2]).lower()) for match in _CONDITION.finditer(text, start, end)
    ]
