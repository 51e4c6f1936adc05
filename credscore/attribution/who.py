"""Who speaks: kind, name, document and entity of each source, within one article.

The definitions are those of the source guidelines; docs/sources.md tells the rules.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from credscore.attribution.found import Found
from credscore.attribution.hits import Tables
from credscore.attribution.naming import Namer
from credscore.attribution.phrases import Phrases, Reading
from credscore.attribution.resolve import FIRST_PERSON, POSSESSIVE, Resolver, Spoke
from credscore.attribution.vocabulary import vocabulary
from credscore.language import Document
from credscore.records import SourceKind, Span

_WORD = re.compile(r"[\w'’-]+")
_ISSUED_BY = re.compile(r" (?:from|by|of)(?: the)? $")
# How many sources on either side may own the words in which "I" stands.
_NEAR = 6
_MAX_DESCRIPTION = 80


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a source is.

    `entity` is the fullest name in the article without title; of somebody without a name it is the description as
    written, and None for a pronoun that leads nowhere.
    """

    kind: SourceKind
    named: bool
    via_document: bool
    entity: str | None


_NOBODY = Identity("agentless", named=False, via_document=False, entity=None)


def identify(document: Document, found: Sequence[Found]) -> list[Identity]:
    """The identity of each attribution found, in the order given."""
    if not found:
        return []
    reader = _Reader(document)
    order = sorted(range(len(found)), key=lambda i: (_place(found[i]), i))
    results: list[Identity] = [_NOBODY] * len(found)
    # "I" within a quotation is whoever is found to have said it, which may stand after it.
    for index in sorted(order, key=lambda i: reader.first_person(found[i])):
        results[index] = reader.identity(found[index])
    return results


def _place(found: Found) -> tuple[int, int]:
    first = found.source or found.cue or found.content
    return min(first) if first else (0, 0)


class _Reader:
    """Goes through the attributions of a document in order of place."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.tables = Tables(document)
        cast = Namer(self.tables).cast
        self.phrases = Phrases(self.tables, cast)
        self.resolver = Resolver(self.tables, cast, self.phrases)
        self._writing = sorted(h.start for h in document.hits.get("documents", ()) if h.entry.cls == "writing")

    def first_person(self, found: Found) -> bool:
        """Whether the source is "I" or "we"."""
        return bool(found.source) and self.text[slice(*found.source[0])].lower() in FIRST_PERSON

    def identity(self, found: Found) -> Identity:
        source = tuple(span for span in found.source if span.start < span.end)
        if not source or found.agentless:
            return self._without(found)
        span = Span(*source[0])
        words = _WORD.findall(self.text[span.start : span.end].lower())
        word = re.sub(r"['’](?:s|re|ve|d|ll|m)$", "", words[0]) if words else ""
        described: str | None = None
        if (len(words) == 1 and word in vocabulary()["pronoun"] and not self._acronym(span)) or (
            len(words) > 1 and word in ("he", "she", "they", "who", "which", "i", "we")
        ):
            quoted = found.quote == "direct" or any(
                c.end <= span.start and self.resolver.quote(c.start) is not None for c in found.content
            )
            reading = self.resolver.pronoun(word, span, self._speakers(span), after_quote=quoted)
        elif not words:
            return self._without(found)
        elif word in POSSESSIVE and len(words) > 1:
            reading = self.resolver.possessed(word, span, self.phrases.read(span))
            described = " ".join(self.text[span.start : span.end].split())[:_MAX_DESCRIPTION]
        else:
            reading = self._apposed(self.resolver.role(self.phrases.read(span), span), source)
            described = " ".join(self.text[span.start : span.end].split())[:_MAX_DESCRIPTION]
        if self._in_writing(found) or self._from_document(span) or self._cue_is_document(found):
            reading = replace(reading, via_document=True) if reading.kind != "agentless" else reading
        if reading.who is not None:
            reading.who.sure = True
        if word not in FIRST_PERSON:
            self.resolver.spoken.append(Spoke(span.start, span.end, reading, found.content))
        return _identity(reading, described)

    def _apposed(self, reading: Reading, source: tuple[Span, ...]) -> Reading:
        """Who "a clerk" is in "John Bentel, a clerk who told": the "who" of the source means both."""
        relative = source[-1]
        word = relative.of(self.text).lower()
        if reading.named or word not in ("who", "which") or self.text[: source[0].start][-2:] != ", ":
            return reading
        meant = self.resolver.pronoun(word, source[0], self._speakers(relative))
        return meant if meant.named else reading

    def _acronym(self, span: Span) -> bool:
        """Whether what is spelt like a pronoun is a body the lexicons know: "the US", "the WHO"."""
        word = self.text[span.start : span.end]
        return len(word) > 1 and word.isupper() and bool(self.phrases.cast.within(*span))

    def _without(self, found: Found) -> Identity:
        """No source: a quotation that only runs on belongs to whoever spoke before; anything else has no agent."""
        if not found.agentless and not found.cue and found.quote == "direct" and self.resolver.spoken:
            return _identity(self.resolver.spoken[-1].reading, None)
        return _NOBODY

    def _speakers(self, span: Span) -> list[Spoke]:
        """Whose words hold a span: sources near it on either side, read before first-person ones are."""
        spoken = self.resolver.spoken
        at = bisect_left(spoken, span.start, key=lambda s: s.start)
        near = spoken[max(0, at - _NEAR) : at + _NEAR]
        return [s for s in near if any(c[0] <= span.start < c[1] for c in s.content)]

    def _in_writing(self, found: Found) -> bool:
        """Whether the sentence of the cue, outside what was said, tells that it was said in writing."""
        at = (found.cue or found.source)[0][0]
        sentence = self.document.sentences[self.resolver.sentence(at)]
        index = bisect_left(self._writing, sentence.start)
        while index < len(self._writing) and self._writing[index] < sentence.end:
            place = self._writing[index]
            if self.resolver.quote(place) is None and not any(c[0] <= place < c[1] for c in found.content):
                return True
            index += 1
        return False

    def _from_document(self, span: Span) -> bool:
        """Whether "the statement from" stands right before the source."""
        match = _ISSUED_BY.search(self.text, max(0, span.start - 12), span.start)
        hit = self.tables.heads.ending.get(match.start()) if match else None
        return hit is not None and hit.entry.cls == "document"

    def _cue_is_document(self, found: Found) -> bool:
        """Whether the cue names what was written: "released a letter that says"."""
        hits = (h for span in found.cue for h in self.tables.heads.within(*span))
        return any(h.entry.cls == "document" and h.entry.term.split()[-1] in vocabulary()["released"] for h in hits)


def _identity(reading: Reading, described: str | None) -> Identity:
    entity = None
    if reading.named:
        entity = reading.whole or (reading.who.name if reading.who is not None else described)
    elif reading.kind != "agentless":
        entity = described
    return Identity(reading.kind, reading.named, reading.via_document, entity)
