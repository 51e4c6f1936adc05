"""The text of a CSV as its records, each with the characters it was written in, so that one can be changed alone."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

BOM = "\ufeff"
COMMENT = "#"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"[\r\n]+$")


class Record(NamedTuple):
    """One record of a CSV.

    `line` is the number of its first line, from 1; `raw` how it is written, with its line end (and, for the first, a
    byte order mark); `cells` what it holds: empty for a comment or a blank line.
    """

    line: int
    raw: str
    cells: tuple[str, ...]

    @property
    def end(self) -> str:
        """The line end; empty for a last line without one."""
        found = _END.search(self.raw)
        return found.group() if found else ""


class RecordError(ValueError):
    """A record that is not CSV; `line` is where it begins."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def records(text: str) -> Iterator[Record]:
    """The records of a text; their `raw` joined are the text again.

    A record whose first cell begins with `#` is a comment: the line as typed, whatever quotes are in it, or what a
    spreadsheet makes of it.

    Raises:
        RecordError: a quote that is not closed, or text after a closed one.
    """
    lines = _LINE.findall(text)
    at = 0
    while at < len(lines):
        first = lines[at].removeprefix(BOM) if at == 0 else lines[at]
        if first.startswith(COMMENT):
            yield Record(at + 1, lines[at], ())
            at += 1
            continue
        if '"' not in first:  # most lines: nothing to unquote, and no cell that goes on over lines
            cells = first.rstrip("\r\n").split(",")
            yield Record(at + 1, lines[at], tuple(cells) if any(map(str.strip, cells)) else ())
            at += 1
            continue
        rest = (lines[index] for index in range(at + 1, len(lines)))
        reader = csv.reader(chain((first,), rest), strict=True)
        try:
            cells = next(reader)
        except csv.Error as error:
            raise RecordError(at + 1, str(error)) from None
        after = at + reader.line_num
        comment = bool(cells) and cells[0].startswith(COMMENT)
        blank = not any(cell.strip() for cell in cells)
        yield Record(at + 1, "".join(lines[at:after]), () if comment or blank else tuple(cells))
        at = after


def written(cells: Sequence[str], end: str = "\n") -> str:
    """Cells as one record, quoted only where they must be."""
    # csv quotes a cell with a carriage return only where its line terminator holds one.
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()[:-2] + end
