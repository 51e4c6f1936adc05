"""When an event was, and of when the reports are that its articles cite."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from credscore.records import Consensus
from credscore.settings import StorySettings
from credscore.story.mentions import Mention
from credscore.story.moments import Moment, moment
from credscore.story.verdict import LONELY, Verdict, alone, record, settles

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def dates(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    """The day of the event: a date and a weekday are compatible unless the calendar says otherwise."""
    forms = {m: m.claim.terms[0] for m in mentions}
    voices: dict[str, set[int]] = defaultdict(set)
    for mention, form in forms.items():
        voices[form].add(mention.witness)
    days = [form for form in voices if not form.startswith("-W-")]
    weekdays = [form for form in voices if form.startswith("-W-")]
    ordered = sorted(
        voices,
        key=lambda f: (
            -len(voices[f] | {v for g in voices if g != f and _fits(f, g) for v in voices[g]}),
            f.startswith("-W-"),
            -len(voices[f]),
            f,
        ),
    )
    best = ordered[0]
    holding = {v for form in voices if _fits(form, best) for v in voices[form]}
    settled = settles(len(holding), mentions, settings)
    lonely = alone(mentions, settings)
    agreeing = {m.article for m, form in forms.items() if _fits(form, best)}
    judged = [LONELY if lonely else _verdict(m, forms[m], best, agreeing, settled=settled) for m in mentions]
    weekday = next((w for w in sorted(weekdays, key=lambda w: (-len(voices[w]), w)) if _fits(w, best)), "")
    fitting = (d for d in sorted(days, key=lambda d: (-len(voices[d]), d)) if _fits(d, best))
    day = best if best in days else next(fitting, "")
    return record("date", "", readable(day, weekday), mentions, judged, len(holding), settled=settled)


def _verdict(mention: Mention, form: str, best: str, agreeing: set[str], *, settled: bool) -> Verdict:
    """How a day stands to the agreed one; `agreeing` are the articles that give that somewhere."""
    if form == best:
        return "equal", None
    if _fits(form, best):
        return "compatible", "the same day by another name"
    said = mention.claim.rule == "date-said"
    if said or not settled or not _same_kind(form, best) or mention.article in agreeing:
        return "uncorroborated", "the day of a statement, or not settled"
    return "contradict", "another day than most say"


def _same_kind(one: str, other: str) -> bool:
    return one.startswith("-W") == other.startswith("-W")


def _fits(one: str, other: str) -> bool:
    if one == other:
        return True
    if one.startswith("-W-") and other.startswith("-W-"):
        return False
    if one.startswith("-W-") or other.startswith("-W-"):
        weekday, day = (one, other) if one.startswith("-W-") else (other, one)
        known = _date(day)
        return known is None or known.isoweekday() == int(weekday[3:])
    a, b = moment(one), moment(other)
    return all(x is None or y is None or x == y for x, y in zip(a[:3], b[:3], strict=True))


def _date(form: str) -> date | None:
    try:
        return date.fromisoformat(form)
    except ValueError:
        return None


def readable(day: str, weekday: str = "") -> str:
    """A day or a month as a person writes it: "Tuesday, October 22"."""
    known = moment(day) if day else Moment()
    parts = []
    if weekday:
        parts.append(_WEEKDAYS[int(weekday[3:]) - 1])
    if known.month and known.day and 1 <= known.month <= 12:
        parts.append(f"{_MONTHS[known.month - 1]} {known.day}")
    elif known.month and 1 <= known.month <= 12:
        parts.append(_MONTHS[known.month - 1])
    if known.year:
        parts.append(str(known.year))
    return ", ".join(parts)


def reports(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    """The date of each cited report: by the words before it; "recent" fits any month."""
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[mention.claim.when or ""].add(mention.witness)
    sharp = [when for when in voices if when != "~recent"]
    best = min(sharp or voices, key=lambda when: (-len(voices[when]), when))
    judged: list[Verdict] = []
    for mention in mentions:
        when = mention.claim.when or ""
        if alone(mentions, settings):
            judged.append(LONELY)
        elif when == best and len(voices[best]) > 1:
            judged.append(("equal", None))
        elif when == "~recent":
            judged.append(("compatible", "less specific"))
        else:
            judged.append(("uncorroborated", "may be another report"))
    support = len(voices[best])
    value = next(m.claim.value or "" for m in mentions if (m.claim.when or "") == best)
    settled = settles(support, mentions, settings)
    return record("date", "report", value, mentions, judged, support, settled=settled)
