"""The claims of a sentence that are no numbers: place, date and condition, and the date of a report it cites."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from credscore.claims.places import Site, conditions, sites
from credscore.claims.scan import Sentence
from credscore.claims.status import states
from credscore.claims.terms import Organisations, stem, terms_of
from credscore.claims.timeline import Timeline
from credscore.claims.when import MONTHS, Time
from credscore.claims.words import words
from credscore.records import Claim, Place

_SPEECH = words("scene", "speech")
_DOCUMENT_AGE = words("scene", "document_age")
_PEOPLE = ("fighter", "title", "person")
_AROUND = 14  # words before and after a year that say what was then
_SHORT = 3  # letters: shorter words tell little
_BEFORE = 3  # words before a report or a date that say whose or what it is


class Scene(NamedTuple):
    """What the sentences of one text are read against."""

    place: Place
    organisations: Organisations
    timeline: Timeline

    def claims(self, sentence: Sentence, inherited: Time | None, *, counted: bool) -> Iterator[Claim]:
        """The claims of a sentence.

        Args:
            sentence: the sentence.
            inherited: the time carried over from the sentences before.
            counted: whether it counts something, so that its predicate is the event's.
        """
        if "condition" in sentence.low:
            for start, end, value in conditions(sentence.text, sentence.starts[0], sentence.end(len(sentence))):
                yield self._claim("condition", sentence, (start, end), (value,), value=value)
        yield from self._states(sentence, inherited)
        yield from self._report(sentence)
        yield from self._past(sentence)
        anchor = self._anchor(sentence, counted=counted)
        if anchor is None:
            return
        when, background = self.timeline.when(sentence, anchor, inherited)
        for site in sites(sentence, self.organisations):
            if not _origin(sentence, site):
                claim = self._claim("place", sentence, _span(sentence, site.first, site.last), site.terms)
                yield replace(claim, when=when, background=background)
        if not background:
            yield from self._dates(sentence)

    def _states(self, sentence: Sentence, inherited: Time | None) -> Iterator[Claim]:
        for first, last, state, noun in states(sentence):
            if not self.timeline.when(sentence, first, inherited)[1]:
                span = _span(sentence, first, last)
                yield self._claim("status", sentence, span, (noun, state), value=state, about=noun)

    def _anchor(self, sentence: Sentence, *, counted: bool) -> int | None:
        """The word whose time is the sentence's: a predicate that counts, else an event noun, else any predicate."""
        event = next((i for i, tag in sentence.counted.items() if tag.entry.cls.startswith("event.")), None)
        predicate = next(iter(sentence.predicates), None)
        if predicate is None or (event is not None and not counted):
            return event
        return predicate

    def _dates(self, sentence: Sentence) -> Iterator[Claim]:
        for time in self.timeline.of(sentence):
            if time.day and (time.when.startswith("-W") or self.timeline.is_event(time.when)):
                said = bool(_SPEECH & set(sentence.low[max(time.first - _BEFORE, 0) : time.first]))
                span = _span(sentence, time.first, time.last)
                terms = (self.timeline.resolved(time.when),)
                yield self._claim("date", sentence, span, terms, rule="date-said" if said else "date")

    def _past(self, sentence: Sentence) -> Iterator[Claim]:
        """The years and months of other times, with the words around that say of what."""
        for time in self.timeline.of(sentence):
            if time.when.startswith(("~", "-W")) or self.timeline.of_report(sentence, time):
                continue
            if time.day and self.timeline.is_event(time.when):
                continue
            first, last = max(time.first - _AROUND, 0), min(time.last + _AROUND, len(sentence))
            near = terms_of(sentence, first, time.first, self.organisations)
            after = terms_of(sentence, time.last, last, self.organisations)
            named = {stem(sentence.low[i]) for i in range(first + 1, last) if sentence.capital(i)}
            words_ = (w for w in dict.fromkeys(near + after) if len(w) > _SHORT and w not in MONTHS)
            terms = tuple(f"in:{word}" if word in named else word for word in words_)
            # A day with what happened on it is told also where one article alone tells of it.
            eventful = any(tag.entry.cls.startswith("event.") for tag in sentence.counted.values())
            rule = "date-event" if time.day and eventful else "date-past"
            claim = self._claim("date", sentence, _span(sentence, time.first, time.last), terms, rule=rule)
            yield replace(claim, when=time.when, background=True)

    def _report(self, sentence: Sentence) -> Iterator[Claim]:
        """The date of the first report that has one: "a July report", "a recent report"."""
        for index, tag in sentence.counted.items():
            if tag.entry.cls != "document.one":
                continue
            dated = self._report_date(sentence, index)
            if dated is not None:
                first, last, when = dated
                owner = terms_of(sentence, max(index - _BEFORE, 0), index, self.organisations)[-1:]
                span = _span(sentence, first, last)
                about = sentence.written(index, tag.last)
                claim = self._claim("date", sentence, span, ("report", *owner), rule="date-report", about=about)
                yield replace(claim, when=when, background=True)
                return

    def _report_date(self, sentence: Sentence, index: int) -> tuple[int, int, str] | None:
        """First and last word of a report's date, and the date."""
        for time in self.timeline.of(sentence):
            if self.timeline.of_report(sentence, time) and time.when[-1:] != "/":
                return time.first, time.last, time.when
        for age in range(max(index - _BEFORE, 0), index):
            if sentence.low[age] in _DOCUMENT_AGE:
                return age, age + 1, "~recent"
        return None

    def _claim(
        self,
        slot: str,
        sentence: Sentence,
        span: tuple[int, int],
        terms: tuple[str, ...],
        *,
        value: str | None = None,
        rule: str | None = None,
        about: str = "",
    ) -> Claim:
        text = sentence.text[slice(*span)]
        return Claim(slot, None, None, *span, self.place, rule or slot, about, terms, value or text, text=text)


def _span(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    return sentence.starts[first], sentence.end(last)


def _origin(sentence: Sentence, site: Site) -> bool:
    """Whether a place only says where somebody is from: "the leader in Iraq"."""
    before = sentence.counted.get(site.first - 2)
    return (
        before is not None
        and before.entry.cls.split(".")[0] in _PEOPLE
        and not any(term.startswith(("dir:", "indir:")) for term in site.terms)
    )
