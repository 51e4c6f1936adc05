"""From a document's sentences to its claims: which slot, whose time, what terms."""

from dataclasses import replace
from datetime import date

from credscore.claims.derive import derived
from credscore.claims.frames import Bound, bind
from credscore.claims.measures import measured
from credscore.claims.numbers import Quantity, quantities
from credscore.claims.phrases import Group, groups
from credscore.claims.places import conditions, sites
from credscore.claims.scan import Sentence, sentences
from credscore.claims.sums import joined
from credscore.claims.terms import Organisations, stem, terms_of
from credscore.claims.when import Time, governing, times
from credscore.claims.words import words
from credscore.language import Document
from credscore.records import Claim, Place
from credscore.settings import ClaimsSettings

_NOUN_SLOT = {"soldier": "troops", "fighter": "fighters", "vote": "votes", "seat": "seats"}
_SPEECH = words("build", "speech")
_ASIDE = words("build", "aside")
_CARRIES = words("build", "carries")
_DOCUMENT_AGE = words("build", "document_age")
_WEEK = 7
_REPORT_REACH = 8


class Reading:
    """The claims of one text as they are read, sentence by sentence.

    Args:
        document: the parse of the text or the title.
        place: which of the two.
        settings: the `[claims]` section.
    """

    def __init__(self, document: Document, place: Place, settings: ClaimsSettings) -> None:
        self.document, self.place, self.settings = document, place, settings
        self.organisations = Organisations(document)
        self.published = _day(document.article.date)
        self.sentences = list(sentences(document))
        self.times = [times(sentence, self.published) for sentence in self.sentences]
        self.event = self._event_day()
        self.found: list[Claim] = []
        self.names: list[tuple[Claim, frozenset[str]]] = []

    def claims(self) -> list[Claim]:
        """All claims in order of position."""
        carried: Time | None = None
        surnames: set[str] = set()
        for number, sentence in enumerate(self.sentences):
            numbers = quantities(sentence, self.settings.max_number)
            relevant = bool(sentence.predicates or numbers)
            counted = self._counted(sentence, numbers, surnames) if relevant else []
            bound = bind(sentence, counted) if sentence.predicates else []
            own = [time for time in self.times[number] if not time.when.startswith("-W")]
            inherited = carried if not own and sentence.at(0) in _CARRIES else None
            before = len(self.found)
            self._people(number, sentence, bound, inherited)
            self._others(number, sentence, counted, {id(item.group) for item in bound}, inherited)
            self._scene(number, sentence, len(self.found) > before, inherited)
            opening = [time for time in own if time.first < 4]
            carried = opening[0] if opening else inherited
        return sorted(derived(self.found, self.names), key=lambda claim: claim.start)

    def _counted(self, sentence: Sentence, numbers: list[Quantity], surnames: set[str]) -> list[Group]:
        return joined(sentence, groups(sentence, numbers, self.organisations, surnames, title=self.place == "title"))

    def _event_day(self) -> str | None:
        """The first full date of the first half of the text, not of a line that says when it was posted."""
        for number, found in enumerate(self.times[: max(len(self.times) // 2 + 1, 3)]):
            if _ASIDE & set(self.sentences[number].low[:3]):
                continue
            for time in found:
                if time.day and not time.when.startswith("-W"):
                    return time.when
        return None

    def _when(self, number: int, sentence: Sentence, first: int, inherited: Time | None) -> tuple[str | None, bool]:
        """(when, background) of the predicate at word `first`."""
        dated = [t for t in self.times[number] if not t.when.startswith("-W") and not self._of_document(sentence, t)]
        time = governing(sentence, dated, first) or inherited
        if time is None or (time.day and self._is_event(time.when)):
            return None, False
        return time.when, True

    def _of_document(self, sentence: Sentence, time: Time) -> bool:
        """Whether a month or year is that of a report: "a July report", "a report published in July"."""
        return not time.day and any(
            tag.entry.cls == "document.one" and -4 <= time.first - tag.last <= _REPORT_REACH
            for tag in sentence.counted.values()
        )

    def _is_event(self, when: str) -> bool:
        if self.event is not None and when[-5:] == self.event[-5:]:
            return True
        if self.published is None:
            return False
        year = int(when[:4]) if when[:4].isdigit() else self.published.year
        try:
            day = date(year, int(when[-5:-3]), int(when[-2:]))
        except ValueError:
            return False
        return self.event is None and 0 <= (self.published - day).days <= _WEEK

    def _people(self, number: int, sentence: Sentence, bound: list[Bound], inherited: Time | None) -> None:
        for item in bound:
            when, background = self._when(number, sentence, item.predicate, inherited)
            claim = self._claim(sentence, item.slot, item.group, item.rule, when, background, item.predicate)
            if item.rule.startswith("injured-care") or sentence.low[item.group.first] == "both":
                claim = replace(claim, explicit=False)
            self.found.append(self._added(number, sentence, item, claim) or claim)
            if item.group.name:
                self.names.append((claim, frozenset(term for term in claim.terms if not term.startswith("@"))))

    def _added(self, number: int, sentence: Sentence, item: Bound, claim: Claim) -> Claim | None:
        """The sum with the one before, where the words say that these come on top ("also", "others")."""
        if not claim.explicit or claim.low is None or not claim.low or item.group.summed or item.group.part:
            return None
        also = item.group.other or "also" in sentence.low[max(item.predicate - 6, 0) : item.predicate]
        if not also:
            return None
        earliest = self.sentences[max(number - 1, 0)].starts[0]
        for earlier in reversed(self.found):
            if earlier.start < earliest:
                break
            alike = (
                earlier.slot == claim.slot and earlier.when == claim.when and earlier.low and earlier.end <= claim.start
            )
            alike = alike and earlier.high is not None and "+also" not in earlier.rule
            same = earlier.start >= sentence.starts[0] and item.group.other and earlier.low != claim.low
            if alike and (not earlier.explicit or same) and "part" not in earlier.rule:
                high = None if claim.high is None or earlier.high is None else claim.high + earlier.high
                return replace(claim, low=claim.low + (earlier.low or 0), high=high, rule=f"{claim.rule}+also")
        return None

    def _others(
        self, number: int, sentence: Sentence, counted: list[Group], used: set[int], inherited: Time | None
    ) -> None:
        previous: Group | None = None
        for group in counted:
            if not group.explicit:
                continue
            if id(group) in used:
                previous = group
                continue
            whole, slot = self._elliptical(sentence, group, previous)
            when, background = self._when(number, sentence, group.first, inherited)
            if group.kind in ("money", "percent", "magnitude"):
                terms, other = measured(sentence, group)
                claim = self._claim(
                    sentence, group.kind, group, group.kind, other or when, background or other is not None, group.first
                )
                topic = next((term for term in terms if not term.startswith(("@", "by:"))), "")
                self.found.append(replace(claim, terms=terms, about=topic or claim.about))
            elif group.kind == "number" and slot is not None:
                claim = self._claim(sentence, slot, whole, f"count-{slot}", when, background, group.first)
                terms = (*claim.terms, *self._where(sentence, whole), *self._by(sentence, whole, slot))
                self.found.append(replace(claim, terms=tuple(dict.fromkeys(terms))))
            previous = whole

    def _elliptical(self, sentence: Sentence, group: Group, previous: Group | None) -> tuple[Group, str | None]:
        """The slot of a counted phrase; "and 900 in Syria" takes the noun of the phrase before it."""
        if group.noun in _NOUN_SLOT and sentence.low[group.quantity[0]] != "both":
            return group, _NOUN_SLOT[group.noun]
        if (
            not group.terms
            and previous is not None
            and previous.noun
            and sentence.at(group.first - 1) in ("and", "but", ",")
            and sentence.at(group.last) in ("in", "at", "from", "for")
        ):
            return replace(group, terms=previous.terms, noun=previous.noun), _NOUN_SLOT.get(previous.noun, "count")
        if not group.terms or group.low == 0 or sentence.low[group.quantity[0]] == "both":
            return group, None
        head = sentence.low[group.last - 1]
        plural = group.noun != "" or (
            head.endswith("s") and not head.endswith(("ss", "us", "'s")) and head.isalpha() and head != stem(head)
        )
        return group, "count" if plural and group.last > group.quantity[1] else None

    def _where(self, sentence: Sentence, group: Group) -> tuple[str, ...]:
        """The place right after a counted phrase, as `in:` terms, so that "in Iraq" and "in Syria" stay two claims."""
        index = group.reach
        while (
            index < len(sentence)
            and index - group.reach < 4
            and sentence.low[index] not in ("in", "across", "at", "from")
        ):
            if sentence.low[index] in (",", ";", "and", "."):
                return ()
            index += 1
        if sentence.at(index) not in ("in", "across"):
            return ()
        found, index = [], index + 1
        while index < len(sentence) and (sentence.capital(index) or sentence.low[index] in ("and", "the", "-")):
            if sentence.capital(index):
                found.append(f"in:{stem(sentence.low[index])}")
            elif sentence.low[index] == "and" and not (sentence.capital(index + 1)):
                break
            index += 1
        return tuple(found)

    def _by(self, sentence: Sentence, group: Group, slot: str) -> tuple[str, ...]:
        """Who won the votes or seats."""
        return measured(sentence, group, names_only=True)[0] if slot in ("votes", "seats") else ()

    def _claim(
        self, sentence: Sentence, slot: str, group: Group, rule: str, when: str | None, background: bool, predicate: int
    ) -> Claim:
        first, last = group.quantity
        about = sentence.written(last if group.explicit else group.first, max(group.reach, last)).strip()
        terms = (f"@{group.noun}", *group.terms) if group.noun else group.terms
        begin, end = min(group.first, predicate), max(group.reach, predicate + 1)
        if group.part:
            rule += "+part"
        return Claim(
            slot=slot,
            low=group.low,
            high=group.high,
            start=sentence.starts[first],
            end=sentence.end(last),
            place=self.place,
            rule=rule,
            about=about,
            terms=tuple(dict.fromkeys(terms)),
            when=when,
            exact=group.exact,
            explicit=group.explicit,
            background=background,
            text=sentence.written(begin, end),
        )

    def _scene(self, number: int, sentence: Sentence, counted: bool, inherited: Time | None) -> None:
        """Place, date and condition, and the date of a report that is cited."""
        start, end = sentence.starts[0], sentence.end(len(sentence))
        if "condition" in sentence.low:
            for begin, stop, value in conditions(sentence.text, start, end):
                self._value("condition", begin, stop, value, (value,), "condition")
        self._report(number, sentence)
        event = next((i for i, tag in sentence.counted.items() if tag.entry.cls.startswith("event.")), None)
        predicate = next(iter(sentence.predicates), None)
        if event is None and predicate is None and number > self.settings.lead_sentences:
            return
        anchor = predicate if predicate is not None and counted else event if event is not None else predicate
        if anchor is None:
            return
        when, background = self._when(number, sentence, anchor, inherited)
        for site in sites(sentence, self.organisations):
            before = sentence.counted.get(site.first - 2)
            if (
                before is not None
                and before.entry.cls.split(".")[0] in ("fighter", "title", "person")
                and not any(t.startswith(("dir:", "indir:")) for t in site.terms)
            ):
                continue
            self._value(
                "place",
                sentence.starts[site.first],
                sentence.end(site.last),
                sentence.written(site.first, site.last),
                site.terms,
                "place",
                when,
                background,
            )
        if not background:
            self._dates(number, sentence)

    def _dates(self, number: int, sentence: Sentence) -> None:
        for time in self.times[number]:
            if time.day and (time.when.startswith("-W") or self._is_event(time.when)):
                said = bool(_SPEECH & set(sentence.low[max(time.first - 3, 0) : time.first]))
                rule = "date-said" if said else "date"
                self._value(
                    "date",
                    sentence.starts[time.first],
                    sentence.end(time.last),
                    sentence.written(time.first, time.last),
                    (self._resolved(time.when),),
                    rule,
                )

    def _resolved(self, when: str) -> str:
        """A weekday as the last such day up to the article's date, where it has one; a day without a year likewise."""
        if self.published is None:
            return when
        if when.startswith("-W-"):
            back = (self.published.isoweekday() - int(when[3:])) % _WEEK
            return date.fromordinal(self.published.toordinal() - back).isoformat()
        if when.startswith("--"):
            year = self.published.year if when[2:] <= f"{self.published:%m-%d}" else self.published.year - 1
            return f"{year:04}{when[1:]}"
        return when

    def _report(self, number: int, sentence: Sentence) -> None:
        for index, tag in sentence.counted.items():
            if tag.entry.cls != "document.one":
                continue
            about, terms = (
                sentence.written(index, tag.last),
                ("report", *terms_of(sentence, max(index - 3, 0), index, self.organisations)[-1:]),
            )
            near = [t for t in self.times[number] if self._of_document(sentence, t) and t.when[-1:] != "/"]
            if near:
                t = near[0]
                self._value(
                    "date",
                    sentence.starts[t.first],
                    sentence.end(t.last),
                    sentence.written(t.first, t.last),
                    terms,
                    "date-report",
                    t.when,
                    True,
                    about,
                )
                return
            age = next((i for i in range(max(index - 3, 0), index) if sentence.low[i] in _DOCUMENT_AGE), None)
            if age is not None:
                self._value(
                    "date",
                    sentence.starts[age],
                    sentence.end(age + 1),
                    sentence.low[age],
                    terms,
                    "date-report",
                    "~recent",
                    True,
                    about,
                )
                return

    def _value(
        self,
        slot: str,
        start: int,
        end: int,
        value: str,
        terms: tuple[str, ...],
        rule: str,
        when: str | None = None,
        background: bool = False,
        about: str = "",
    ) -> None:
        self.found.append(
            Claim(
                slot,
                None,
                None,
                start,
                end,
                self.place,
                rule,
                about,
                terms,
                value,
                when,
                background=background,
                text=self.document.text[start:end],
            )
        )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
