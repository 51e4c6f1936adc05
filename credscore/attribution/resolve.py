"""Who is meant: pronouns, roles and documents, back to a name said before in the article."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from credscore.attribution.cast import Cast, Entity, Gender, Mention
from credscore.attribution.describing import PEOPLE
from credscore.attribution.hits import Tables
from credscore.attribution.kinds import of_body, of_person
from credscore.attribution.phrases import Phrases, Reading
from credscore.attribution.signature import Signatures
from credscore.attribution.vocabulary import vocabulary
from credscore.lexicon import Hit
from credscore.lexicon.aliases import key
from credscore.records import Span

_SINGULAR: dict[str, Gender] = {
    "he": "male", "his": "male", "him": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our"})
_SINGLE = frozenset({"i", "me", "my"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
FIRST_PERSON = frozenset({"i", "me", "my", "we", "our", "us"})
# How far back a pronoun looks in sentences, anything in names, and a body's noun in sentences.
_REACH, _NAMES, _BODY_REACH = 8, 300, 60


@dataclass(frozen=True, slots=True)
class Spoke:
    """A source already read: where it stands and what it came to."""

    start: int
    end: int
    reading: Reading
    content: tuple[Span, ...]


class Resolver:
    """Resolves the sources of one document; `spoken` holds those before, in order."""

    def __init__(self, tables: Tables, cast: Cast, phrases: Phrases) -> None:
        self.tables, self.cast, self.phrases = tables, cast, phrases
        self.text, self.document = tables.text, tables.document
        self.spoken: list[Spoke] = []
        self._signatures = Signatures(tables, cast)
        self._sentences = [s.start for s in self.document.sentences]
        self._quotes = [q.start for q in self.document.quotes]

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._sentences, offset) - 1)

    def quote(self, offset: int) -> int | None:
        """The number of the quotation that holds an offset."""
        index = bisect_right(self._quotes, offset) - 1
        return index if index >= 0 and offset < self.document.quotes[index].end else None

    def _before(self, span: Span) -> Iterator[Mention]:
        """The names before a place, nearest first, as far back as a reader remembers."""
        index = self.cast.before(span.start)
        return reversed(self.cast.mentions[max(0, index - _NAMES) : index])

    def pronoun(self, word: str, span: Span, speakers: list[Spoke], *, after_quote: bool = False) -> Reading:
        """Who a pronoun stands for; `speakers` are those whose words hold it, innermost first.

        `after_quote`: it follows a quotation, so that it is most often whoever spoke before.
        """
        if word in FIRST_PERSON:
            return self._first(word, span, speakers)
        if word in _SINGULAR:
            return self._person(span, _SINGULAR[word], 1.5 if after_quote else 0.0) or Reading("person", named=False)
        if word in _RELATIVE:
            return self._relative(word, span)
        if word in ("it", "its", "itself"):
            return self._body(span) or Reading("agentless", named=False)
        if word in ("each", "both"):
            pair = next(
                (s.reading for s in reversed(self.spoken[-6:]) if s.reading.whole and "; " in s.reading.whole), None
            )
            return pair or Reading("group", named=False)
        if word in ("they", "their", "them", "themselves"):
            last = self.spoken[-1] if self.spoken else None
            if (
                last is not None
                and self.sentence(span.start) - self.sentence(last.start) <= 1
                and (last.reading.kind in ("group",) or (last.reading.whole and "; " in last.reading.whole))
            ):
                return last.reading
            return Reading("group", named=False)
        if (
            word in ("one", "another")
            and self.spoken
            and self.sentence(span.start) - self.sentence(self.spoken[-1].start) <= 1
        ):
            return replace(self.spoken[-1].reading, definite=False)
        return Reading("agentless" if word in ("this", "that") else "group", named=False)

    def _first(self, word: str, span: Span, speakers: list[Spoke]) -> Reading:
        """The speaker of "I" and "we": the one whose words hold it, else whoever signs, of "we" the paper."""
        speaker = next((s.reading for s in speakers if s.reading.kind in ("person", "official", "media")), None)
        if speaker is not None:
            return speaker
        author = self._signatures.of(span.start) if word in _SINGLE and self.quote(span.start) is None else None
        return Reading("media", named=False) if author is None else Reading(of_person(author), named=True, who=author)

    def _person(self, span: Span, gender: Gender, bonus: float = 0.0) -> Reading | None:
        """The person whom "he" or "she" stands for, by nearness, being the subject, and having spoken."""
        here, inside = self.sentence(span.start), self.quote(span.start)
        best, score = None, float("-inf")
        seen: set[int] = set()
        for mention in self._before(span):
            distance = here - self.sentence(mention.start)
            if distance > _REACH:
                break
            entity = mention.entity
            if entity.type != "person" or id(entity) in seen or entity.gender not in (None, gender):
                continue
            if self.quote(mention.start) not in (None, inside):
                continue
            value = self._value(mention, entity, distance, bonus)
            if value > score:
                best, score = entity, value
        for spoke in reversed(self.spoken[-4:]):
            distance = here - self.sentence(spoke.start)
            if spoke.reading.named or spoke.reading.kind not in ("person", "official", "media") or distance > 2:
                continue
            if spoke.reading.noun is not None and 0.4 - distance > score:
                return spoke.reading
        return Reading(of_person(best), named=True, who=best) if best is not None else None

    def _value(self, mention: Mention, entity: Entity, distance: int, bonus: float) -> float:
        value = -1.0 * distance + (0.5 if entity.sure else -2.5) + (0.5 if entity.gender else 0.0)
        sentence = self.document.sentences[self.sentence(mention.start)]
        if mention.outer - sentence.start <= 4:
            value += 0.8
        if self.text.startswith(("'s", "’s"), mention.end):
            value -= 0.4
        if self.spoken and self.spoken[-1].reading.who is entity:
            value += bonus
        if any(s.reading.who is entity for s in self.spoken[-3:]):
            value += 0.8
        return value

    def _relative(self, word: str, span: Span) -> Reading:
        """The noun a relative pronoun stands for: the one just before it."""
        start = self.document.sentences[self.sentence(span.start)].start
        mentions = self.cast.within(start, span.start)
        nouns = [h for table in (self.tables.titles, self.tables.heads) for h in table.within(start, span.start)]
        nouns = [h for h in nouns if h.entry.cls not in ("former", "honorific", "nationality", "writing")]
        if word == "who":
            mentions = [m for m in mentions if m.entity.type == "person"] or mentions
        else:
            mentions = [m for m in mentions if m.entity.type != "person"]
        mention = mentions[-1] if mentions else None
        noun = max(nouns, key=lambda h: h.end, default=None)
        gap = self.text[mention.end : span.start] if mention is not None else ""
        if mention is not None and (
            len(gap) <= 3 or noun is None or noun.end <= mention.start or noun.start < mention.end or "," in gap
        ):
            return self.phrases.read(Span(mention.start, mention.end))
        if noun is not None:
            return self.phrases.read(Span(noun.start, noun.end))
        return Reading("person" if word == "who" else "agentless", named=False)

    def _body(self, span: Span) -> Reading | None:
        """The body "it" stands for: whoever spoke last, if that was one, else the nearest."""
        here = self.sentence(span.start)
        for spoke in reversed(self.spoken[-3:]):
            if (
                spoke.reading.kind in ("organisation", "international_body", "media", "document")
                and here - self.sentence(spoke.start) <= 3
            ):
                return spoke.reading
        for mention in self._before(span):
            if here - self.sentence(mention.start) > 2:
                break
            if mention.entity.type == "body" and self.quote(mention.start) is None:
                return self.phrases.read(Span(mention.start, mention.end))
        return None

    def possessed(self, word: str, span: Span, reading: Reading) -> Reading:
        """A body with its owner in its name: "her campaign" has her name in it, "his doctor" stays nameless."""
        noun = reading.noun
        if (
            reading.named
            or noun is None
            or word not in _SINGULAR
            or noun.entry.cls in PEOPLE
            or noun.entry.cls in ("group", "people")
        ):
            return reading
        owner = self._person(span, _SINGULAR[word])
        if owner is None or owner.who is None:
            return reading
        if reading.via_document:
            return replace(owner, via_document=True)
        return replace(reading, named=True, whole=f"{owner.who.name}'s {self.text[noun.start : noun.end]}")

    def role(self, reading: Reading, span: Span) -> Reading:
        """A definite description back to its holder: "the Prime Minister", "the senators", "the report"."""
        noun = reading.noun
        if reading.named or noun is None:
            return reading
        if noun.entry.cls in PEOPLE:
            return self._holder(reading, noun, span) if reading.definite else reading
        if noun.entry.cls in ("document", "record"):
            return self._issuer(reading, noun, span) if reading.definite else reading
        return (
            self._named_body(reading, noun, span)
            if reading.definite and noun.entry.cls not in ("group", "people")
            else reading
        )

    def _holder(self, reading: Reading, noun: Hit, span: Span) -> Reading:
        plural = "--" in noun.entry.id and noun.entry.term.endswith(("s", "men", "women"))
        wanted = key(noun.entry)
        former = any(h.entry.cls == "former" for h in self.tables.titles.within(span.start, span.end))
        found: list[Entity] = []
        for mention in self._before(span):
            entity = mention.entity
            if (
                entity.type == "person"
                and entity not in found
                and any(_same(wanted, key(t.hit.entry)) and t.former >= former for t in entity.titles)
            ):
                found.append(entity)
                if not plural:
                    break
        if not found and wanted in vocabulary()["single"]:
            after = self.cast.mentions[(at := self.cast.before(span.start)) : at + _NAMES]
            later = [m.entity for m in after if any(_same(wanted, key(t.hit.entry)) for t in m.entity.titles)]
            found = later[:1]
        if plural:
            if 2 <= len(found) <= 3:
                return replace(reading, named=True, whole="; ".join(e.name for e in reversed(found)))
            return reading
        if found:
            return Reading(of_person(found[0]), named=True, who=found[0])
        return reading

    def _issuer(self, reading: Reading, noun: Hit, span: Span) -> Reading:
        """Whose document it is: of the last one said to be of somebody, or whoever spoke just before."""
        if noun.entry.term.split()[-1] not in vocabulary()["issued"] | vocabulary()["statement"]:
            return reading
        here = self.sentence(span.start)
        for spoke in reversed(self.spoken[-6:]):
            distance = here - self.sentence(spoke.start)
            if spoke.reading.kind in ("agentless", "group") or distance > 4:
                continue
            word = noun.entry.term.split()[-1]
            body = spoke.reading.kind in ("organisation", "international_body", "media")
            if spoke.reading.via_document or (
                distance <= 2 and (word in vocabulary()["statement"] or (body and word in vocabulary()["measure"]))
            ):
                return replace(spoke.reading, via_document=True, definite=False)
        return reading

    def _named_body(self, reading: Reading, noun: Hit, span: Span) -> Reading:
        words = set(noun.entry.term.lower().split())
        classes = _LIKE.get(noun.entry.cls, {noun.entry.cls})
        here = self.sentence(span.start)
        fallback = None
        for mention in self._before(span):
            if mention.entity.type != "body" or mention.entity.cls in ("capital",):
                continue
            distance = here - self.sentence(mention.start)
            if words <= set(mention.entity.name.lower().split()) and distance <= _BODY_REACH:
                return Reading(
                    of_body(mention.entity.cls or noun.entry.cls),
                    named=True,
                    whole=self.phrases.entity_name(mention.entity),
                    who=mention.entity,
                )
            if (
                fallback is None
                and distance <= 12
                and mention.entity.cls in classes
                and noun.entry.cls not in vocabulary()["generic"]
            ):
                fallback = mention.entity
        for spoke in reversed(self.spoken[-8:]):
            if (
                spoke.reading.noun is not None
                and spoke.reading.named
                and spoke.reading.noun.entry.cls == noun.entry.cls
                and noun.entry.cls == "campaign"
            ):
                return spoke.reading
        if fallback is not None:
            return Reading(of_body(fallback.cls), named=True, whole=self.phrases.entity_name(fallback), who=fallback)
        return reading


# Classes of named bodies that a word of a class may point back to, beside its own.
_LIKE = {
    "ngo": {"ngo", "armed_group", "union", "party"},
    "union": {"union", "ngo"},
    "company": {"company", ""},
    "agency": {"agency", "agency_news", "government"},
    "media": vocabulary()["outlet"],
}


def _same(wanted: str, held: str) -> bool:
    """Whether a title answers to a role: the same, or ending in it ("minister" for "foreign-minister")."""
    return (
        held == wanted
        or held.endswith("-" + wanted)
        or (wanted.endswith("-" + held) and held not in ("officer", "leader"))
        or wanted in _EQUAL.get(held, ())
    )


_EQUAL = {
    "senator": ("lawmaker", "legislator"),
    "representative": ("congressman", "congresswoman", "lawmaker", "legislator"),
    "presidential-nominee": ("candidate", "nominee"),
    "nominee": ("candidate",),
    "press-secretary": ("spokesman", "spokeswoman", "spokesperson"),
}
