"""Whether two times ahead may be one, in the normal form of `claims.ahead`."""

import re
from datetime import date, timedelta

_NEARLY = 0.9  # of the days of two times together are in both: one time
_YEAR = 366
_OFFSETS = re.compile(r"~\+(\d+)/\+(\d+)$")
_FAR_BACK, _FAR_AHEAD = date(1, 1, 1), date(9999, 1, 1)

Days = tuple[int, int]


def same(one: str, other: str) -> bool:
    """Whether two times are one and the same: the same form, or nearly the same days."""
    if one == other:
        return True
    a, b = _days(one), _days(other)
    if a is None or b is None or _open(one) != _open(other):
        return False
    shared = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return shared >= _NEARLY * (max(a[1], b[1]) - min(a[0], b[0]) + 1)


def fits(one: str, other: str) -> bool:
    """Whether two times may be one; where the calendar cannot tell they may."""
    a, b = _days(one), _days(other)
    if a is not None and b is not None:
        return a[0] <= b[1] and b[0] <= a[1]
    c, d = _offsets(one), _offsets(other)
    if c is not None and d is not None:
        return c[0] <= d[1] and d[0] <= c[1]
    for days, form in ((a, other), (b, one)):
        if days is not None and form.startswith("-"):
            return days[1] - days[0] >= _YEAR or any(_is(form, day) for day in range(days[0], days[1] + 1))
    if one.startswith("-") and other.startswith("-"):
        return _alike(one, other)
    return True


def within(one: str, other: str) -> bool:
    """Whether all days of one time are in another."""
    a, b = _days(one) or _offsets(one), _days(other) or _offsets(other)
    known = a is not None and b is not None and one.startswith("~") == other.startswith("~")
    return known and a is not None and b is not None and b[0] <= a[0] and a[1] <= b[1]


def _days(when: str) -> Days | None:
    """First and last day of a time that the calendar tells."""
    low, slash, high = when.partition("/")
    if not slash or when.startswith(("~", "-")) or high.startswith("-"):
        return None
    first = date.fromisoformat(low) if low else _FAR_BACK
    last = date.fromisoformat(high) if high else _FAR_AHEAD
    return first.toordinal(), last.toordinal()


def _open(when: str) -> bool:
    return when.startswith("/") or when.endswith("/")


def _offsets(when: str) -> Days | None:
    match = _OFFSETS.match(when)
    return (int(match[1]), int(match[2])) if match else None


def _is(form: str, ordinal: int) -> bool:
    """Whether a day is the weekday, or in the month, of a form without a year."""
    day = date.min + timedelta(ordinal - 1)
    if form.startswith("-W-"):
        return day.isoweekday() == int(form[3:])
    return f"--{day:%m-%d}".startswith(form)


def _alike(one: str, other: str) -> bool:
    """Whether two forms without a year may be one: a weekday and a date may."""
    if one.startswith("-W-") != other.startswith("-W-"):
        return True
    return one.startswith(other) or other.startswith(one)
