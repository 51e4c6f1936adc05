"""Who is named in an article: every mention of a person, a body or a titled work, and which of them are the same."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz.distance import Levenshtein

from credscore.lexicon import Hit

Type = Literal["person", "body", "document"]
Gender = Literal["female", "male"]
# Letters of a surname long enough for a slip to be told from another name; surnames compared at most.
_LONG, _MANY = 5, 50
_SUFFIX = re.compile(r"(?:,? (?:Jr\.?|Sr\.?|I{2,3}|IV))+$")
_ARTICLE = re.compile(r"^(?:al|el|ad|as|ash|an)[-‐‑ ](?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A word for what a person is, as an article uses it: the entry, whether it lies in the past, and whose it is.

    `bodies` are the classes of the bodies named with it ("FBI director": agency).
    """

    hit: Hit
    former: bool
    bodies: frozenset[str]


@dataclass(slots=True)
class Entity:
    """Somebody or something with a name. `name` is the fullest in the article; `cls` the class of a body or outlet."""

    name: str
    type: Type
    cls: str = ""
    gender: Gender | None = None
    figure: str | None = None
    titles: list[Title] = field(default_factory=list)
    sure: bool = True
    full: int = 0
    _noted: set[tuple[str, bool, frozenset[str]]] = field(default_factory=set)

    def note(self, title: Title) -> None:
        """Keep a title, once however often the article repeats it."""
        seen = (title.hit.entry.id, title.former, title.bodies)
        if seen not in self._noted:
            self._noted.add(seen)
            self.titles.append(title)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text; `outer` is where its titles begin ("Gen. Kurilla": the G)."""

    start: int
    end: int
    outer: int
    entity: Entity


def fold(name: str) -> str:
    """A name as it is compared: no case, one kind of apostrophe, no Arabic article."""
    return _ARTICLE.sub("", name.lower().replace("’", "'"))


def surname(name: str) -> str:
    """The last part of a person's name, folded: "Mohammed Shia al-Sudani" -> "sudani"."""
    return fold(_SUFFIX.sub("", name).rpartition(" ")[2])


class Cast:
    """The entities of an article by name, and their mentions in order of place."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self._starts: list[int] = []
        self._people: dict[str, list[Entity]] = {}
        self._firsts: dict[str, list[Entity]] = {}
        self._others: dict[str, Entity] = {}
        self._initials: dict[str, list[str]] = {}

    def person(self, name: str) -> Entity:
        """The person of a full name: met before under the same first and last name, or new."""
        first, last = fold(name.partition(" ")[0]), surname(name)
        for entity in self._people.get(last, ()):
            if _same_first(first, fold(entity.name.partition(" ")[0])):
                if len(name) > len(entity.name):
                    entity.name = name
                entity.full += 1
                return entity
        entity = Entity(name, "person", full=1, sure=False)
        self._people.setdefault(last, []).append(entity)
        initials = self._initials.setdefault(last[:1], [])
        if " " in name and len(initials) < _MANY and last not in initials:
            initials.append(last)
        self._firsts.setdefault(first, []).append(entity)
        return entity

    def other(self, key: str, name: str, kind: Type, cls: str) -> Entity:
        """The body or work of a key, with the longest name it has in the article."""
        entity = self._others.setdefault(key, Entity(name, kind, cls))
        if len(name) > len(entity.name):
            entity.name = name
        entity.full += 1
        return entity

    def alias(self, name: str) -> Entity | None:
        """The body known by a name or an acronym given in brackets."""
        return self._others.get(fold(name))

    def give_alias(self, name: str, entity: Entity) -> None:
        """Let a name in brackets stand for an entity from here on."""
        self._others.setdefault(fold(name), entity)

    def bearer(self, word: str) -> Entity | None:
        """The person whose surname a word is, named in full somewhere in the article."""
        return next((e for e in self._people.get(fold(word), ()) if " " in e.name and e.sure), None)

    def misspelt(self, word: str) -> Entity | None:
        """The one person whose surname is a letter away from a word: "Bornsten" for Harold Bornstein."""
        word = fold(word)
        if len(word) < _LONG:
            return None
        alike = [
            last for last in self._initials.get(word[0], ()) if Levenshtein.distance(word, last, score_cutoff=1) <= 1
        ]
        return self.bearer(alike[0]) if len(alike) == 1 else None

    def known(self, word: str, gender: Gender | None = None) -> Entity | None:
        """The person a single name stands for: by surname first, then by first name; of several the one named most."""
        word = fold(word)
        for table in (self._people, self._firsts):
            people = [e for e in table.get(word, ()) if gender is None or e.gender in (None, gender)]
            if people:
                return max(people, key=lambda e: (e.figure == "official", e.full))
        return None

    def close(self, mentions: list[Mention]) -> None:
        """Take the mentions, once all are read."""
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self.mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in a stretch."""
        low = bisect_left(self._starts, start)
        found = []
        while low < len(self.mentions) and self.mentions[low].start < end:
            if self.mentions[low].end <= end:
                found.append(self.mentions[low])
            low += 1
        return found

    def before(self, offset: int) -> int:
        """How many mentions start before an offset: the last of them is `mentions[before - 1]`."""
        return bisect_left(self._starts, offset)


def _same_first(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)
