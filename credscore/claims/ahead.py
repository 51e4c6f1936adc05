"""Times that lie ahead, as plans give them: "in September 2025", "by the end of the year", "within a year".

The normal form of a time is `from/to` in ISO 8601 with one end empty where it is open ("/2025-12-31": by then). Without
a year it is `--09`, `--09-15` or `-W-5` (a Friday), after "by" with a `/` before it; where only the article's unknown
date would resolve it `~+0/+365`, so many days after that, or `~by late this year`.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from credscore.claims.scan import Sentence
from credscore.claims.when import MONTHS, Time
from credscore.claims.words import lines, table, words

_BY = words("ahead", "by")
_EARLY, _MIDDLE, _LATE = (words("ahead", name) for name in ("early", "middle", "late"))
_LEAD = words("ahead", "lead") | _EARLY | _MIDDLE | _LATE | {"-"}
_PART_OF = words("ahead", "part_of")
_UNITS = {name: int(days) for name, days in (line.split() for line in lines("ahead", "units"))}
_SEASONS = {name: int(month) for name, month in (line.split() for line in lines("ahead", "seasons"))}
_PATTERNS = {name: re.compile(pattern) for name, pattern in table("ahead_patterns").items()}
_NUMBERS = {name: int(number) for name, number in (line.split() for line in lines("ahead", "numbers"))}
_NEAR = words("ahead", "near")
_YEAR = re.compile(r"(?:mid-)?(20\d\d)$")
_YEAR_AFTER = _LEAD - {"a", "the", "this", "next", "coming", "current", "for", "at", "on", "-"}
_COMING = {name: int(days) for name, days in (line.split() for line in lines("ahead", "coming"))}
_COUNTED = frozenset({*_UNITS, *_COMING, *_SEASONS, *_NEAR})
_WEEK = 7
_SEASON = 90  # days
_FAR = 100  # of a unit: more is no plan
_PART = 0.4  # of a month or a year is its beginning, and its end
_MOST_LEAD = 5  # words that lead up to a time


@dataclass(frozen=True, slots=True)
class Ahead:
    """A time on the words `first`..`last`, with the words that lead up to it.

    `said` is the time as counted from an article's date, whether or not that is known. `itself` is the time without
    the "by" or "until" before it.
    """

    first: int
    last: int
    when: str
    itself: str
    said: str = ""


def ahead(sentence: Sentence, known: Sequence[Time], published: date | None) -> list[Ahead]:
    """The times of a sentence that can lie ahead, from left to right.

    Args:
        sentence: the sentence.
        known: its calendar times.
        published: the date of the article, where known: what lies before it is left out.
    """
    found: list[Ahead] = []
    for time in [*_counted(sentence, published), *_calendar(sentence, known, published)]:
        if not any(time.first < other.last and other.first < time.last for other in found):
            found.append(time)
    return sorted((time for time in found if not _over(time.when, published)), key=lambda time: time.first)


def _over(when: str, published: date | None) -> bool:
    last = when.partition("/")[2]
    return published is not None and when[:1].isdigit() and last != "" and last < published.isoformat()


def _calendar(sentence: Sentence, known: Sequence[Time], published: date | None) -> Iterator[Ahead]:
    dated = [time for time in known if not time.when.startswith("~") and not time.when.endswith("/")]
    covered = {index for time in dated for index in range(time.first, time.last)}
    for index, word in enumerate(sentence.low):
        year = _YEAR.match(word)
        if year and index not in covered and (word.startswith("mid-") or sentence.at(index - 1) in _YEAR_AFTER):
            dated.append(Time(index, index + 1, year[1]))
        elif word in MONTHS and index not in covered and sentence.capital(index) and sentence.at(index - 1) == "for":
            dated.append(Time(index, index + 1, f"--{MONTHS[word]:02}"))  # "planned for March"
    for time in dated:
        first, leading = _leading(sentence, time.first)
        if sentence.low[time.first].startswith("mid-"):
            leading = [*leading, "mid"]
        itself = _placed(time.when, [word for word in leading if word not in _BY], published)
        yield Ahead(first, time.last, _placed(time.when, leading, published), itself)


def _leading(sentence: Sentence, index: int) -> tuple[int, list[str]]:
    """Where the words begin that lead up to a time, and these words."""
    first = index
    while first > 0 and index - first < _MOST_LEAD and sentence.low[first - 1] in _LEAD:
        if sentence.low[first - 1] in _PART_OF and sentence.low[first] != "of":
            break
        first -= 1
    return first, sentence.low[first:index]


def _placed(when: str, leading: Sequence[str], published: date | None) -> str:
    """A calendar time in the normal form."""
    by = bool(_BY & set(leading))
    if when.startswith("-W-") or when.startswith("--"):
        if published is None:
            return f"/{when}" if by else when
        when = _next(when, published)
    low, high = _part(*_edges(when), leading)
    if by:
        return f"{published.isoformat() if published and published < high else ''}/{high.isoformat()}"
    return f"{low.isoformat()}/{high.isoformat()}"


def _next(when: str, published: date) -> str:
    """A weekday, or a day or month without a year, as the next such one."""
    if when.startswith("-W-"):
        return (published + timedelta((int(when[3:]) - published.isoweekday()) % _WEEK)).isoformat()
    year = published.year if when[2:] >= f"{published:%m-%d}"[: len(when) - 2] else published.year + 1
    return f"{year:04}{when[1:]}"


def _edges(when: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year."""
    parts = [int(part) for part in when.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    month = min(max(month, 1), 12)
    last = monthrange(year, month)[1]
    if not day:
        return date(year, month, 1), date(year, month, last)
    return date(year, month, min(day, last)), date(year, month, min(day, last))


def _part(low: date, high: date, leading: Sequence[str]) -> tuple[date, date]:
    """The part of a time that "early", "mid" or "the end of" leaves."""
    said, days = set(leading), (high - low).days
    some = timedelta(round(days * _PART))
    if said & _EARLY:
        return low, low + some
    if said & _MIDDLE:
        return low + some / 2, high - some / 2
    if said & _LATE and days:
        return high - some, high
    return low, high


def _counted(sentence: Sentence, published: date | None) -> Iterator[Ahead]:
    """Times that are counted from the day an article is written."""
    if _COUNTED.isdisjoint(sentence.low):
        return
    joined = " ".join(sentence.low)
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(joined):
            said = _READ[name](match)
            if said is not None:
                first = joined.count(" ", 0, match.start())
                last = joined.count(" ", 0, match.end()) + 1
                itself = said.replace("~by ", "~")
                yield Ahead(first, last, _resolved(said, published), _resolved(itself, published), said)


def _resolved(said: str, published: date | None) -> str:
    """A counted time as days of the calendar, where the article's date is known."""
    if published is None:
        return said
    if said.startswith("~+"):
        low, high = (published + timedelta(int(days)) for days in said[1:].split("/"))
        return f"{low.isoformat()}/{high.isoformat()}"
    *leading, which, unit = said[1:].split()
    low, high = _part(*_turn(unit, published, later=which == "next"), leading)
    low = published if "by" in leading else max(low, published)
    return f"{low.isoformat()}/{high.isoformat()}"


def _turn(unit: str, published: date, *, later: bool) -> tuple[date, date]:
    """This or the next week, month, year or season."""
    if unit == "week":
        low = published - timedelta(published.isoweekday() - 1) + timedelta(_WEEK * later)
        return low, low + timedelta(_WEEK - 1)
    if unit == "month":
        month = published.month + later
        return _edges(f"{published.year + (month > 12):04}-{(month - 1) % 12 + 1:02}")
    if unit == "year":
        return _edges(f"{published.year + later:04}")
    begin = date(published.year, _SEASONS[unit], 1)
    if (published - begin).days > _SEASON or (later and published >= begin):
        begin = begin.replace(year=begin.year + 1)
    return begin, begin + timedelta(_SEASON)


def _span(match: re.Match[str]) -> str | None:
    """So many days: "within a year", "in the next two weeks"; "in two weeks" is about then."""
    said = match["number"]
    number = int(said) if said.isdigit() else _NUMBERS.get(said, 0)
    if not 0 < number <= _FAR:
        return None
    days = _UNITS[match["unit"]]
    half = 0 if match["open"] else days // 2
    return f"~+{number * days - half}/+{number * days + half}" if half else f"~+0/+{number * days}"


def _coming(match: re.Match[str]) -> str:
    return f"~+0/+{_COMING[match['many']]}"


def _turned(match: re.Match[str]) -> str | None:
    """A unit by its turn: "this year", "next spring", "by the end of the month"; "the year" alone is none."""
    part = match["part"] or ""
    if match["which"] == "the" and not part:
        return None
    which = "next" if match["which"] == "next" else "this"
    return _in_words(match[0], _part_name(part), which, match["turn"])


def _ending(match: re.Match[str]) -> str:
    return _in_words(match[0], "late", "this", "year")


def _in_words(match: str, *said: str) -> str:
    """A time told by its name, "~by late this year"."""
    by = "by" if match.partition(" ")[0] in _BY else ""
    return "~" + " ".join(word for word in (by, *said) if word)


def _part_name(part: str) -> str:
    return next((name for name, said in (("early", _EARLY), ("mid", _MIDDLE), ("late", _LATE)) if part in said), "")


def _near(match: re.Match[str]) -> str:
    days = int(match["near"] == "tomorrow")
    return f"~+{days}/+{days}"


_READ: dict[str, Callable[[re.Match[str]], str | None]] = {
    "span": _span,
    "coming": _coming,
    "turn": _turned,
    "ending": _ending,
    "near": _near,
}
