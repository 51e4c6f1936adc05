"""CSV and TSV, row by row: every cell stays text, a broken row is refused and the next whole one is read again."""

import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final, Literal

from credscore.corpus.columns import Row, resolve
from credscore.corpus.hygiene import CORRUPT, Fault, has_surrogate
from credscore.corpus.streams import BROKEN, lines
from credscore.errors import InputError

Delimiter = Literal[",", "\t"]
_REPLAY: Final = 4  # lines may be read again after broken rows up to this many times the input: no input is quadratic


class _TooLong(Exception):  # noqa: N818 -- a signal through csv.reader, never seen outside
    pass


class _Feed:
    """Hands physical lines to csv.reader and remembers those of the row at hand, to put them back if it is broken."""

    def __init__(self, source: Iterator[str | None], limit: int) -> None:
        self._source, self._limit = source, limit
        self._again: list[str] = []  # lines put back, the next one last
        self._read = self._replayed = self._length = 0
        self.row: list[str] = []

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._fresh()
        if line is None:
            raise _TooLong
        self._length += len(line)
        self.row.append(line)
        if self._length > self._limit:
            raise _TooLong
        return line

    def _fresh(self) -> str | None:
        line = next(self._source)
        self._read += self._limit if line is None else len(line)
        return line

    def begin(self) -> None:
        """Forget the row before."""
        self.row, self._length = [], 0

    def put_back(self) -> None:
        """Give all lines of the row but its first a second reading, as rows of their own."""
        if self._replayed <= _REPLAY * self._read:
            self._replayed += self._length
            self._again.extend(reversed(self.row[1:]))


def _fault(error: Exception) -> Fault:
    after = "What follows up to the next whole row was taken as part of it."
    if isinstance(error, _TooLong):
        return Fault("too-long", f"The row is longer than a row may be; is a quotation mark left open? {after}")
    if "unexpected end" in str(error):
        return Fault(
            "bad-row", "A quotation mark is opened and never closed. Close it, and double those inside a cell."
        )
    return Fault("bad-row", f"The quotation marks of a cell do not match. Double those inside a quoted cell. {after}")


def _miscounted(cells: list[str], width: int) -> Fault:
    return Fault(
        "bad-row",
        f"It has {len(cells)} cells and the header {width}. Quote cells that hold the separator or line ends.",
    )


def raw_rows(
    stream: BinaryIO, head: bytes, delimiter: Delimiter, limit: int
) -> Iterator[tuple[list[str], Fault | None]]:
    """The rows of a table, the header first; a fault in place of what could not be read.

    A row with too many cells, or too few for one that runs over several lines, is broken. After a broken row the next
    that has exactly the cells of the header is taken as whole; the lines between belong to the wreck. In TSV a line
    whose quotation marks do not work out is taken as it stands, since many writers of TSV do not quote.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limit))  # one for the whole process: raised, never lowered
    feed = _Feed(lines(stream, head, "", limit), limit)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    width, wreck = 0, False
    while True:
        feed.begin()
        fault, cells = None, []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except BROKEN:
            yield [], CORRUPT
            return
        except (csv.Error, _TooLong) as error:
            fault = _fault(error)
        if fault is None and not cells:
            continue
        over_lines = len(feed.row) > 1
        if fault is None and width and (len(cells) > width or (len(cells) < width and over_lines)):
            fault = _miscounted(cells, width)
        if fault is not None and delimiter == "\t" and feed.row:
            literal = feed.row[0].rstrip("\r\n").split(delimiter)
            if len(literal) == width:
                fault, cells = None, literal
                feed.put_back()
        if wreck and (fault is not None or len(cells) != width):
            feed.put_back()
            continue
        wreck = False
        if fault is not None:
            feed.put_back()
            wreck = fault.code == "too-long" or not cells or over_lines
        width = width or len(cells)
        yield cells, fault


def table_rows(
    stream: BinaryIO, head: bytes, *, delimiter: Delimiter, columns: Mapping[str, str], where: str, limit: int
) -> Iterator[Row]:
    """The rows of a CSV or TSV under our column names, numbered from 1 below the header.

    Raises:
        InputError: at the first row, if the header cannot be read or has not the columns that are needed.
    """
    rows = raw_rows(stream, head, delimiter, limit)
    names, fault = next(rows, ([], None))
    if fault == CORRUPT:
        raise InputError("is damaged before the first row.", where=where, remedy="Fetch or pack it anew.")
    if fault is not None:
        raise InputError(f"has no header in its first line. {fault.reason}", where=where, remedy="Give a header line.")
    if has_surrogate("".join(names)):
        raise InputError("has a header that is not UTF-8 or UTF-16.", where=where, remedy="Save the file as UTF-8.")
    names = [name.strip() for name in names]
    wanted = {ours: names.index(theirs) for ours, theirs in resolve(columns, names, where).items()} if names else {}
    for number, (cells, broken) in enumerate(rows, 1):
        if broken is not None:
            yield Row(number, {}, broken)
            continue
        row = {ours: cells[place] if place < len(cells) else None for ours, place in wanted.items()}
        if any(has_surrogate(cell) for cell in row.values() if cell):
            yield Row(
                number, {}, Fault("undecodable", "The row is not in the file's encoding. Save the file as UTF-8.")
            )
        else:
            yield Row(number, row)
