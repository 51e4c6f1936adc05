"""What can be wrong with a lexicon: one record a flaw. Reading stops at the first; lint collects them all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from credscore.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a lexicon file.

    `check` names what was looked at (`example-yes`, `duplicate`); `line` is the line of the file from 1, 0 for the file
    as a whole; `row` the id of the entry and `column` the name of the column, empty where there is none; `message` says
    what is wrong, `remedy` what to do.
    """

    check: str
    path: Path
    line: int
    row: str
    column: str
    message: str
    remedy: str

    @property
    def where(self) -> str:
        """The file, and the line if there is one."""
        return f"{self.path}:{self.line}" if self.line else str(self.path)

    @property
    def text(self) -> str:
        """The message with column and row."""
        if self.column and self.row:
            return f"column '{self.column}' of '{self.row}': {self.message}."
        return f"'{self.row}': {self.message}." if self.row else f"{self.message}."


Tell = Callable[[Flaw], None]


def refuse(flaw: Flaw) -> NoReturn:
    """Take no flaw at all.

    Raises:
        LexiconError: always.
    """
    raise LexiconError(flaw.text, where=flaw.where, remedy=flaw.remedy)
