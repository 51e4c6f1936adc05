"""Number expressions: "nine", "at least seven", "between 1,500 to 3,000", "$4.2bn", "52.3 percent", as intervals."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.words import words

Kind = Literal["number", "money", "percent", "points", "magnitude", "zero"]

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(k|m|mn|bn|tn|b)?$", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[-–—](\d{1,3}(?:,\d{3})+|\d+)$")
_SUFFIX = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_GLUED = re.compile(r"(?:magnitude-(\d\.\d)|(\d\.\d)-magnitude)$")
_MAGNITUDES = frozenset({"magnitude", "measuring", "measured", "strength", "m", "mw"})
_CONNECTORS = frozenset({"to", "-", "–", "—", "and", "or"})
# A number after one of these names something and counts nothing.
_NAMING = words("numbers", "naming")
_EMERGENCY = words("numbers", "emergency")
# "A father of four" is one.
_PARENTS = words("numbers", "parents")
_MONTHS = words("numbers", "months")
# "The one injured", "no one", "each one": a pronoun.
_POINTING = words("numbers", "pointing")
_AFTER_NO_COUNT = words("numbers", "after_no_count")
_JUNIOR = frozenset({"jr", "sr"})
_BOUNDS = ("least", "above", "most", "below", "about")


class Quantity(NamedTuple):
    """A number expression on the words `first`..`last`: an interval (None: open), and what kind of number it is."""

    first: int
    last: int
    low: float | None
    high: float | None
    exact: bool
    kind: Kind
    unit: str = ""


class _Number(NamedTuple):
    last: int
    low: float
    high: float | None
    kind: Kind = "number"
    unit: str = ""


def quantities(sentence: Sentence, largest: float) -> list[Quantity]:
    """The number expressions of a sentence from left to right.

    Ages, years, dates, times, durations, lengths, calibres, addresses, route numbers and ordinals are left out.
    """
    found: list[Quantity] = []
    after, marked = 0, sentence.quantities
    for index in [at for at, word in enumerate(sentence.low) if at in marked or _starts_number(word)]:
        quantity = _quantity(sentence, index) if index >= after else None
        if quantity is None:
            continue
        if max(quantity.low or 0, quantity.high or 0) <= largest and _counts(sentence, quantity):
            found.append(quantity)
        after = quantity.last
    return found


def _quantity(sentence: Sentence, index: int) -> Quantity | None:
    tag = sentence.quantities.get(index)
    bound, place = "", index
    while tag is not None and tag.entry.cls in _BOUNDS:
        bound, place = tag.entry.cls if bound in ("", "about") else bound, tag.last
        tag = sentence.quantities.get(place)
    if sentence.at(place) in ("a", "the") and bound and _number(sentence, place + 1):
        place += 1
    if sentence.at(place) == "between" or (sentence.at(place) == "from" and bound):
        place += 1
    number = _number(sentence, place) if place < len(sentence) else None
    if number is None:
        return None
    ranged = _ranged(sentence, number)
    if ranged is not None:
        number = ranged
    elif sentence.at(place - 1) == "between":
        return None
    low: float | None = number.low
    high, exact, last = number.high, bound != "about", number.last
    after = sentence.quantities.get(last)
    if after is not None and after.entry.cls == "after-least":
        bound, last = "least", after.last
    elif sentence.at(last) == "+":
        bound, last = "least", last + 1
    if bound in ("least", "above"):
        high = None
    elif bound in ("most", "below"):
        low = None
        high = number.low if number.high is None else number.high
    return Quantity(index, last, low, high, exact, number.kind, number.unit)


@lru_cache(20_000)
def _starts_number(word: str) -> bool:
    return word[0].isdigit() or word == "between" or word.startswith("magnitude-")


def _number(sentence: Sentence, index: int) -> _Number | None:
    """One number at `index`, with its unit of money, percent or magnitude."""
    if index >= len(sentence):
        return None
    tag = sentence.quantities.get(index)
    if tag is not None and tag.entry.cls == "unit.currency":
        number = _plain(sentence, tag.last)
        if number is None:
            return None
        return number._replace(kind="money", unit=sentence.low[index])
    number = _plain(sentence, index)
    if number is None or number.kind != "number":
        return number
    after = sentence.quantities.get(number.last)
    if after is not None:
        if after.entry.cls == "unit.money":
            return number._replace(last=after.last, kind="money", unit=after.entry.term.rstrip("s"))
        if after.entry.cls == "unit.percent":
            return number._replace(last=after.last, kind="percent")
        if after.entry.cls == "unit.points":
            return number._replace(last=after.last, kind="points")
    if number.low <= 10 and _of_magnitude(sentence, index, number.last):
        return number._replace(kind="magnitude")
    return number


def _of_magnitude(sentence: Sentence, first: int, last: int) -> bool:
    before, before2 = sentence.at(first - 1), sentence.at(first - 2)
    if before in _MAGNITUDES and before not in ("m", "measuring", "measured"):
        return True
    if before2 in _MAGNITUDES and before in ("of", "-", "at", "a"):
        return before2 != "m"
    after = (sentence.at(last), sentence.at(last + 1), sentence.at(last + 2), sentence.at(last + 3))
    return "magnitude" in after[:2] or "richter" in after


def _plain(sentence: Sentence, index: int) -> _Number | None:
    """A number in digits or words at `index`, without its unit."""
    if index >= len(sentence):
        return None
    word = sentence.low[index]
    glued = _GLUED.match(word)
    if glued:
        value = float(glued[1] or glued[2])
        return _Number(index + 1, value, value, "magnitude")
    ranged = _RANGE.match(word)
    if ranged:
        low, high = (float(part.replace(",", "")) for part in ranged.groups())
        return _Number(index + 1, low, high) if low < high else None
    tag = sentence.quantities.get(index)
    digits = _DIGITS.match(word)
    if digits:
        value = float(digits[1].replace(",", "") + (digits[2] or "")) * _SUFFIX.get((digits[3] or "").lower(), 1)
        return _multiplied(sentence, _Number(index + 1, value, value))
    if tag is None:
        return None
    weight = tag.entry.weight
    match tag.entry.cls:
        case "vague":
            return _Number(tag.last, weight, None)
        case "zero":
            return _Number(tag.last, 0, 0, "zero")
        case "number":
            return _multiplied(sentence, _spelled(sentence, tag.last, weight))
        case _:
            return None


def _spelled(sentence: Sentence, last: int, value: float) -> _Number:
    """The rest of a spelled number: "twenty-five", "forty two"."""
    if 20 <= value < 100:
        gap = 1 if sentence.at(last) == "-" else 0
        tag = sentence.quantities.get(last + gap)
        if tag is not None and tag.entry.cls == "number" and tag.entry.weight < 10 and tag.last == last + gap + 1:
            return _Number(tag.last, value + tag.entry.weight, value + tag.entry.weight)
    return _Number(last, value, value)


def _multiplied(sentence: Sentence, number: _Number) -> _Number:
    """Multipliers after a number, and what follows them: "two hundred and ten", "1.2 million"."""
    total, current, last = 0.0, number.low, number.last
    while True:
        tag = sentence.quantities.get(last)
        if tag is not None and tag.entry.cls == "multiplier":
            current *= tag.entry.weight
            last = tag.last
            if tag.entry.weight >= 1000:
                total, current = total + current, 0.0
            continue
        if tag is None and sentence.at(last) == "and" and last > number.last:
            tag = sentence.quantities.get(last + 1)
            gap = 1
        else:
            gap = 0
        if last > number.last and tag is not None and tag.entry.cls == "number" and tag.entry.weight < 100:
            rest = _spelled(sentence, last + gap + 1, tag.entry.weight)
            current, last = current + rest.low, rest.last
            continue
        value = round(total + current, 6)
        return _Number(last, value, value)


def _ranged(sentence: Sentence, number: _Number) -> _Number | None:
    """The range that begins with `number`: "1,500 to 3,000", "1,500-3,000", "between 10 and 15", "two or three"."""
    word = sentence.at(number.last)
    if word not in _CONNECTORS or number.high is None:
        return None
    between = "between" in (sentence.at(number.last - 2), sentence.at(number.last - 3), sentence.at(number.last - 4))
    if word == "and" and not between:
        return None
    second = _number(sentence, number.last + 1)
    if second is None or second.high is None or "zero" in (number.kind, second.kind):
        return None
    if number.kind not in (second.kind, "number"):
        return None
    low = number.low
    for magnitude in (1e9, 1e6):
        if second.low >= magnitude > low and low < second.low / magnitude:
            low *= magnitude  # "2 to 3 million": the first number borrows the magnitude of the second
            break
    if low < second.low and (word != "or" or second.low - low <= 1):
        return second._replace(low=low, unit=second.unit or number.unit)
    return None


def _counts(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether the number says how many or how much: not an age, a year, a date, a time, a length, a name."""
    first, last = quantity.first, quantity.last
    if quantity.kind not in ("number", "zero"):
        return True
    word, before, after = sentence.low[last - 1], sentence.at(first - 1), sentence.at(last)
    if _unit_follows(sentence, last):
        return False
    if before in _MONTHS or (after in _MONTHS and quantity.low is not None and quantity.low <= 31):
        return False
    if (
        (last - first == 1 and word in _EMERGENCY)
        or before in _NAMING
        or before in ("aged", "age", "ages", ".", "/", "#")
        or (before == ":" and sentence.glued(first - 1))  # "9:30"; "Police: 3 dead" counts
        or (before == "of" and sentence.at(first - 2) in _PARENTS)
    ):
        return False
    if _labelled(sentence, first) or (before == "of" and _labelled(sentence, first - 2)):
        return False
    if _an_address(sentence, quantity) or (word == "one" and before in _POINTING and last not in sentence.counted):
        return False
    if after in _AFTER_NO_COUNT:
        return False
    if after == "-" and sentence.glued(last) and sentence.at(last + 1)[:1].isalnum():
        return sentence.at(last + 1) == "magnitude"
    if before == "-" and sentence.glued(first - 1) and sentence.at(first - 2)[-1:].isalnum():
        return False
    if word.isdigit() and len(word) == 4 and 1800 <= int(word) <= 2100 and last - first == 1:
        return _countable_after(sentence, last) and last not in sentence.predicates
    return not _an_age(sentence, quantity)


def _labelled(sentence: Sentence, first: int) -> bool:
    """Whether a word that numbers things stands before: "flight 9", "image 7 of 14"."""
    tag = sentence.quantities.get(first - 1)
    return tag is not None and tag.entry.cls == "label"


def _an_address(sentence: Sentence, quantity: Quantity) -> bool:
    """A house number: "at 7050 Old State Road"."""
    first, last = quantity.first, quantity.last
    digits = sentence.low[last - 1].isdigit() and last - first == 1
    return digits and sentence.at(first - 1) == "at" and sentence.capital(last) and last not in sentence.counted


def _unit_follows(sentence: Sentence, last: int) -> bool:
    for index in (last, last + 1 if sentence.at(last) in ("-", "more", "other", "consecutive", "straight") else last):
        tag = sentence.quantities.get(index)
        if tag is not None and tag.entry.cls in ("unit.time", "unit.measure", "unit.points"):
            return index not in sentence.predicates  # "four shot" is no measure
    return False


def _countable_after(sentence: Sentence, last: int) -> bool:
    tag = sentence.counted.get(last) or sentence.counted.get(last + 1)
    return tag is not None and tag.entry.cls.endswith(".many")


def _an_age(sentence: Sentence, quantity: Quantity) -> bool:
    """A bare number between commas after a name: "John Smith, 34, was"."""
    first, last = quantity.first, quantity.last
    if last - first != 1 or not sentence.low[first].isdigit() or not 0 < (quantity.low or 0) < 110:
        return False
    if sentence.at(last) in ("'s", "’s", "s"):
        return True
    before = first - 3 if sentence.at(first - 2) == "." and sentence.at(first - 3) in _JUNIOR else first - 2
    opened = sentence.at(first - 1) in (",", "(") and sentence.at(before)[:1].isalnum()
    closed = sentence.at(last) in (",", ")", ".", ";", "and", "") or last >= len(sentence)
    named = (
        sentence.capital(first - 1)
        and first > 1
        and (first - 1) not in sentence.predicates
        and last not in sentence.counted
    )
    if named and sentence.at(last) in (",", ")", "."):
        return True
    return opened and closed
