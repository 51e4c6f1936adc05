"""Guards: the closed vocabulary of conditions under which an entry's match counts.

A cell of `when` or `unless` holds guards separated by `;`. A guard is a name, or `name=a|b|c` (one of these).

| guard | holds when |
|---|---|
| `case=lower`, `upper`, `capital`, `exact` | the match is written so (`exact`: letter for letter as in the lexicon) |
| `next=`, `next2=`, `prev=`, `prev2=` | the token after (two after, before, two before) is one of these |
| `sentence-start`, `line-start`, `line-end` | the match stands there (marks and bullets around it are passed over) |
| `line-only` | the line holds nothing but the match and marks |
| `line-length=1-8` | the line has so many words |
| `in-quote` | the match stands inside quotation marks |

A neighbour is written in lower case, or is one of `@number`, `@capital`, `@lower`, `@quote`, `@punct`, `@end` (nothing
more comes in its sentence or line, not even a mark). Blanks are no neighbours.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from credscore.errors import LexiconError

NEIGHBOURS = {"next": 0, "next2": 1, "prev": -1, "prev2": -2}
CASES = ("lower", "upper", "capital", "exact")
FLAGS = ("sentence-start", "line-start", "line-end", "line-only", "in-quote")
CLASSES = ("@number", "@capital", "@lower", "@quote", "@punct", "@end")
QUOTE_MARKS = frozenset(('"', "'", "“", "”", "‘", "’", "„", "«", "»", "``", "''"))
_RANGE = re.compile(r"(\d+)-(\d+)$")
_FIGURES = re.compile(r"[$£€¥₹~+-]?\d|[$£€¥₹]$")
_SPELLED_NUMBERS = re.compile(
    "(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)|(?:thir|four|fif|six|seven|eigh|nine)teen"
    "|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:hundred|thousand|million|billion|trillion|dozen)s?)$"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition: its name and the values of which one must hold (none for a plain flag)."""

    name: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}={'|'.join(self.values)}" if self.values else self.name


class Site(Protocol):
    """Where a match stands (`setting.Place`); each thing is worked out only when a guard asks.

    `term` is the form of the entry's term that matched, as the lexicon spells it.
    """

    term: str

    def text(self) -> str:
        """The match as written."""

    def neighbour(self, offset: int) -> str | None:
        """The token `offset` away (0: the next one, -1: the one before); None where the line or sentence ends."""

    def words_in_line(self) -> int:
        """How many words the line has."""

    def flag(self, name: str) -> bool:
        """Whether one of FLAGS holds."""


def parse_guards(cell: str, *, where: str = "") -> tuple[Guard, ...]:
    """The guards of a cell.

    Raises:
        LexiconError: a guard or a value outside the vocabulary, naming `where`.
    """
    guards = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        name, _, rest = part.partition("=")
        values = tuple(value.strip() for value in rest.split("|") if value.strip())
        complaint = _complaint(name, values)
        if complaint:
            raise LexiconError(
                f"guard '{part}': {complaint}.", where=where, remedy="See docs/lexicons.md for the guards."
            )
        guards.append(Guard(name, values))
    return tuple(guards)


def _complaint(name: str, values: tuple[str, ...]) -> str | None:
    if name in FLAGS:
        return "takes no value" if values else None
    if name == "line-length":
        return None if len(values) == 1 and _RANGE.match(values[0]) else "wants a range such as line-length=1-8"
    if name == "case":
        return None if values and set(values) <= set(CASES) else f"wants one of {', '.join(CASES)}"
    if name in NEIGHBOURS:
        if not values:
            return "wants at least one word"
        wrong = [v for v in values if (v.startswith("@") and v not in CLASSES) or v != v.lower()]
        return f"'{wrong[0]}' is neither lower case nor one of {', '.join(CLASSES)}" if wrong else None
    return "is not in the vocabulary"


def holds(guard: Guard, site: Site) -> bool:
    """Whether the guard holds at the site."""
    if guard.name in FLAGS:
        return site.flag(guard.name)
    if guard.name == "line-length":
        low, high = map(int, guard.values[0].split("-"))
        return low <= site.words_in_line() <= high
    if guard.name == "case":
        return any(_CASE[value](site.text(), site.term) for value in guard.values)
    word = site.neighbour(NEIGHBOURS[guard.name])
    return any(_is(word, value) for value in guard.values)


_CASE: dict[str, Callable[[str, str], bool]] = {
    "lower": lambda text, _: text == text.lower(),
    "upper": lambda text, _: text == text.upper() and text != text.lower(),
    "capital": lambda text, _: text[:1].isupper(),
    "exact": lambda text, term: text.replace("’", "'") == term.replace("’", "'"),
}


def is_number(word: str) -> bool:
    """Whether a token is a number in digits ("2,500", "$3") or words ("nine", "dozens")."""
    return bool(_FIGURES.match(word) or _SPELLED_NUMBERS.match(word.lower()))


def _is(word: str | None, value: str) -> bool:
    if word is None:
        return value == "@end"
    match value:
        case "@number":
            return is_number(word)
        case "@capital":
            return word[:1].isupper()
        case "@lower":
            return word[:1].islower()
        case "@quote":
            return word in QUOTE_MARKS
        case "@punct":
            return not any(c.isalnum() for c in word)
        case _:
            return word.lower() == value
