"""What an article says a person is: titles before the name, after a comma, and in a relative clause."""

import re
from typing import NamedTuple

from credscore.attribution.cast import Entity, Gender, Title
from credscore.attribution.hits import Tables
from credscore.attribution.kinds import OUTLETS
from credscore.lexicon import Hit

WORKS = frozenset({"document", "record", "writing"})
PEOPLE = frozenset({"official", "candidate", "rank", "spokesperson", "person", "journalist", "honorific"})
_PARTY = re.compile(r"\s?\((?:[DRI]|Dem|Rep|Lab|Con)[.,]?[-–, ] ?[A-Z]")
_APPOSITION = re.compile(r"(?:,| [–—-]) (?P<text>[^,;:()\n“”\"–—]{3,120})")
_APPOSED = re.compile(r" (?:who|of|at|for|in|from|with|on|and|which|that|to|said|says|told|by|near|since)\b")
_APPOSED_ON = re.compile(r" (?:and|who|which|that|to|in|at|said)\b")
_SERVED = re.compile(
    r",? who (?:(?P<past>served as|was|had been|worked as|once served as|previously served as|once was)"
    r"|is|serves as|is now)(?= )"
)
# What a title heads before its comma, and the characters it is looked for in: "the head of the relief agency, ".
_OF_BODY = re.compile(r" (?:of|for|at|in|from) [^\n]{2,}")
_ROLE = 60
_OF_OUTLET = re.compile(r",? (?:of|at|from|with|for) (?:the |The )?")


class Stretch(NamedTuple):
    """A name with what stands before it: titles, and bodies they belong to."""

    start: int
    end: int
    outer: int
    titles: list[Hit]
    bodies: list[Hit]


class Describer:
    """Notes the titles around the mentions of people."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.text = tables, tables.text

    def gender(self, given: Hit | None, titles: list[Hit]) -> Gender | None:
        """He or she, by a title such as Mrs. or spokesman, else by the given name."""
        for hit in titles:
            word = self.tables.given.ending.get(hit.end)
            if word is not None:
                return gender_of(word)
        return gender_of(given) if given is not None else None

    def with_titles(self, stretch: Stretch) -> Stretch:
        """The stretch with the titles in small letters before it: "union leader Pedro Ruiz"."""
        at, titles = stretch.outer, list(stretch.titles)
        clause = max(self.tables.clause_start(at), at - 90)
        while (hit := self.tables.titles.ending.get(at - 1)) is not None and hit.start >= clause:
            titles.append(hit)
            at = hit.start
        return stretch._replace(outer=at, titles=titles)

    def describe(self, entity: Entity, stretch: Stretch) -> None:
        """Note the titles around a mention: before it, after a comma, and a legislator's "(D-Ohio)"."""
        before, at = stretch.titles, stretch.outer
        clause = max(self.tables.clause_start(at), at - 60)
        if before:
            near = self.tables.classes(clause, at) | {h.entry.cls for h in (*stretch.bodies, *before)}
            for hit in before:
                if hit.entry.cls in PEOPLE and hit.entry.cls != "honorific":
                    entity.note(Title(hit, "former" in near, near))
        if self.text.startswith(", ", at - 2):
            self._apposed_before(entity, at - 2, stretch)
        if entity.gender is None:
            entity.gender = self.gender(None, before)
        outlet = _OF_OUTLET.match(self.text, stretch.end)
        body = self.tables.bodies.starting.get(outlet.end()) if outlet else self._owner(stretch.outer)
        if body is not None and body.entry.cls in OUTLETS and entity.figure is None:
            entity.figure = "media"
        if _PARTY.match(self.text, stretch.end):
            entity.figure = entity.figure or "official"
        self._apposition(entity, stretch.end)

    def _owner(self, offset: int) -> Hit | None:
        """The body whose possessive stands right before: "The Post's David Fahrenthold"."""
        owned = self.text[max(0, offset - 3) : offset] in ("'s ", "’s ")
        return self.tables.bodies.ending.get(offset - 3) if owned else None

    def _apposed_before(self, entity: Entity, comma: int, stretch: Stretch) -> None:
        """Note a title that the name explains: "Another RT host, Abby Martin,", "the mayor of Turku, Ann Lee,"."""
        if self.text[stretch.end : stretch.end + 1] not in (",", ".", "’", "'"):
            return
        clause = max(self.tables.clause_start(comma), comma - _ROLE)
        hit = self.tables.titles.ending.get(comma)
        stop = hit.start if hit is not None else comma
        if hit is None:
            hits = (h for h in self.tables.titles.within(clause, comma) if _OF_BODY.match(self.text, h.end, comma))
            hit = next((h for h in hits if h.entry.cls in PEOPLE and h.entry.cls != "honorific"), None)
        if hit is not None and hit.entry.cls in PEOPLE:
            near = self.tables.classes(clause, stop)
            entity.note(Title(hit, "former" in near, near))

    def _apposition(self, entity: Entity, end: int) -> None:
        bracket = self.text.find(")", end, end + 30) if self.text.startswith(" (", end) else -1
        served = _SERVED.match(self.text, end)
        if served is not None:
            hits = [h for h in self.tables.titles.within(served.end(), served.end() + 50) if h.entry.cls in PEOPLE]
            if hits and self.tables.clause_start(hits[0].start) <= served.end():
                entity.note(Title(hits[0], served["past"] is not None, frozenset()))
            return
        match = _APPOSITION.match(self.text, bracket + 1 if bracket > 0 else end)
        if match is None:
            return
        start, stop = match.span("text")
        cut = _APPOSED.search(self.text, start, stop)
        head_end = cut.start() if cut else stop
        hits = self.tables.titles.within(start, head_end)
        heads = [h for h in hits if h.entry.cls in PEOPLE and h.entry.cls not in ("honorific", "rank")]
        if not heads or head_end - start > 70:
            return
        if not cut and self.text[match.end() : match.end() + 1] not in (",", ".", "\n", "", ";", "–", "—"):
            return
        former = any(h.entry.cls == "former" for h in hits)
        if cut is not None and cut.group().strip() in ("of", "at", "for", "in", "with"):
            further = _APPOSED_ON.search(self.text, cut.end(), stop)
            stop = further.start() if further else stop
        else:
            stop = head_end
        context = self.tables.classes(start, stop)
        entity.note(Title(heads[-1], former, context))
        entity.sure = True
        if entity.gender is None and (word := self.tables.given.ending.get(heads[-1].end)) is not None:
            entity.gender = gender_of(word)


def gender_of(hit: Hit | None) -> Gender | None:
    """The gender of a hit of the lexicon `names`."""
    if hit is None:
        return None
    return "female" if hit.entry.cls == "female" else "male"
