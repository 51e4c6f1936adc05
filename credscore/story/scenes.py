"""The consensus on what is no number: where it was, when it was, how people are."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from rapidfuzz.distance import JaroWinkler

from credscore.records import Consensus, Relation, Value
from credscore.settings import StorySettings
from credscore.story.moments import Moment, moment
from credscore.story.relations import Mention

_SPELLING = 0.93
_OPPOSED = {"n": "s", "s": "n", "e": "w", "w": "e"}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def scene(slot: str, mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """The claims of slot place, date or condition of a story."""
    if slot == "place":
        return [places(mentions, settings)]
    if slot == "date":
        reports = [m for m in mentions if m.claim.rule == "date-report"]
        events = [m for m in mentions if m.claim.rule != "date-report"]
        return [*([dates(events, settings)] if events else []), *_reports(reports, settings)]
    return [conditions(mentions, settings)]


def _record(
    slot: str,
    about: str,
    value: str,
    mentions: Sequence[Mention],
    judged: Sequence[tuple[Relation, str | None]],
    support: int,
    settled: bool,
) -> Consensus:
    values = tuple(
        Value(
            m.article,
            None,
            None,
            relation,
            m.claim.start,
            m.claim.end,
            m.claim.place,
            m.claim.value,
            m.claim.text,
            reason,
        )
        for m, (relation, reason) in zip(mentions, judged, strict=True)
    )
    return Consensus(slot, about, None, None, value, support, len({m.witness for m in mentions}), settled, values)


def _alone(mentions: Sequence[Mention], settings: StorySettings) -> bool:
    return len({m.witness for m in mentions}) < settings.min_witnesses


_LONELY: tuple[Relation, str | None] = ("uncorroborated", "nobody else says anything on it")


# ---- places


def _terms(mention: Mention, prefix: str) -> list[str]:
    return [term[len(prefix) :] for term in mention.claim.terms if term.startswith(prefix)]


def _name(mention: Mention) -> str:
    return next(iter(_terms(mention, "name:")), "")


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and JaroWinkler.similarity(one, other) >= _SPELLING)


def places(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    """Where the event was: the name most voices give; a direction that conflicts with theirs is a contradiction."""
    containers = {name for m in mentions for name in _terms(m, "in:")}
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[_name(mention)].add(mention.witness)
    names = sorted((n for n in voices if n), key=lambda n: (n in containers, -len(voices[n]), n)) or sorted(voices)
    best = max(names, key=lambda n: (n not in containers and len(voices[n]) > 1, len(voices[n]), -names.index(n)))
    holding = [m for m in mentions if _same_name(_name(m), best)]
    support = len({m.witness for m in holding})
    settled = support >= settings.min_witnesses and support > settings.majority * len({m.witness for m in mentions})
    spelled = Counter(_spelled(m) for m in holding)
    value = min(spelled, key=lambda text: (-spelled[text], len(text), text))
    about = {name for m in holding for name in _terms(m, "in:")}
    directions = _directions(holding)
    judged: list[tuple[Relation, str | None]] = []
    for mention in mentions:
        if _alone(mentions, settings):
            judged.append(_LONELY)
        elif _same_name(_name(mention), best):
            judged.append(_same_place(mention, best, directions, settled))
        else:
            judged.append(
                _other_place(mention, about | ({best} if best in containers else set()), directions, settled, settings)
            )
    return _record("place", "", value, mentions, judged, support, settled)


def _spelled(mention: Mention) -> str:
    """The name as written, without directions and what it lies in."""
    words = (mention.claim.value or "").replace("’s", "").split()
    core = _name(mention).split()
    kept = [
        word
        for word in words
        if word.lower().rstrip("s,.") in core or word.lower().strip(",.") in core or word[:1].isupper()
    ]
    stop = next(
        (i for i, word in enumerate(words) if word.lower() in ("south", "north", "east", "west", "of")), len(words)
    )
    return " ".join(word for word in words[:stop] if word in kept) or mention.claim.value or ""


def _directions(mentions: Sequence[Mention]) -> dict[str, set[int]]:
    """Direction -> the voices that give it, of the place itself or of what it lies in."""
    found: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        for direction in (*_terms(mention, "dir:"), *_terms(mention, "indir:")):
            found[direction].add(mention.witness)
    return found


def _conflict(one: str, other: str) -> bool:
    """Whether two directions exclude each other: opposed, or centre and edge."""
    if "c" in (one, other):
        return one != other
    return any(_OPPOSED[letter] in other for letter in one)


def _same_place(
    mention: Mention, best: str, directions: dict[str, set[int]], settled: bool
) -> tuple[Relation, str | None]:
    for direction in _terms(mention, "dir:"):
        against = {voice for other, who in directions.items() if _conflict(direction, other) for voice in who} - {
            mention.witness
        }
        if settled and len(against) > 1 and len(directions[direction]) == 1:
            return "contradict", "another part of the place than the others say"
    return ("equal", None) if _name(mention) == best else ("variant", "another spelling")


def _other_place(
    mention: Mention, about: set[str], directions: dict[str, set[int]], settled: bool, settings: StorySettings
) -> tuple[Relation, str | None]:
    """A place of another name: a container with a direction can conflict, all else is less specific or unknown."""
    if _name(mention) in about:
        for direction in _terms(mention, "dir:"):
            against = {voice for other, who in directions.items() if _conflict(direction, other) for voice in who} - {
                mention.witness
            }
            if settled and len(against) >= settings.min_witnesses:
                return "contradict", "a direction that conflicts with what the others say"
        return "compatible", "less specific"
    if set(_terms(mention, "in:")) & about:
        return "compatible", "another place in the same region"
    return "uncorroborated", "a place that nobody else names"


# ---- dates


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
    everyone = {m.witness for m in mentions}
    settled = len(holding) >= settings.min_witnesses and len(holding) > settings.majority * len(everyone)
    judged: list[tuple[Relation, str | None]] = []
    for mention in mentions:
        form = forms[mention]
        if _alone(mentions, settings):
            judged.append(_LONELY)
        elif form == best:
            judged.append(("equal", None))
        elif _fits(form, best):
            judged.append(("compatible", "the same day by another name"))
        elif (
            mention.claim.rule == "date-said"
            or not settled
            or not _same_kind(form, best)
            or any(_fits(f, best) for m, f in forms.items() if m.article == mention.article)
        ):
            judged.append(("uncorroborated", "the day of a statement, or not settled"))
        else:
            judged.append(("contradict", "another day than most say"))
    weekday = next((w for w in sorted(weekdays, key=lambda w: (-len(voices[w]), w)) if _fits(w, best)), "")
    day = (
        best
        if best in days
        else next((d for d in sorted(days, key=lambda d: (-len(voices[d]), d)) if _fits(d, best)), "")
    )
    return _record("date", "", _readable(day, weekday), mentions, judged, len(holding), settled)


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


def _readable(day: str, weekday: str) -> str:
    known = moment(day) if day else Moment()
    parts = []
    if weekday:
        parts.append(_WEEKDAYS[int(weekday[3:]) - 1])
    if known.month and known.day and 1 <= known.month <= 12:
        parts.append(f"{_MONTHS[known.month - 1]} {known.day}")
    if known.year:
        parts.append(str(known.year))
    return ", ".join(parts)


def _reports(mentions: Sequence[Mention], settings: StorySettings) -> list[Consensus]:
    """The date of each cited report: by the words before it; "recent" fits any month."""
    if not mentions:
        return []
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[mention.claim.when or ""].add(mention.witness)
    sharp = [when for when in voices if when != "~recent"]
    best = min(sharp or voices, key=lambda when: (-len(voices[when]), when))
    judged: list[tuple[Relation, str | None]] = []
    for mention in mentions:
        when = mention.claim.when or ""
        if _alone(mentions, settings):
            judged.append(_LONELY)
        elif when == best and len(voices[best]) > 1:
            judged.append(("equal", None))
        elif when == "~recent":
            judged.append(("compatible", "less specific"))
        else:
            judged.append(("uncorroborated", "may be another report"))
    support, everyone = len(voices[best]), {m.witness for m in mentions}
    value = next(m.claim.value or "" for m in mentions if (m.claim.when or "") == best)
    settled = support >= settings.min_witnesses and support > settings.majority * len(everyone)
    return [_record("date", "report", value, mentions, judged, support, settled)]


# ---- conditions


def conditions(mentions: Sequence[Mention], settings: StorySettings) -> Consensus:
    """How the injured are: another condition is a variant, since people differ and conditions change."""
    voices: dict[str, set[int]] = defaultdict(set)
    for mention in mentions:
        voices[mention.claim.value or ""].add(mention.witness)
    best = min(voices, key=lambda value: (-len(voices[value]), value))
    judged: list[tuple[Relation, str | None]] = [
        _LONELY
        if _alone(mentions, settings)
        else ("equal", None)
        if m.claim.value == best
        else ("variant", "others, or at another time")
        for m in mentions
    ]
    support, everyone = len(voices[best]), {m.witness for m in mentions}
    settled = support >= settings.min_witnesses and support > settings.majority * len(everyone)
    return _record("condition", "", best, mentions, judged, support, settled)
