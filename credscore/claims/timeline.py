"""Which day is that of an article's own event, and of which time its claims speak."""

from collections.abc import Sequence
from datetime import date

from credscore.claims.scan import Sentence
from credscore.claims.when import Time, governing, times
from credscore.claims.words import words

_ASIDE = words("timeline", "aside")
_CARRIES = words("timeline", "carries")
_SPEECH = words("scene", "speech")
_WEEK = 7
_REPORT_REACH = 8  # words between a report and its date


class Timeline:
    """The time expressions of a text, sentence by sentence.

    Args:
        sentences: all sentences of the text.
        published: the article's ISO date, where known.
    """

    def __init__(self, sentences: Sequence[Sentence], published: str | None) -> None:
        self.published = _day(published)
        self._times = [times(sentence, self.published) for sentence in sentences]
        self._event = self._event_day(sentences)

    def of(self, sentence: Sentence) -> list[Time]:
        """The time expressions of a sentence, from left to right."""
        return self._times[sentence.index]

    def inherited(self, sentence: Sentence, carried: Time | None) -> Time | None:
        """The time carried over from the sentences before, where this one goes on with it ("He also ...")."""
        return carried if not self._dated(sentence) and sentence.at(0) in _CARRIES else None

    def carried(self, sentence: Sentence, inherited: Time | None) -> Time | None:
        """The time that the next sentence may inherit: the one that opens this, else what this inherited."""
        return next((time for time in self._dated(sentence) if time.first < 4), inherited)

    def when(self, sentence: Sentence, first: int, inherited: Time | None) -> tuple[str | None, bool]:
        """(when, background) of the predicate at word `first`; (None, False) is the article's own event."""
        dated = [time for time in self._dated(sentence) if not self.of_report(sentence, time)]
        time = governing(sentence, dated, first) or inherited
        if time is None or (time.day and self.is_event(time.when)):
            return None, False
        return time.when, True

    def of_report(self, sentence: Sentence, time: Time) -> bool:
        """Whether a month or year is that of a report: "a July report", "a report published in July"."""
        return not time.day and any(
            tag.entry.cls == "document.one"
            and -4 <= time.first - tag.last <= _REPORT_REACH
            and not _SPEECH & set(sentence.low[tag.last : time.first])
            for tag in sentence.counted.values()
        )

    def is_event(self, when: str) -> bool:
        """Whether a day is that of the event: the one the text names as such, else one of the week before its date."""
        if self._event is not None:
            return when[-5:] == self._event[-5:]
        if self.published is None:
            return False
        year = int(when[:4]) if when[:4].isdigit() else self.published.year
        try:
            day = date(year, int(when[-5:-3]), int(when[-2:]))
        except ValueError:
            return False
        return 0 <= (self.published - day).days <= _WEEK

    def resolved(self, when: str) -> str:
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

    def _dated(self, sentence: Sentence) -> list[Time]:
        """All times of a sentence but weekdays, which are the event's."""
        return [time for time in self.of(sentence) if not time.when.startswith("-W-")]

    def _event_day(self, sentences: Sequence[Sentence]) -> str | None:
        """The first full date of the first half of the text, not of a line that says when it was posted."""
        for sentence in sentences[: max(len(sentences) // 2 + 1, 3)]:
            if not _ASIDE & set(sentence.low[:3]):
                for time in self._dated(sentence):
                    if time.day:
                        return time.when
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
