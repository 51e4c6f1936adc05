"""Reading names: capitalised stretches of the text, less titles and sentence starts, become the cast of the article."""

import re
from bisect import bisect_left
from typing import NamedTuple

from credscore.attribution.cast import Cast, Entity, Gender, Mention, Title, Type
from credscore.attribution.hits import Hits
from credscore.attribution.kinds import OUTLETS
from credscore.language import Document
from credscore.lexicon import Hit
from credscore.lexicon.aliases import key
from credscore.records import Span

WORKS = frozenset({"document", "record", "writing"})
PEOPLE = frozenset({"official", "candidate", "rank", "spokesperson", "person", "journalist", "honorific"})
_OFFICES = PEOPLE - {"honorific"}
_TAKEN = PEOPLE | {"nationality", "former"}
_WORD = (
    r"(?:(?:[A-Z]\.){1,3}(?![a-z])|(?:Jr|Sr|St)\.|(?:al|el)-[A-Z]\w+"
    r"|[A-ZÀ-ÖØ-ÞŠŽŁĆČŞİĐ]\w*(?:[-‐]\w+|['’](?![sS]\b)[A-Za-z]\w*|&[A-Z]\w*)*)"
)
_LINK = r"(?: (?:de|von|van|bin|ibn|der|den|la|del|da|di|du|dos|el|al|le|ben)(?: (?:la|der|den|los))?)?"
_NAME = re.compile(rf"(?<![\w@#]){_WORD}(?:{_LINK} {_WORD})*")
_NEXT = re.compile(rf" (?P<link>of the|for the|of|for|on|and|&) (?P<rest>{_WORD}(?: {_WORD})*)")
_ACRONYM = re.compile(r"\s?\((?:the )?([A-Z][A-Za-z-]*[A-Z][A-Za-z-]*)\)")
_PARTY = re.compile(r"\s?\((?:[DRI]|Dem|Rep|Lab|Con)[.,]?[-–, ] ?[A-Z]")
_APPOSITION = re.compile(r"(?:,| [–—-]) (?P<text>[^,;:()\n“”\"–—]{3,120})")
_APPOSED_ON = re.compile(r" (?:and|who|which|that|to|in|at|said)\b")
_SERVED = re.compile(r",? who (?:(?P<past>served as|was|had been|worked as|once served as|previously served as|once was)|is|serves as|is now)(?= )")
_OF_OUTLET = re.compile(r",? (?:of|at|from|with|for) (?:the |The )?")
_APPOSED = re.compile(r" (?:who|of|at|for|in|from|with|on|and|which|that|to|said|says|told|by|near|since)\b")
_FUNCTION = frozenset(
    "the a an and but in on at as while when if so for after before with to from by of it he she they we i that this these those his her "
    "their our my your some its there then not no yes yet or nor though although because since like even also both only just still now what who "
    "why how where according asked many most several all another one two three four five here earlier later once under over during despite however "
    "meanwhile instead until unlike citing speaking last next such is are was were do does did can could will would should has have had let read see "
    "per via says said told monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sept sep oct nov dec ok perhaps maybe indeed out off up each every any either neither more "
    "other others without within among around between against through whether which whose him me us them you anti pro non first second".split()
)
_STOP = re.compile(r"[,;:()\n“”\"—–]|(?<=[a-z]{3})[.!?] ")
_WORDS = re.compile(r"\S+")


class _Stretch(NamedTuple):
    """A name with what stands before it: titles, and bodies they belong to."""

    start: int
    end: int
    outer: int
    titles: list[Hit]
    bodies: list[Hit]


class Namer:
    """Reads one document's names; `cast` is the outcome, the hits are there for whoever reads a source."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.titles = Hits(document, ("titles", "nationalities"))
        self.bodies = Hits(document, ("organisations", "media"))
        self.heads = Hits(document, ("bodies", "documents"))
        self.given = Hits(document, ("names",))
        self.figures = Hits(document, ("figures",))
        self.cast = Cast()
        self._mentions: list[Mention] = []
        self._done = 0
        self._stops = [m.start() for m in _STOP.finditer(self.text)]
        self._read()

    def clause_start(self, offset: int) -> int:
        """Where the clause begins that ends at an offset: after the last comma, dash, bracket, quotation mark or full stop."""
        index = bisect_left(self._stops, offset) - 1
        return self._stops[index] + 1 if index >= 0 else 0

    def _read(self) -> None:
        headlines = [line for line in self.document.lines if _headline(line.of(self.text))]
        ends = iter(headlines)
        line = next(ends, None)
        singles: list[_Stretch] = []
        perhaps: list[_Stretch] = []
        late: list[Span] = []
        for match in _NAME.finditer(self.text):
            start, end = match.span()
            while line is not None and line.end <= start:
                line = next(ends, None)
            if line is not None and line.start <= start:
                late.append(Span(start, end))
                continue
            begin = max(start, self._done)
            if begin in self.titles.starting and self.titles.starting[begin].end == end:
                perhaps.append(_Stretch(begin, end, begin, [], []))
            stretch = self._stretch(begin, end)
            if stretch is not None and not self._full_name(stretch):
                singles.append(stretch)
        for stretch in singles:
            self._single(stretch)
        for stretch in perhaps:
            entity = self.cast.bearer(self.text[stretch.start : stretch.end])
            if entity is not None:
                self._add(stretch.start, stretch.end, stretch.outer, entity)
        self._mentions = [self._rather_person(m) for m in self._mentions]
        for span in late:
            self._in_headline(span)
        self.cast.close(self._mentions)

    def _rather_person(self, mention: Mention) -> Mention:
        """A place or firm named by one word that is also the surname of somebody in the article: "Jordan" of Jim Jordan."""
        entity = mention.entity
        if entity.cls not in _PLACES or entity.full > _OFTEN or not self.text[mention.start : mention.end].isalpha():
            return mention
        person = self.cast.bearer(entity.name)
        return mention if person is None else Mention(mention.start, mention.end, mention.outer, person)

    def _stretch(self, start: int, end: int) -> _Stretch | None:
        """What is left of a capitalised stretch for a name; bodies on the way are taken into the cast."""
        start = self._skip(start, end)
        while (
            start < end
            and start not in self.bodies.starting
            and self._word(start, end).rstrip(".").lower() in _FUNCTION
        ):
            start = self._skip(start + len(self._word(start, end)), end)
        outer, titles, bodies = start, [], []  # type: int, list[Hit], list[Hit]
        while start < end:
            title, body = self.titles.starting.get(start), self.bodies.starting.get(start)
            if body is not None and (title is None or body.end >= title.end):
                if body.end < end and self._part_of_name(body, end):
                    break
                self._body(body)
                bodies.append(body)
                start = self._skip(body.end, end)
                if self._title_in(start, end) is None and start not in self.titles.starting:
                    outer, titles, bodies = start, [], []
            elif title is not None and title.entry.cls in _TAKEN:
                titles.append(title)
                start = self._skip(title.end, end)
                self._done = max(self._done, title.end)
            elif title is not None and title.end >= end:
                return None
            else:
                later = self._title_in(start, end)
                if later is None:
                    break
                bodies += [hit for hit in (*self.bodies.within(start, later), *self.heads.within(start, later))]
                start = later
        return _Stretch(start, end, outer, titles, bodies) if start < end else None

    def _skip(self, start: int, end: int) -> int:
        while start < end and not self.text[start].isalnum():
            start += 1
        return start

    def _word(self, start: int, end: int) -> str:
        match = _WORDS.match(self.text, start, end)
        return match.group() if match else ""

    def _title_in(self, start: int, end: int) -> int | None:
        """Where a title begins that leaves a name after it: "Ohio Democratic Party Chairman David Pepper"."""
        named = start in self.given.starting
        hits = self.titles.within(start, end if named else end + 30)
        return next(
            (
                h.start
                for h in hits
                if start < h.start < end and not (named and h.end >= end) and h.entry.cls in _OFFICES
            ),
            None,
        )

    def _part_of_name(self, body: Hit, end: int) -> bool:
        """Whether a place or firm only begins a longer name: "Jordan Smith", "Washington Post Company"."""
        if self.text[body.end : body.end + 1] != " ":
            return False
        head = self.heads.ending.get(end)
        if head is not None and head.start >= body.end and head.entry.cls not in WORKS:
            return True
        given = self.given.starting.get(body.start)
        return (
            given is not None
            and body.entry.cls in ("country", "capital", "state", "company")
            and body.end + 1 not in self.titles.starting
        )

    def _body(self, hit: Hit) -> None:
        self._add(
            hit.start,
            hit.end,
            hit.start,
            self.cast.other(key(hit.entry), self.text[hit.start : hit.end], "body", hit.entry.cls),
        )

    def _add(self, start: int, end: int, outer: int, entity: Entity) -> None:
        self._mentions.append(Mention(start, end, outer, entity))
        self._done = max(self._done, end)
        if entity.type == "body" and (bracket := _ACRONYM.match(self.text, end)):
            self.cast.give_alias(bracket[1], entity)

    def _full_name(self, stretch: _Stretch) -> bool:
        """Take a name of several words into the cast; False for a single word."""
        start, end = self._joined(stretch.start, stretch.end)
        last = stretch.titles[-1] if stretch.titles else None
        if last is not None and last.entry.cls == "nationality" and last.end == start - 1 and end in self.heads.ending:
            start = last.start
        name = self.text[start:end]
        if " " not in name:
            return False
        given = self.given.starting.get(start)
        head = self.heads.ending.get(end) or next(
            (h for h in self.heads.within(start, end) if self.text[h.end : h.end + 4] in (" of ", " for")), None
        )
        if head is not None and head.start > start and (given is None or head.entry.cls in _STRONG):
            kind: Type = "document" if head.entry.cls in WORKS else "body"
            self._add(start, end, stretch.outer, self.cast.other(name.lower(), name, kind, head.entry.cls))
            return True
        if head is not None and head.start == start and head.entry.cls not in WORKS:
            self._add(start, end, stretch.outer, self.cast.other(name.lower(), name, "body", head.entry.cls))
            return True
        entity = self.cast.person(name)
        figure = self.figures.starting.get(start)
        if figure is not None and figure.end >= end:
            entity.figure = figure.entry.cls
        if entity.gender is None:
            entity.gender = self._gender(given, stretch.titles)
        entity.sure = (
            entity.sure or given is not None or figure is not None or any(h.entry.cls in PEOPLE for h in stretch.titles)
        )
        self._add(start, end, stretch.outer, entity)
        self._describe(entity, stretch._replace(start=start, end=end))
        return True

    def _gender(self, given: Hit | None, titles: list[Hit]) -> Gender | None:
        for hit in titles:
            word = self.given.ending.get(hit.end)
            if word is not None:
                return _gender_of(word)
        return _gender_of(given) if given is not None else None

    def _joined(self, start: int, end: int) -> tuple[int, int]:
        """A name drawn out over "of", "for" or "and" where a body's noun says so: "Court of Appeals", "Securities and Exchange Commission"."""
        for _ in range(3):
            match = _NEXT.match(self.text, end)
            if match is None:
                break
            head, link = self.heads.ending.get(end), match["link"]
            if link not in ("and", "&"):
                joins = (
                    head is not None
                    and head.entry.cls not in WORKS
                    and (" " in self.text[start:end] or link in ("of", "for"))
                )
                joins = joins or (
                    head is not None and head.entry.cls == "document" and self.text[start:end].count(" ") > 0
                )
            else:
                last = self.heads.ending.get(match.end())
                joins = (
                    last is not None
                    and last.entry.cls not in WORKS
                    and match.start("rest") < last.start
                    and start not in self.given.starting
                )
                joins = joins and match.start("rest") not in self.bodies.starting
            if not joins:
                break
            end = match.end()
        return start, end

    def _single(self, stretch: _Stretch) -> None:
        """A name of one word: somebody met before, an acronym, or somebody new."""
        start, end = stretch.start, stretch.end
        name = self.text[start:end]
        entity = self.cast.alias(name) or self.cast.known(name, self._gender(None, stretch.titles))
        if entity is None:
            figure, head = self.figures.starting.get(start), self.heads.ending.get(end)
            titled = any(h.entry.cls in PEOPLE for h in stretch.titles)
            if head is not None and not titled:
                return
            if name.isupper() and len(name) > 1 and not titled:
                entity = self.cast.other(name.lower(), name, "body", "")
            else:
                entity = self.cast.person(name)
                entity.sure = entity.sure and (titled or figure is not None or start in self.given.starting)
                entity.figure = figure.entry.cls if figure is not None else entity.figure
                entity.gender = self._gender(self.given.starting.get(start), stretch.titles)
        self._add(start, end, stretch.outer, entity)
        if entity.type == "person":
            self._describe(entity, stretch)

    def _in_headline(self, span: Span) -> None:
        """In a line where every word is a capital, only names known from elsewhere are names."""
        position = span.start
        while position < span.end:
            body, figure = self.bodies.starting.get(position), self.figures.starting.get(position)
            word = self._word(position, span.end)
            if body is not None:
                self._body(body)
                position = self._skip(body.end, span.end)
                continue
            after = self._skip(position + len(word), span.end)
            entity = self.cast.known(word) if len(word) > 1 else None
            following = (
                self.cast.known(self._word(after, span.end)) if entity is not None and after < span.end else None
            )
            end = position + len(word)
            if figure is not None and (entity is None or following is not entity):
                entity, end = entity or self.cast.person(self.text[figure.start : figure.end]), max(end, figure.end)
                entity.figure = entity.figure or figure.entry.cls
                entity.gender = entity.gender or _gender_of(self.given.starting.get(position))
            elif entity is not None and following is entity:
                end = after + len(self._word(after, span.end))
            if entity is not None:
                self._add(position, end, position, entity)
            position = self._skip(end, span.end)

    def _describe(self, entity: Entity, stretch: _Stretch) -> None:
        """Note the titles around a mention: before it, after a comma, and a legislator's "(D-Ohio)"."""
        clause = max(self.clause_start(stretch.outer), stretch.outer - 90)
        before, at = list(stretch.titles), stretch.outer
        while (hit := self.titles.ending.get(at - 1)) is not None and hit.start >= clause:
            before.append(hit)
            at = hit.start
        if before:
            words = self.text[max(clause, at - 60) : stretch.start]
            former = any(h.entry.cls == "former" for h in (*before, *self.titles.within(max(clause, at - 40), at)))
            near = [
                h
                for h in (
                    *self.bodies.within(max(clause, at - 60), at),
                    *self.heads.within(max(clause, at - 60), at),
                    *stretch.bodies,
                )
            ]
            bodies = frozenset(h.entry.cls for h in (*near, *before)) if words else frozenset[str]()
            entity.titles += [
                Title(h, former, bodies) for h in before if h.entry.cls in PEOPLE and h.entry.cls != "honorific"
            ]
        if self.text.startswith(", ", stretch.outer - 2) and (hit := self.titles.ending.get(stretch.outer - 2)) is not None:
            self._apposed_before(entity, hit, stretch)
        if entity.gender is None:
            entity.gender = self._gender(None, before)
        outlet = _OF_OUTLET.match(self.text, stretch.end)
        body = self.bodies.starting.get(outlet.end()) if outlet else self._owner(stretch.outer)
        if body is not None and body.entry.cls in OUTLETS and entity.figure is None:
            entity.figure = "media"
        if _PARTY.match(self.text, stretch.end):
            entity.figure = entity.figure or "official"
        self._apposition(entity, stretch.end)

    def _owner(self, offset: int) -> Hit | None:
        """The body whose possessive stands right before: "The Post's David Fahrenthold"."""
        return self.bodies.ending.get(offset - 3) if self.text[max(0, offset - 3) : offset] in ("'s ", "’s ") else None

    def _apposed_before(self, entity: Entity, hit: Hit, stretch: _Stretch) -> None:
        """ "Another RT America host, Abby Martin," """
        if hit.entry.cls not in PEOPLE or self.text[stretch.end : stretch.end + 1] not in (",", ".", "’", "'"):
            return
        clause = max(self.clause_start(hit.start), hit.start - 60)
        near = (*self.bodies.within(clause, hit.start), *self.heads.within(clause, hit.start), *self.titles.within(clause, hit.start))
        entity.titles.append(Title(hit, any(h.entry.cls == "former" for h in near), frozenset(h.entry.cls for h in near)))

    def _apposition(self, entity: Entity, end: int) -> None:
        bracket = self.text.find(")", end, end + 30) if self.text.startswith(" (", end) else -1
        served = _SERVED.match(self.text, end)
        if served is not None:
            hits = [h for h in self.titles.within(served.end(), served.end() + 50) if h.entry.cls in PEOPLE]
            if hits and self.clause_start(hits[0].start) <= served.end():
                entity.titles.append(Title(hits[0], served["past"] is not None, frozenset()))
            return
        match = _APPOSITION.match(self.text, bracket + 1 if bracket > 0 else end)
        if match is None:
            return
        start, stop = match.span("text")
        cut = _APPOSED.search(self.text, start, stop)
        head_end = cut.start() if cut else stop
        hits = self.titles.within(start, head_end)
        heads = [h for h in hits if h.entry.cls in PEOPLE and h.entry.cls not in ("honorific", "rank")]
        if not heads or head_end - start > 70 :
            return
        if not cut and self.text[match.end() : match.end() + 1] not in (",", ".", "\n", "", ";", "–", "—"):
            return
        former = any(h.entry.cls == "former" for h in hits)
        context = frozenset(
            h.entry.cls for h in (*self.bodies.within(start, stop), *self.heads.within(start, stop), *hits)
        )
        entity.titles.append(Title(heads[-1], former, context))
        entity.sure = True
        if entity.gender is None and (word := self.given.ending.get(heads[-1].end)) is not None:
            entity.gender = _gender_of(word)


_PLACES = frozenset({"country", "capital", "state", "company"})
# A country named more often than this is the country, whoever shares its name.
_OFTEN = 6
_STRONG = frozenset({"university", "media", "ngo", "legislature", "court", "agency", "company", "union"})


def _gender_of(hit: Hit | None) -> Gender | None:
    if hit is None:
        return None
    return "female" if hit.entry.cls == "female" else "male"


def _headline(line: str) -> bool:
    """Whether a line is set as a headline: short, without a full stop, and nearly all its long words in capitals."""
    words = [w.strip("“”\"'‘’:,;()") for w in line.split()]
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    if not 3 <= len(words) <= 24 or len(long) < 3:
        return False
    return sum(w[0].isupper() for w in long) >= 0.8 * len(long)
