"""One layer's CSV, edited as text: what is not changed stays as it was typed, down to its quotes and line ends.

`add`, `change`, `switch_off`, `switch_on` and `remove` take the text of a file and give the new text. `open_layer`
reads a file and `save` writes it: only if all lexicons load with it, and if nobody else wrote it meanwhile.
"""

import re
from collections.abc import Container, Mapping, Sequence
from itertools import count

from credscore.errors import LexiconError
from credscore.lexicon.entries import COLUMNS
from credscore.lexicon.table import BOM, Record, RecordError, records, written

ID = re.compile(r"[a-z0-9]+(?:--?[a-z0-9]+)*")  # two hyphens stand between a name and its alias
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_STATUS = "status"


def new_id(term: str, taken: Container[str]) -> str:
    """An id for a row of that term which none of `taken` is: `so-called`, `so-called-2`."""
    name = "-".join(re.findall(r"[a-z0-9]+", term.lower()))[:60].strip("-") or "row"
    return next(one for number in count(1) if (one := name if number == 1 else f"{name}-{number}") not in taken)


def add(text: str, cells: Mapping[str, str]) -> str:
    """The text with a row more, at its end; a column that the file lacks is put at the end of its header.

    Args:
        text: of the file; may be empty, and then gets a header of the columns needed.
        cells: by column, `id` among them. Empty ones count as not given. A row of an id that a layer below has too
            gives only what it changes.

    Raises:
        LexiconError: an id that stands in this file already or is not of small letters, figures and hyphens; an
            unknown column; a cell with a control character; a text that is not CSV.
    """
    given = _checked(cells)
    if not ID.fullmatch(given.get("id", "")):
        raise LexiconError(
            f"'{given.get('id', '')}' is no id.", remedy="Use small letters, figures and hyphens: my-new-row."
        )
    table = _Table(text)
    if table.find(given["id"]) is not None:
        raise LexiconError(f"the id '{given['id']}' stands here already.", remedy="Change that row, or use another id.")
    table.widen(given)
    table.append(given)
    return table.text()


def change(text: str, row: str, cells: Mapping[str, str]) -> str:
    """The text with cells of a row changed; where the file has no row of that id, with one of these cells only.

    Args:
        text: of the file.
        row: the id.
        cells: by column; an empty one empties the cell in this file, so that the layer below shows through.

    Raises:
        LexiconError: an unknown column, a new id, a cell with a control character; a text that is not CSV.
    """
    if "id" in cells and cells["id"].strip() != row:
        raise LexiconError(f"the id '{row}' cannot be changed.", remedy="Switch the row off and add one of your own.")
    table = _Table(text)
    at = table.find(row)
    if at is None:
        return add(text, {**cells, "id": row}) if any(value.strip() for value in cells.values()) else text
    checked = _checked(cells)
    table.widen(checked)
    table.replace(at, {**dict.fromkeys(cells, ""), **checked, "id": row})
    return table.text()


def switch_off(text: str, row: str) -> str:
    """The text with a row of a layer below, or of its own, switched off: a row `id, status=off`, or its status cell."""
    return change(text, row, {_STATUS: "off"})


def switch_on(text: str, row: str, *, off_below: bool = False) -> str:
    """The text with a row switched on again. What `switch_off` added is taken out again.

    Args:
        text: of the file.
        row: the id.
        off_below: the layers below have the row switched off, so that this one must say `on`.
    """
    table = _Table(text)
    at = table.find(row)
    if off_below:
        return change(text, row, {_STATUS: "on"})
    if at is None:
        return text
    if set(table.cells(at)) <= {"id", _STATUS}:
        return remove(text, row)
    return change(text, row, {_STATUS: ""})


def remove(text: str, row: str) -> str:
    """The text without a row of its own; what a layer below says of that id shows again.

    Raises:
        LexiconError: the file has no such row.
    """
    table = _Table(text)
    at = table.find(row)
    if at is None:
        raise LexiconError(f"has no row '{row}'.", remedy="A row of a layer below can be switched off.")
    table.take_out(at)
    return table.text()


def _checked(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that hold something, without the blanks around it."""
    for column, value in cells.items():
        if column not in COLUMNS:
            raise LexiconError(f"has no column '{column}'.", remedy=f"The columns are {', '.join(COLUMNS)}.")
        if _CONTROL.search(value):
            raise LexiconError(f"column '{column}' holds a control character.", remedy="Take it out.")
    return {column: value.strip() for column, value in cells.items() if value.strip()}


class _Table:
    """The records of a text, the header among them, while they are changed."""

    def __init__(self, text: str) -> None:
        try:
            self._records = list(records(text))
        except RecordError as error:
            raise LexiconError(
                f"line {error.line} is not CSV: {error}.", remedy="Mend that line by hand first."
            ) from None
        self._bom = BOM if text.startswith(BOM) else ""
        self._end = next((record.end for record in self._records if record.end), "\n")
        self._header = next((at for at, record in enumerate(self._records) if record.cells), None)
        self._columns = [] if self._header is None else [cell.strip() for cell in self._records[self._header].cells]

    def text(self) -> str:
        return "".join(record.raw for record in self._records)

    def find(self, row: str) -> int | None:
        """Which record has an id."""
        return next((at for at in self._rows() if self.cells(at).get("id") == row), None)

    def _rows(self) -> Sequence[int]:
        if self._header is None:
            return ()
        return [at for at in range(self._header + 1, len(self._records)) if self._records[at].cells]

    def cells(self, at: int) -> dict[str, str]:
        """The cells of a record that hold something, by column."""
        pairs = zip(self._columns, self._records[at].cells, strict=False)
        return {column: cell.strip() for column, cell in pairs if cell.strip()}

    def widen(self, cells: Mapping[str, str]) -> None:
        """Put the columns that are missing at the end of the header. Rows may stay shorter than it."""
        missing = [column for column in COLUMNS if column in cells and column not in self._columns]
        if self._header is None:
            self._columns = missing
            self._append(self._columns)
            self._header = len(self._records) - 1
        elif missing:
            header = self._records[self._header]
            self._columns += missing
            self._put(self._header, [*header.cells, *missing])

    def append(self, cells: Mapping[str, str]) -> None:
        """One row more, at the end."""
        self._append([cells.get(column, "") for column in self._columns])

    def _append(self, cells: Sequence[str]) -> None:
        if self._records and not self._records[-1].end:
            last = self._records[-1]
            if last.raw not in ("", BOM):
                # A file without a line end at its end stays one.
                self._records[-1] = last._replace(raw=last.raw + self._end)
                self._records.append(Record(0, written(cells, ""), tuple(cells)))
                return
            self._records.pop()
        bom = self._bom if not self._records else ""
        self._records.append(Record(0, bom + written(cells, self._end), tuple(cells)))

    def replace(self, at: int, cells: Mapping[str, str]) -> None:
        """Other cells in a record, the rest of its cells as they are."""
        old = self._records[at].cells
        new = [*old, *[""] * (len(self._columns) - len(old))]
        for index, column in enumerate(self._columns):
            if column in cells and new[index].strip() != cells[column]:
                new[index] = cells[column]
        self._put(at, new)

    def _put(self, at: int, cells: Sequence[str]) -> None:
        old = self._records[at]
        bom = self._bom if at == 0 else ""
        self._records[at] = Record(old.line, bom + written(cells, old.end), tuple(cells))

    def take_out(self, at: int) -> None:
        """One record less."""
        gone = self._records.pop(at)
        if not gone.end and at == len(self._records) and self._records:
            last = self._records[-1]
            if bare := last.raw.removesuffix(last.end):  # of a blank line nothing would be left
                self._records[-1] = last._replace(raw=bare)
