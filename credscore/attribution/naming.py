"""Reading names: capitalised stretches of the text, less titles and sentence starts, become the cast of the article."""

import re

from credscore.attribution.cast import Cast, Entity, Mention, Type
from credscore.attribution.describing import PEOPLE, WORKS, Describer, Stretch, gender_of
from credscore.attribution.hits import Tables
from credscore.attribution.vocabulary import vocabulary
from credscore.lexicon import Hit
from credscore.lexicon.aliases import key
from credscore.records import Span

_OFFICES = PEOPLE - {"honorific"}
_TAKEN = PEOPLE | {"nationality", "former"}
# A word of a name; a soft hyphen (U+00AD) is part of it.
_WORD = (
    r"(?:(?:[A-Z]\.){1,3}(?![a-z])|(?:Jr|Sr|St)\.|(?:al|el)-[A-Z]\w+"
    r"|[A-ZÀ-ÖØ-ÞŠŽŁĆČŞİĐ][\w\u00ad]*(?:[-‐]\w+|['’](?![sS]\b)[A-Za-z]\w*|&[A-Z]\w*)*)"
)
# A lone name right after one of these is a place.
_PLACED = re.compile(r"\b(?:in|at|near|from|outside) $")
_LINK = r"(?: (?:de|von|van|bin|ibn|der|den|la|del|da|di|du|dos|el|al|le|ben)(?: (?:la|der|den|los))?)?"
_NAME = re.compile(rf"(?<![\w@#]){_WORD}(?:{_LINK} {_WORD})*")
_NEXT = re.compile(rf" (?P<link>of the|for the|of|for|on|and|&) (?P<rest>{_WORD}(?: {_WORD})*)")
_ACRONYM = re.compile(r"\s?\((?:the )?([A-Z][A-Za-z-]*[A-Z][A-Za-z-]*)\)")
_WORDS = re.compile(r"\S+")


_PLACES = frozenset({"country", "capital", "state", "company"})
# A country named more often than this is the country, whoever shares its name.
_OFTEN = 6
_STRONG = frozenset({"university", "media", "ngo", "legislature", "court", "agency", "company", "union"})


class Namer:
    """Reads one document's names; `cast` is the outcome."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.text = tables, tables.text
        self.cast = Cast()
        self._describer = Describer(tables)
        self._mentions: list[Mention] = []
        self._done = 0
        self._read()

    def _read(self) -> None:
        headlines = [line for line in self.tables.document.lines if _headline(line.of(self.text))]
        ends = iter(headlines)
        line = next(ends, None)
        singles: list[Stretch] = []
        perhaps: list[Stretch] = []
        late: list[Span] = []
        for match in _NAME.finditer(self.text):
            start, end = match.span()
            while line is not None and line.end <= start:
                line = next(ends, None)
            if line is not None and line.start <= start:
                late.append(Span(start, end))
                continue
            begin = max(start, self._done)
            if begin in self.tables.titles.starting and self.tables.titles.starting[begin].end == end:
                perhaps.append(Stretch(begin, end, begin, [], []))
            stretch = self._stretch(begin, end)
            if stretch is not None and not self._full_name(self._describer.with_titles(stretch)):
                singles.append(self._describer.with_titles(stretch))
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
        """A place or firm whose name is also the surname of somebody in the article: "Jordan" of Jim Jordan."""
        entity = mention.entity
        if entity.cls not in _PLACES or entity.full > _OFTEN or not self.text[mention.start : mention.end].isalpha():
            return mention
        person = self.cast.bearer(entity.name)
        return mention if person is None else Mention(mention.start, mention.end, mention.outer, person)

    def _stretch(self, start: int, end: int) -> Stretch | None:
        """What is left of a capitalised stretch for a name; bodies on the way are taken into the cast."""
        start = self._skip(start, end)
        while (
            start < end
            and start not in self.tables.bodies.starting
            and self._word(start, end).rstrip(".").lower() in vocabulary()["function"]
        ):
            start = self._skip(start + len(self._word(start, end)), end)
        outer, titles, bodies = start, [], []  # type: int, list[Hit], list[Hit]
        while start < end:
            title, body = self.tables.titles.starting.get(start), self.tables.bodies.starting.get(start)
            if body is not None and (title is None or body.end >= title.end):
                if body.end < end and self._part_of_name(body, end):
                    break
                self._body(body)
                bodies.append(body)
                start = self._skip(body.end, end)
                if self._title_in(start, end) is None and start not in self.tables.titles.starting:
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
                bodies += (*self.tables.bodies.within(start, later), *self.tables.heads.within(start, later))
                start = later
        return Stretch(start, end, outer, titles, bodies) if start < end else None

    def _skip(self, start: int, end: int) -> int:
        while start < end and not self.text[start].isalnum():
            start += 1
        return start

    def _word(self, start: int, end: int) -> str:
        match = _WORDS.match(self.text, start, end)
        return match.group() if match else ""

    def _title_in(self, start: int, end: int) -> int | None:
        """Where a title begins that leaves a name after it: "Ohio Democratic Party Chairman David Pepper"."""
        named = start in self.tables.given.starting
        hits = self.tables.titles.within(start, end if named else end + 30)
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
        head = self.tables.heads.ending.get(end)
        if head is not None and head.start >= body.end and head.entry.cls not in WORKS:
            return True
        given = self.tables.given.starting.get(body.start)
        return (
            given is not None
            and body.entry.cls in ("country", "capital", "state", "company")
            and body.end + 1 not in self.tables.titles.starting
        )

    def _body(self, hit: Hit) -> None:
        name = self.text[hit.start : hit.end]
        defined = self.cast.alias(name) if name.isupper() else None
        if defined is not None:
            self._add(hit.start, hit.end, hit.start, defined)
            return
        self._add(
            hit.start,
            hit.end,
            hit.start,
            self.cast.other(key(hit.entry), name, "body", hit.entry.cls),
        )

    def _add(self, start: int, end: int, outer: int, entity: Entity) -> None:
        self._mentions.append(Mention(start, end, outer, entity))
        self._done = max(self._done, end)
        if entity.type == "body" and (bracket := _ACRONYM.match(self.text, end)):
            self.cast.give_alias(bracket[1], entity)

    def _full_name(self, stretch: Stretch) -> bool:
        """Take a name of several words into the cast; False for a single word."""
        start, end = self._joined(stretch.start, stretch.end)
        last = stretch.titles[-1] if stretch.titles else None
        if (
            last is not None
            and last.entry.cls == "nationality"
            and last.end == start - 1
            and end in self.tables.heads.ending
        ):
            start = last.start
        name = self.text[start:end]
        if " " not in name:
            return False
        given = self.tables.given.starting.get(start)
        head = self.tables.heads.ending.get(end) or next(
            (h for h in self.tables.heads.within(start, end) if self.text[h.end : h.end + 4] in (" of ", " for")), None
        )
        if head is not None and head.start > start and (given is None or head.entry.cls in _STRONG):
            kind: Type = "document" if head.entry.cls in WORKS else "body"
            self._add(start, end, stretch.outer, self.cast.other(name.lower(), name, kind, head.entry.cls))
            return True
        if head is not None and head.start == start and head.entry.cls not in WORKS:
            self._add(start, end, stretch.outer, self.cast.other(name.lower(), name, "body", head.entry.cls))
            return True
        entity = self.cast.person(name)
        figure = self.tables.figures.starting.get(start)
        if figure is not None and figure.end >= end:
            entity.figure = figure.entry.cls
        if entity.gender is None:
            entity.gender = self._describer.gender(given, stretch.titles)
        entity.sure = (
            entity.sure or given is not None or figure is not None or any(h.entry.cls in PEOPLE for h in stretch.titles)
        )
        self._add(start, end, stretch.outer, entity)
        self._describer.describe(entity, stretch._replace(start=start, end=end))
        return True

    def _joined(self, start: int, end: int) -> tuple[int, int]:
        """A name drawn out over "of", "for" or "and" where a body's noun says so: "Court of Appeals"."""
        for _ in range(3):
            match = _NEXT.match(self.text, end)
            if match is None:
                break
            head, link = self.tables.heads.ending.get(end), match["link"]
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
                last = self.tables.heads.ending.get(match.end())
                joins = (
                    last is not None
                    and last.entry.cls not in WORKS
                    and match.start("rest") < last.start
                    and start not in self.tables.given.starting
                )
                joins = joins and match.start("rest") not in self.tables.bodies.starting
            if not joins:
                break
            end = match.end()
        return start, end

    def _single(self, stretch: Stretch) -> None:
        """A name of one word: somebody met before, an acronym, or somebody new."""
        start, end = stretch.start, stretch.end
        name = self.text[start:end]
        entity = self.cast.alias(name) or self.cast.known(name, self._describer.gender(None, stretch.titles))
        if entity is None and start not in self.tables.given.starting and start not in self.tables.figures.starting:
            entity = self.cast.misspelt(name)
        if entity is None:
            figure, head = self.tables.figures.starting.get(start), self.tables.heads.ending.get(end)
            titled = any(h.entry.cls in PEOPLE for h in stretch.titles)
            if (head is not None or _PLACED.search(self.text, max(0, start - 9), start)) and not titled:
                return
            if name.isupper() and len(name) > 1 and not titled:
                entity = self.cast.other(name.lower(), name, "body", "")
            else:
                entity = self.cast.person(name)
                entity.sure = entity.sure or (titled or figure is not None or start in self.tables.given.starting)
                entity.figure = figure.entry.cls if figure is not None else entity.figure
                entity.gender = self._describer.gender(self.tables.given.starting.get(start), stretch.titles)
        self._add(start, end, stretch.outer, entity)
        if entity.type == "person":
            self._describer.describe(entity, stretch)

    def _in_headline(self, span: Span) -> None:
        """In a line where every word is a capital, only names known from elsewhere are names."""
        position = span.start
        while position < span.end:
            body, figure = self.tables.bodies.starting.get(position), self.tables.figures.starting.get(position)
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
                entity.gender = entity.gender or gender_of(self.tables.given.starting.get(position))
            elif entity is not None and following is entity:
                end = after + len(self._word(after, span.end))
            if entity is not None:
                self._add(position, end, position, entity)
            position = self._skip(end, span.end)


def _headline(line: str) -> bool:
    """Whether a line is set as a headline: short, and nearly all its long words in capitals."""
    words = [w.strip("“”\"'‘’:,;()") for w in line.split()]
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    if not 3 <= len(words) <= 24 or len(long) < 3:
        return False
    return sum(w[0].isupper() for w in long) >= 0.8 * len(long)
