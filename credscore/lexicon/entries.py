"""What a lexicon is made of: entries with an id, in a table with a name and classes."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from credscore.lexicon.guards import Guard

Match = Literal["word", "phrase", "lemma", "regex"]
Status = Literal["on", "off"]
COLUMNS = ("id", "term", "match", "class", "weight", "when", "unless", "yes", "no", "source", "status", "note")
# The class of an entry that is no finding itself and hides the shorter matches it covers ("likely voters").
EXCEPTION = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a lexicon. `when` must all hold for a match to count, none of `unless` may.

    `yes` and `no` are examples that must and must not match; `origin` the layer the row comes from.
    """

    id: str
    term: str
    match: Match
    cls: str
    weight: float
    when: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()
    yes: str = ""
    no: str = ""
    source: str = ""
    status: Status = "on"
    note: str = ""
    origin: str = "built-in"


@dataclass(frozen=True, slots=True)
class LexiconClass:
    """A class of entries: its default weight and what it means."""

    weight: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A named table of entries by id, in file order. `ambiguous`: a term may be of several classes at once."""

    name: str
    version: str
    language: str
    description: str
    classes: dict[str, LexiconClass]
    entries: dict[str, Entry]
    sources: dict[str, str] = field(default_factory=dict)
    licence: str = ""
    ambiguous: bool = False


class Hit(NamedTuple):
    """A match: characters `start`..`end`, tokens `first`..`last` (end-exclusive), and the entry that made it."""

    start: int
    end: int
    first: int
    last: int
    entry: Entry
