"""Where the event was: a named place with its direction and what it lies in, and how people are."""

import re
from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.terms import Organisations, stem
from credscore.claims.when import MONTHS, WEEKDAYS
from credscore.claims.words import lines, table, words

# Compass words -> n, s, e, w, two letters of them, or c for the centre: the first word of a line is the code.
DIRECTIONS = {word: line.split()[0] for line in lines("places", "directions") for word in line.split()[1:]}
_BEFORE_NAME = words("places", "before_name")
_PREPOSITIONS = words("places", "prepositions")
# Generic words that name the kind of a place and not the place.
_KINDS = words("places", "kinds")
_NOT_PLACES = words("places", "not_places")
_CONDITION = re.compile(table("condition")["state"], re.IGNORECASE)


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
    while sentence.at(first) in _BEFORE_NAME:
        first += 1
    begin = first
    direction, first = _direction(sentence, first)
    names, last = _names(sentence, first, organisations)
    if not names:
        return None
    terms: list[str] = []
    if sentence.at(last) in ("'s", "’s"):
        terms.append(f"in:{' '.join(names)}")
        direction, first = _direction(sentence, last + 1)
        names, last = _names(sentence, first, organisations)
        if not names and sentence.at(first) in _KINDS:
            names, last = [sentence.low[first]], first + 1
        if not names:
            return None
    stems = [stem(name) for name in names]
    core = [name for name in stems if name not in _KINDS] or stems
    head = ["name:" + " ".join(core), *([f"dir:{direction}"] if direction else [])]
    return _extended(sentence, Site(begin, last, (*head, *terms)), organisations)


def _direction(sentence: Sentence, index: int) -> tuple[str, int]:
    """The compass words at `index` as a letter or two (empty: none), and where they end."""
    direction = ""
    while sentence.at(index) in DIRECTIONS:
        direction, index = DIRECTIONS[sentence.at(index)], index + 1
    return direction, index


def _extended(sentence: Sentence, site: Site, organisations: Organisations) -> Site:
    """A place with what follows it: "range", "south of Kirkuk", ", Ohio"."""
    last, terms = site.last, list(site.terms)
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
    return Site(site.first, last, tuple(terms))


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
