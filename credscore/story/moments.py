"""Whether two claims may speak of one time: the compatibility of the normal form of `Claim.when`."""

import re
from typing import NamedTuple

_ISO = re.compile(r"(?P<year>\d{4})?-?(?:-?(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?(?P<since>/)?$")
_SPAN_DAYS = 62  # "in recent weeks", "days before": two months at most
_FUZZY_MONTH, _FUZZY_YEAR = "~month", "~year"


class Moment(NamedTuple):
    """A time with its known parts; `fuzzy` holds the word of a relative one ("recent"), `since` an open beginning."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fuzzy: str = ""
    since: bool = False


def moment(when: str) -> Moment:
    """The parts of a `when`."""
    if when.startswith("~"):
        return Moment(fuzzy=when[1:])
    match = _ISO.match(when)
    if match is None:
        return Moment(fuzzy=when)
    year, month, day = (int(part) if part else None for part in (match["year"], match["month"], match["day"]))
    return Moment(year, month, day, since=bool(match["since"]))


def compatible(one: str, other: str, event: Moment) -> bool:
    """Whether two times may be the same; `event` is the time of the story as far as it is known.

    Parts that both say must be equal. "This month" is the event's month, "recent" lies near a day or another recent
    time and is not what one calls by the bare name of a month or a year; "past" is only itself.
    """
    a, b = moment(one), moment(other)
    if a == b:
        return True
    if a.since != b.since:
        return False
    if a.fuzzy and b.fuzzy:
        return {a.fuzzy, b.fuzzy} in ({"month", "recent"}, {"month", "year"}, {"last-month", "recent"})
    if a.fuzzy or b.fuzzy:
        fuzzy, dated = (a, b) if a.fuzzy else (b, a)
        return _within(fuzzy.fuzzy, dated, event)
    return _agree(a, b)


def of_event(when: str, event: Moment, published: str | None) -> bool:
    """Whether a time is that of the story's event: its day, or its month where the article is of another month.

    Args:
        when: the time a claim speaks of.
        event: the time of the story.
        published: the date of the article, where known; within the month of the event "in October" tells nothing.
    """
    said = moment(when)
    if said.fuzzy or said.since or said.month is None or event.month is None:
        return False
    if said.day is not None:
        return event.day is not None and _agree(said, event)
    return published is not None and moment(published[:7])[:2] != event[:2] and _agree(said, event._replace(day=None))


def _agree(a: Moment, b: Moment) -> bool:
    return all(x is None or y is None or x == y for x, y in zip(a[:3], b[:3], strict=True))


def _within(fuzzy: str, dated: Moment, event: Moment) -> bool:
    match fuzzy:
        case "month":
            if event.month is not None and dated.month is not None:
                return _agree(dated._replace(day=None), event._replace(day=None))
            return dated.day is not None
        case "year":
            return dated.year is None or event.year is None or dated.year == event.year
        case "last-month":
            if event.month is None or dated.month is None:
                return False
            return dated.month == (event.month - 2) % 12 + 1
        case "recent":
            return dated.day is not None and (
                event.month is None or dated.month is None or (event.month - dated.month) % 12 <= 1
            )
        case _:
            return False
