"""Reading a source as a noun phrase: its head, the names in it, and how the two belong together."""

import re
from dataclasses import dataclass

from credscore.attribution.cast import Cast, Entity, Mention, Title
from credscore.attribution.describing import PEOPLE, WORKS
from credscore.attribution.hits import Tables
from credscore.attribution.kinds import OUTLETS, of_body, of_person, of_title
from credscore.attribution.vocabulary import vocabulary
from credscore.lexicon import Hit
from credscore.records import SourceKind, Span

_CUT = re.compile(
    r",|\(| [–—-] |[–—]| (?:who|whom|which|that|of|from|in|for|at|with|on|by|to|including|about|than|close|familiar"
    r"|released|published|obtained|conducted|interviewed|briefed|involved|like|such as|and|or|as well as|along with"
    r"|near|inside|within|outside|aligned|led|posted|filed)\b"
)
_JOINT = re.compile(r"\s*(?:\([^)]*\))?\s*(?:,|,? and|,? or|/|&|,? as well as)\s*(?:the\s+|both\s+|[A-Z]\w*\.?\s+)?")
_OWNER = re.compile(r"^[A-Z]\w+(?:'s|’s) (?=[A-Z])")
_OF = re.compile(
    r" (?:by|from|of|at|published by|released by|issued by|conducted by|compiled by|prepared by|commissioned by) "
)
_INCLUDING = re.compile(r"\b(?:including|such as|like|among them|led by) ")
_PERCENT = re.compile(
    r"\b(?:per ?cent|percent|%)|\b(?:\d+|[a-z-]+) (?:of|in|out of) (?:\d+|ten|five|four|three) \w+|%", re.IGNORECASE
)
_DEFINITE = re.compile(r"(?:the|this|that|these|those|both|his|her|their|its|my|our|said the)\b", re.IGNORECASE)
_ANY = re.compile(r"(?:any|every|no|the average|each)\b", re.IGNORECASE)
_LEADING = re.compile(r"(?:by|from|of|to|with|both|either|even|only|but|and|as|for)\s+", re.IGNORECASE)
_DETERMINER = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_PLURAL = re.compile(r"(?<![siu])s$")
_PERSON_SHAPED = re.compile(r"(?:man|woman|ist|ian|ologist|[^t]er|or|eer|ee)$")
# Letters of the longest acronym: a longer word in capitals is shouted.
_ACRONYM = 8
_PEOPLE_SHAPED = re.compile(r"(?:men|women|ists|ians|ers|ors|eers|ees)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source says of itself. `who` is the one entity it names, `noun` the word at its head if that is no name.

    `whole` is the entity as text for bodies and several names; `definite` whether it points back ("the spokesman").
    """

    kind: SourceKind
    named: bool
    via_document: bool = False
    whole: str | None = None
    who: Entity | None = None
    noun: Hit | None = None
    definite: bool = False
    possessor: Mention | None = None


class Phrases:
    """Reads the sources of one document."""

    def __init__(self, tables: Tables, cast: Cast) -> None:
        self.tables, self.cast, self.text = tables, cast, tables.text

    def read(self, span: Span) -> Reading:
        """The reading of a source span."""
        start, end = self._trimmed(span)
        mentions = self.cast.within(start, end)
        cut = self._cut(start, end, mentions)
        while (
            cut < end
            and self.text.startswith((" and ", " or "), cut)
            and self._noun(start, cut) is None
            and self._head(start, cut, mentions) is None
        ):
            cut = self._cut(cut, end, mentions)
        head = self._head(start, cut, mentions)
        if head is not None:
            return self._names(head, end, mentions)
        apposed = self._apposed(cut, end, mentions)
        noun = self._noun(start, cut)
        if apposed is not None and (noun is None or noun.entry.cls in PEOPLE):
            return self._entity(apposed)
        return self._common(noun, start, cut, end, mentions)

    def _trimmed(self, span: Span) -> tuple[int, int]:
        start, end = span
        while (lead := _LEADING.match(self.text, start, end)) is not None:
            start = lead.end()
        while end > start and not self.text[end - 1].isalnum() and self.text[end - 1] not in ").%":
            end -= 1
        before = self.cast.before(start)
        if before and self.cast.mentions[before - 1].start < start < self.cast.mentions[before - 1].end <= end:
            start = self.cast.mentions[before - 1].start  # a source that begins within a name
        for mark in ("'s", "’s"):
            if self.text.endswith(mark, start, end):
                end -= 2
        return start, end

    def _cut(self, start: int, end: int, mentions: list[Mention]) -> int:
        """Where the core ends: at the first preposition, relative or comma that stands in no name."""
        for match in _CUT.finditer(self.text, start + 1, end):
            if not any(m.start <= match.start() < m.end for m in mentions) and not self._inside_noun(match.start()):
                return match.start()
        return end

    def _inside_noun(self, offset: int) -> bool:
        """Whether the word after a blank belongs to a title such as "Secretary of State"."""
        hit = self.tables.titles.starting.get(offset + 1)
        before = self.tables.titles.within(max(0, offset - 25), offset + 30)
        return hit is None and any(h.start < offset < h.end for h in before)

    def _head(self, start: int, cut: int, mentions: list[Mention]) -> Mention | None:
        """The name at the end of the core, when the core ends with one."""
        for mention in reversed(mentions):
            if (
                mention.start >= start
                and mention.end <= cut
                and not any(c.isalnum() for c in self.text[mention.end : cut])
            ):
                return mention
        return None

    def _names(self, head: Mention, end: int, mentions: list[Mention]) -> Reading:
        """One name, or several joined by commas and "and"."""
        heads = [head]
        for mention in mentions:
            if mention.start > heads[-1].start and self._joins(heads[-1], mention):
                heads.append(mention)
        listed = len(heads) > 1 and (
            "," not in self.text[head.end : heads[1].start] or " and " in self.text[head.end : end]
        )
        first = self._entity(head)
        if not listed:
            return first
        names = [self.entity_name(m.entity, m) for m in heads]
        tail = re.match(r"(?:'s|’s)? (\w+)", self.text[heads[-1].end : end])
        noun = self.tables.heads.ending.get(heads[-1].end + tail.end()) if tail else None
        if noun is not None:
            names[-1] = self.text[heads[-1].start : noun.end]
        return Reading(first.kind, named=True, via_document=first.via_document, whole="; ".join(dict.fromkeys(names)))

    def _joins(self, last: Mention, mention: Mention) -> bool:
        """Whether a name is the next of a list: "China and the United States", not "Apple's chief, Tim Cook"."""
        joint = _JOINT.fullmatch(self.text, last.end, mention.outer)
        if joint is None or mention.entity is last.entity:
            return False
        if "," in joint.group() and mention.entity.type != last.entity.type:
            return False
        if self.text.startswith(("'s", "’s"), mention.end):
            return False
        return mention.end + 1 not in self.tables.titles.starting or "and" in joint.group()

    def entity_name(self, entity: Entity, mention: Mention | None = None) -> str:
        """The fullest name of an entity; a body keeps the name used here unless that is an acronym."""
        if entity.type == "body" and mention is not None:
            here = self.text[mention.start : mention.end]
            name = entity.name if here.isupper() and len(here) <= _ACRONYM and entity.cls != "country" else here
        else:
            name = entity.name
        return _OWNER.sub("", name) if entity.type == "body" else name

    def _entity(self, mention: Mention) -> Reading:
        entity = mention.entity
        if entity.type == "person":
            return Reading(of_person(entity), named=True, who=entity)
        if entity.type == "document":
            return Reading("document", named=True, via_document=True, whole=entity.name)
        return Reading(of_body(entity.cls), named=True, whole=self.entity_name(entity, mention), who=entity)

    def _apposed(self, cut: int, end: int, mentions: list[Mention]) -> Mention | None:
        """The name after a comma: "Apple's chief executive, Tim Cook", "the mayor of Turku, Ann Lee"."""
        people = (m for m in mentions if m.entity.type == "person" and m.start >= cut)
        first = next((m for m in people if self.text.startswith(", ", m.outer - 2)), None)
        if first is None or "," in self.text[cut : first.outer - 2]:
            return None
        return first if first.end == end or self.text[first.end] in ",’'" else None

    def _noun(self, start: int, cut: int) -> Hit | None:
        """The common noun at the end of the core; failing that, the last one in it."""
        found = [
            h
            for table in (self.tables.titles, self.tables.heads, self.tables.bodies)
            if (h := table.ending.get(cut)) is not None and h.start >= start
        ]
        found = [h for h in found if h.entry.cls not in ("former", "honorific", "nationality")]
        if found:
            return max(found, key=lambda h: (h.end - h.start, h.entry.cls in PEOPLE))
        inside = [h for table in (self.tables.titles, self.tables.heads) for h in table.within(start, cut)]
        inside = [h for h in inside if h.entry.cls not in ("former", "honorific", "nationality", "writing")]
        return max(inside, key=lambda h: h.end, default=None)

    def _common(self, noun: Hit | None, start: int, cut: int, end: int, mentions: list[Mention]) -> Reading:
        """A source without a name at its head."""
        if _PERCENT.search(self.text, start, end):
            return Reading("group", named=False, via_document=True)
        core = self.text[start:cut]
        if noun is None or (
            noun.entry.cls == "group"
            and noun.entry.term in vocabulary()["quantity"]
            and self.text.startswith(" of ", cut)
        ):
            within = self._noun_of(cut, end) if self.text.startswith(" of ", cut) else None
            noun = within or noun
            if noun is None:
                return self._unknown(core, start, mentions)
        definite = bool(_DEFINITE.match(core))
        inner = [m for m in mentions if m.end <= noun.start and m.end <= cut]
        named = inner[-1] if inner else None
        including = _INCLUDING.search(self.text, cut, end)
        if including is not None and noun.entry.cls in ("group", "official"):
            listed = [m for m in mentions if m.start >= including.end() - 1]
            if listed:
                return Reading(
                    self._noun_kind(noun, start, end),
                    named=True,
                    whole="; ".join(self.entity_name(m.entity, m) for m in listed),
                )
        if noun.entry.cls in WORKS:
            return self._work(noun, named, cut, end, mentions, definite)
        if noun.entry.cls in PEOPLE or noun.entry.cls in ("group", "people"):
            kind = self._noun_kind(noun, start, end)
            if kind == "person" and _ANY.match(core):
                kind = "group"
            return Reading(kind, named=False, noun=noun, definite=definite, possessor=named)
        return self._body(noun, named, start, definite)

    def _noun_of(self, cut: int, end: int) -> Hit | None:
        """The noun after "of": "a group of Republicans", "most of the voters"."""
        hits = [
            h for table in (self.tables.titles, self.tables.heads) for h in table.within(cut + 4, min(end, cut + 60))
        ]
        hits = [h for h in hits if h.entry.cls not in ("former", "honorific", "nationality", "writing")]
        return min(hits, key=lambda h: (h.start, -h.end), default=None)

    def _noun_kind(self, noun: Hit, start: int, end: int) -> SourceKind:
        if noun.entry.cls in ("group", "people"):
            return "group"
        hits = [
            *self.tables.titles.within(start, noun.start),
            *self.tables.bodies.within(start, end),
            *self.tables.heads.within(start, end),
        ]
        former = any(h.entry.cls == "former" for h in hits)
        if former and noun.end > noun.start and "--" in noun.entry.id and _PLURAL.search(noun.entry.term):
            return "group"
        return of_title(Title(noun, former, frozenset(h.entry.cls for h in hits)))

    def _work(
        self, noun: Hit, named: Mention | None, cut: int, end: int, mentions: list[Mention], definite: bool
    ) -> Reading:
        """A document: its issuer, where the phrase names one, is who speaks."""
        if noun.entry.cls == "writing":
            return Reading("document", named=False, via_document=True, noun=noun, definite=definite)
        issuer = named
        link = _OF.search(self.text, cut, end)
        if link is not None and link.start() <= cut + 40 and (issuer is None or link.group().strip() not in ("of",)):
            after = [m for m in mentions if m.start >= link.start()]
            if after and (
                link.group().strip() not in ("of", "at")
                or after[0].entity.type != "body"
                or after[0].entity.cls in OUTLETS
            ):
                issuer = after[0]
        if issuer is not None and issuer.entity.type == "document":
            return Reading("document", named=True, via_document=True, whole=issuer.entity.name)
        if issuer is not None and (issuer.entity.sure or issuer.entity.type == "body"):
            if issuer.entity.cls in ("state", "capital") or (issuer is named and issuer.entity.cls == "country"):
                return Reading("document", named=False, via_document=True, noun=noun, definite=definite)
            neighbour = [m for m in mentions if self.text[m.end : issuer.start] == "/"]
            partner = re.match(r"/[A-Z]\w*(?: [A-Z]\w*)*", self.text[issuer.end : end])
            reading = self._entity(neighbour[0] if neighbour else issuer)
            whole = self.text[neighbour[0].start : issuer.end] if neighbour else reading.whole
            if partner:
                neighbour, whole = [issuer], self.text[issuer.start : issuer.end + partner.end()]
            return Reading(
                reading.kind, named=True, via_document=True, whole=whole, who=None if neighbour else reading.who
            )
        return Reading("document", named=False, via_document=True, noun=noun, definite=definite)

    def _body(self, noun: Hit, named: Mention | None, start: int, definite: bool) -> Reading:
        """A body by a common noun: "the Trump campaign" has a name, "the company" none."""
        kind = of_body(noun.entry.cls)
        plural = bool(_PLURAL.search(noun.entry.term))
        if named is not None and named.entity.type == "person":
            return Reading(kind, named=True, whole=self._possessed(named, noun), noun=noun)
        if named is not None and not plural and noun.entry.cls in vocabulary()["team"]:
            tail = self.text[named.end : noun.start]
            if re.fullmatch(r"(?:'s|’s)? (?:[\w-]+ )?", tail):
                return Reading(kind, named=True, whole=self.text[named.start : noun.end], noun=noun)
        nationality = next(
            (h for h in self.tables.titles.within(start, noun.start) if h.entry.cls == "nationality"), None
        )
        if nationality is not None and not plural:
            return Reading(kind, named=True, whole=self.text[nationality.start : noun.end], noun=noun)
        return Reading(kind, named=False, noun=noun, definite=definite)

    def _possessed(self, mention: Mention, noun: Hit) -> str:
        return f"{mention.entity.name}{self.text[mention.end : noun.end]}"

    def _unknown(self, core: str, start: int, mentions: list[Mention]) -> Reading:
        """A head no lexicon knows: by its shape, or by the first name in the phrase."""
        person = next(
            (m for m in mentions if m.entity.type == "person" and m.entity.sure and m.outer - start <= 2), None
        )
        if person is not None and self.text[person.end : person.end + 2] not in ("'s", "’s"):
            return self._entity(person)
        words = re.findall(r"[\w-]+", core)
        last = words[-1] if words else ""
        if last[:1].isupper() and len(words) <= 6 and not last.isupper():
            name = _DETERMINER.sub("", core).strip(" ,.'’\"“”")
            return Reading("person", named=True, whole=name)
        if _PEOPLE_SHAPED.search(last) or (_ANY.match(core) and _PERSON_SHAPED.search(last)):
            return Reading("group", named=False)
        if _PERSON_SHAPED.search(last) and not core.lower().startswith(("this ", "that ")):
            return Reading("person", named=False, definite=bool(_DEFINITE.match(core)))
        return Reading("agentless", named=False)
