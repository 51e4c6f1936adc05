"""What an amount, a share or a magnitude is of: "revenue", "of the vote", "by:green party"."""

from credscore.claims.phrases import Group
from credscore.claims.scan import Sentence
from credscore.claims.terms import stem
from credscore.claims.when import MONTHS, WEEKDAYS
from credscore.claims.words import words
from credscore.lexicon import Entry
from credscore.lexicon.aliases import key

_CHANGE = words("measures", "change")
_PAST = words("measures", "past")
_NOT_SUBJECTS = words("measures", "not_subjects")
_LEADING_ELSEWHERE = words("measures", "leading_elsewhere")
_FORECAST = words("measures", "forecast")
_BEFORE, _AFTER = 14, 7


def measured(sentence: Sentence, group: Group, *, names_only: bool = False) -> tuple[tuple[str, ...], str | None]:
    """(terms, when) of an amount, a share or a magnitude; when: `~past` for an earlier period, `~forecast`, or None."""
    terms: dict[str, None] = {}
    if not names_only:
        topic = _topic(sentence, group)
        if topic:
            terms[topic] = None
        if group.kind in ("percent", "money") and sentence.at(group.first - 1) in _CHANGE:
            terms["@change"] = None
        if (
            group.kind == "percent"
            and sentence.at(group.first - 2) in _CHANGE
            and sentence.at(group.first - 1) in ("by", "about", "nearly")
        ):
            terms["@change"] = None
    if group.kind == "magnitude":
        window = sentence.low[group.first : group.last + 6]
        return (
            "aftershock" if any(word.startswith(("aftershock", "foreshock")) for word in window) else "earthquake",
        ), None
    for name in _subject(sentence, group):
        terms[f"by:{name}"] = None
    before = sentence.low[max(group.first - 3, 0) : group.first]
    when = None
    if _PAST & set(before) and "to" not in before[-1:]:
        when = "~past"
    elif _FORECAST & set(sentence.low[max(group.first - _BEFORE, 0) : group.first]):
        when = "~forecast"
    return tuple(terms), when


def _topic(sentence: Sentence, group: Group) -> str:
    """The nearest measure: right after ("of the vote", "in revenue"), else the last before."""
    for index in range(group.quantity[1], min(group.quantity[1] + _AFTER, len(sentence))):
        word = sentence.low[index]
        tag = sentence.counted.get(index)
        if tag is not None and tag.entry.cls.split(".")[0] in ("measure", "vote", "seat"):
            return _canonical(tag.entry)
        if word in (",", ";", "and", "from", "to", "while", "with", "up", "down"):
            break
    for index in range(group.first - 1, max(group.first - _BEFORE, -1), -1):
        tag = sentence.counted.get(index)
        if tag is not None and tag.entry.cls.split(".")[0] in ("measure", "vote", "seat"):
            return _canonical(tag.entry)
        if sentence.low[index] == ";":
            break
    return ""


def _canonical(entry: Entry) -> str:
    """One name for all words of one measure: sales and turnover are revenue."""
    group = entry.cls.split(".")[0]
    return group if group != "measure" else key(entry).removeprefix("measure-").replace("-", " ")


def _subject(sentence: Sentence, group: Group) -> list[str]:
    """The words of the capitalised name before the number in its clause (or after "for"), lower case."""
    last = group.first
    while last > 0:
        index = last - 1
        word = sentence.low[index]
        if word in (";", "while", "but") or group.first - index > _BEFORE + 6:
            break
        if (
            sentence.capital(index)
            and word not in _NOT_SUBJECTS
            and word not in MONTHS
            and word not in WEEKDAYS
            and index not in sentence.counted
        ):
            first = index
            while (
                first > 0
                and sentence.capital(first - 1)
                and first - 1 not in sentence.counted
                and sentence.low[first - 1] not in _NOT_SUBJECTS
            ):
                first -= 1
            if sentence.at(first - 1) in _LEADING_ELSEWHERE or (
                sentence.at(first - 1) == "the" and sentence.at(first - 2) in _LEADING_ELSEWHERE
            ):
                last = first
                continue
            return [stem(w) for w in sentence.low[first : index + 1] if w not in ("-", "party")]
        last = index
    return []
