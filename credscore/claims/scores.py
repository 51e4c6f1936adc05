"""How a match ended: "Norland beat Tarsk 3-1", "a 2-2 draw", "won the final 3-1"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from credscore.claims.scan import Sentence
from credscore.claims.terms import stem
from credscore.claims.words import words

_SCORE = re.compile(r"(\d{1,3})[-–](\d{1,3})$")
_WON = words("scores", "won")
_LOST = words("scores", "lost")
_DREW = words("scores", "drew")
_ASIDE = words("scores", "aside")
_NO_SIDES = words("phrases", "not_names") | words("phrases", "determiners")
_TO = frozenset({"to", "by", "against"})
_FAR = 9  # words between a score and the verb or noun that says who won
_MOST = 200  # points


class Score(NamedTuple):
    """The end of a match on the words `first`..`last`; `value` has the larger number first.

    `sides` are the last words of the names of who played, lower case; `winner` that of who won, empty where unknown.
    """

    first: int
    last: int
    value: str
    result: int
    sides: tuple[str, ...]
    winner: str

    @property
    def terms(self) -> tuple[str, ...]:
        """The sides and the winner as terms of a claim."""
        won = (f"won:{self.winner}",) if self.winner else ()
        return (*(f"side:{side}" for side in self.sides), *won)


def scores(sentence: Sentence) -> Iterator[Score]:
    """The first final score of a sentence; what stood at half-time, votes and records are none."""
    if _ASIDE & set(sentence.low):
        return
    for first, last, one, other in _pairs(sentence):
        result = _result(sentence, first, last)
        if result is None and not (sentence.capital(first - 1) and sentence.capital(last)):
            continue
        sides = _sides(sentence, first, last)
        if not sides:
            continue
        value = f"{max(one, other)}-{min(one, other)}"
        winner = "" if one == other else _winner(sentence, result, sides)
        if result is None and one != other and len(sides) == 2:
            winner = sides[0 if one > other else 1][1]
        names = tuple(dict.fromkeys(name for _, name in sides))
        yield Score(first, last, value, first if result is None else result, names, winner)
        return


def _pairs(sentence: Sentence) -> Iterator[tuple[int, int, int, int]]:
    """Two small numbers with a dash between them, in one word or three: first and last word, the numbers."""
    for index, word in enumerate(sentence.low):
        if not word[0].isdigit():
            continue
        match = _SCORE.match(word)
        if match:
            first, last, pair = index, index + 1, (int(match[1]), int(match[2]))
        elif word.isdigit() and sentence.at(index + 1) in ("-", "–") and sentence.at(index + 2).isdigit():
            first, last, pair = index, index + 3, (int(word[:4]), int(sentence.at(index + 2)[:4]))
        else:
            continue
        if max(pair) <= _MOST:
            yield first, last, *pair


def _result(sentence: Sentence, first: int, last: int) -> int | None:
    """The nearest word that says who won, or that nobody did."""
    known = _WON | _LOST | _DREW
    near = [i for i in range(max(first - _FAR, 0), min(last + _FAR, len(sentence))) if sentence.low[i] in known]
    return min(near, key=lambda i: (first - i if i < first else i - last + 1, i), default=None)


def _sides(sentence: Sentence, first: int, last: int) -> list[tuple[int, str]]:
    """The names around a score, each as where it ends and its last word: at most two."""
    found: list[tuple[int, str]] = []
    index = 0
    while index < len(sentence):
        if not sentence.capital(index) or sentence.low[index] in _NO_SIDES or first <= index < last:
            index += 1
            continue
        begin = index
        while index < len(sentence) and sentence.capital(index) and not first <= index < last:
            index += 1
        at_place = sentence.at(begin - 1) in ("at", "in", "on")
        if begin == 0 and sentence.at(index) == ",":
            continue  # "Elsewhere, Berg beat Holm"
        if not at_place and not sentence.shouted:
            found.append((index, stem(sentence.low[index - 1])))
    return found[:2]


def _winner(sentence: Sentence, result: int | None, sides: list[tuple[int, str]]) -> str:
    """Who won, by the verb: its subject, or for "lost" and "beaten by" whom it names after that."""
    if result is None or sentence.low[result] in _DREW:
        return ""
    before = [name for end, name in sides if end <= result]
    after = [name for end, name in sides if end > result]
    passive = sentence.low[result] in ("beaten", "defeated", "thrashed", "routed") and sentence.at(result - 1) in (
        "was", "were", "been", "be",
    )  # fmt: skip
    if passive or sentence.low[result] in _LOST:
        return after[-1] if after and _TO & set(sentence.low[result:]) else ""
    return before[0] if before else ""
