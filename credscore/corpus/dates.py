"""Dates as they stand in tables and pages, made ISO where only one reading is possible."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})(?!\d)"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"

# Year first has one reading; a month's name too (RFC 2822 is the second). 03/04/2024 has two, and is left alone.
_FORMS: Final = (
    re.compile(r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{2})(?P=sep)(?P<day>\d{2})(?!\d)"),
    re.compile(rf"{_WEEKDAY}{_DAY}[\s-]+{_MONTH}[\s,-]+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}", re.IGNORECASE),
)


def iso_date(text: str) -> str | None:
    """`YYYY-MM-DD` for a text that begins with a date of one possible reading, None for any other.

    The day is taken as written: a time of day and a zone after it do not move it.
    """
    text = text.strip()
    for form in _FORMS:
        found = form.match(text)
        if found is None:
            continue
        month = found["month"]
        number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
        try:
            return date(int(found["year"]), number, int(found["day"])).isoformat()
        except ValueError:
            return None
    return None
