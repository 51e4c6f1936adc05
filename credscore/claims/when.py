"""Time expressions of a sentence, in a small normal form, and whether they speak of another time than the event's.

The normal form is ISO 8601, truncated where a part is not said: `2024-10-22`, `2024-10`, `2024`, `--10-22`, `--08`
(a month of an unsaid year), `-W-2` (a Tuesday); `~month`, `~last-month`, `~year`, `~last-year`, `~recent`, `~past`
for what only the article's own date would resolve; a trailing `/` for "since".
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from credscore.claims.scan import Sentence
from credscore.claims.words import lines, table, words

# The names of months and weekdays, all names of one on a line.
MONTHS = {name: number for number, line in enumerate(lines("when", "months"), 1) for name in line.split()}
WEEKDAYS = {name: number for number, line in enumerate(lines("when", "weekdays"), 1) for name in line.split()}
_NAMED = MONTHS.keys() | WEEKDAYS.keys()
_AMBIGUOUS = words("when", "ambiguous")
_INTRODUCES = words("when", "introduces")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)$")
# Relative times: the name of what it means -> a pattern.
_RELATIVE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in table("relative").items()))
_CLAUSE = words("when", "clause")
_FAR = _CLAUSE | {",", ";", "deadliest", "worst"}
_CLAUSE_END = frozenset({",", ";", "—", "–"})


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression on the words `first`..`last`; `day` says that it names one day."""

    first: int
    last: int
    when: str
    day: bool = False


def times(sentence: Sentence, published: date | None) -> list[Time]:
    """The time expressions of a sentence; relative months and years are resolved where the article's date is known."""
    found: list[Time] = []
    after = 0
    for index in [at for at, word in enumerate(sentence.low) if word in _NAMED or word[0].isdigit()]:
        time = _calendar(sentence, index) if index >= after else None
        if time is not None:
            found.append(time)
            after = time.last
    return sorted([*found, *_relative(sentence, published)], key=lambda time: time.first)


def _calendar(sentence: Sentence, index: int) -> Time | None:
    word = sentence.low[index]
    if word in WEEKDAYS and sentence.capital(index):
        return Time(index, index + 1, f"-W-{WEEKDAYS[word]}", day=True)
    if word in MONTHS and sentence.capital(index):
        return _month(sentence, index, MONTHS[word])
    day = _DAY.match(word)
    if day and sentence.at(index + 1) in MONTHS and sentence.capital(index + 1) and 1 <= int(day[1]) <= 31:
        year, last = _year(sentence, index + 2)
        return Time(index, last, f"{year}-{MONTHS[sentence.at(index + 1)]:02}-{int(day[1]):02}", day=True)
    if _YEAR.match(word) and sentence.at(index - 1) in (
        "in",
        "since",
        "by",
        "of",
        "until",
        "from",
        "during",
        "before",
        "after",
    ):
        if index in sentence.quantities or sentence.counted.get(index + 1):
            return None
        return Time(index, index + 1, word + ("/" if sentence.at(index - 1) == "since" else ""))
    return None


def _year(sentence: Sentence, index: int) -> tuple[str, int]:
    """("2024", index after it), or ("-", index) where no year follows."""
    for skip in (0, 1):
        if _YEAR.match(sentence.at(index + skip)) and (skip == 0 or sentence.at(index) in (",", "of")):
            return sentence.at(index + skip), index + skip + 1
    return "-", index


def _month(sentence: Sentence, index: int, month: int) -> Time | None:
    day = _DAY.match(sentence.at(index + 1))
    if day and 1 <= int(day[1]) <= 31:
        year, last = _year(sentence, index + 2)
        since = "/" if sentence.at(index - 1) == "since" else ""
        return Time(index, last, f"{year}-{month:02}-{int(day[1]):02}{since}", day=not since)
    year, last = _year(sentence, index + 1)
    if year == "-" and sentence.low[index] in _AMBIGUOUS and sentence.at(index - 1) not in _INTRODUCES:
        return None
    if sentence.low[index] == "may" and sentence.at(index - 1) in ("and", "to", "that", "who"):
        return None
    since = "/" if sentence.at(index - 1) == "since" else ""
    return Time(index, last, f"{year}-{month:02}{since}")


def _relative(sentence: Sentence, published: date | None) -> list[Time]:
    joined = " ".join(sentence.low)
    found = []
    for match in _RELATIVE.finditer(joined):
        first = (
            joined.count(" ", 0, match.start() + 1)
            if joined[match.start()] != " "
            else joined.count(" ", 0, match.start()) + 1
        )
        last = joined.count(" ", 0, match.end()) + 1
        found.append(Time(first, last, _resolved(str(match.lastgroup), published)))
    return found


def _resolved(name: str, published: date | None) -> str:
    if published is not None:
        before = published.replace(day=1) - timedelta(days=1)
        known = {
            "this_month": f"{published:%Y-%m}", "last_month": f"{before:%Y-%m}",
            "this_year": f"{published.year:04}", "last_year": f"{published.year - 1:04}",
        }  # fmt: skip
        if name in known:
            return known[name]
    return {"this_month": "~month", "last_month": "~last-month", "this_year": "~year", "last_year": "~last-year"}.get(
        name, f"~{name}"
    )


def governing(sentence: Sentence, found: list[Time], first: int) -> Time | None:
    """The time expression that says when the predicate at word `first` happened, None where there is none.

    One that opens the sentence, or follows the predicate in the same clause; not one inside a relative clause or
    after "the deadliest since".
    """
    for time in found:
        if time.last <= first:
            between = sentence.low[time.last : first]
            if sentence.at(time.last - 1) == "after":  # "just days after a gunman killed five": what came before
                if between[:1] != ["the"] and not _CLAUSE_END & set(between):
                    return time
                continue
            opening = sentence.low[max(_clause_start(sentence, time.first), 0) : time.first]
            if ";" not in between and (not _CLAUSE & set(opening) or _attributive(sentence, time, between)):
                return time
        elif time.first > first:
            between = sentence.low[first : time.first]
            if between[-1:] in (["since"], ["that"]):  # "since 2012", "during that June weekend"
                between.pop()
            if len(between) <= 16 and not _elsewhere(time) & set(between):
                return time
    return None


def _elsewhere(time: Time) -> frozenset[str]:
    """The words that part a time from a predicate before it; "5 dead, 17 hurt in weekend shootings" parts none."""
    return _FAR - {","} if time.when == "~several" else _FAR


def _attributive(sentence: Sentence, time: Time, between: list[str]) -> bool:
    """Whether a date names the event that a relative clause goes on to tell of: "the July 9 fire that killed two"."""
    return time.day and sentence.at(time.first - 1) == "the" and bool({"that", "which"} & set(between))


def _clause_start(sentence: Sentence, index: int) -> int:
    while index > 0 and sentence.low[index - 1] not in (",", ";", "—", "–"):
        index -= 1
    return index
