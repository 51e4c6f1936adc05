"""Lexicon files to entries: `NAME.csv` with the columns of COLUMNS, and `NAME.toml` beside it (`heads`)."""

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, cast, get_args

import re2

from credscore.errors import LexiconError
from credscore.lexicon.entries import COLUMNS, EXCEPTION, Entry, LexiconClass, Match, Status
from credscore.lexicon.flaws import Flaw, Tell
from credscore.lexicon.guards import Guard, parse_guards
from credscore.lexicon.patterns import compiled_pattern
from credscore.lexicon.table import RecordError, records

Row = dict[str, str]
_NEEDED = ["term", "match", "class"]
_MATCHES, _STATES = get_args(Match), get_args(Status)
_COLUMNS = f"The columns are {', '.join(COLUMNS)}."


class Placed(NamedTuple):
    """The cells of a row, merged over the layers, with file and line of the topmost row and its layer.

    `origins` is the layer that each cell comes from; `below` the row as the layers below have it.
    """

    cells: Row
    path: Path
    line: int
    layer: str
    origins: Row
    below: "Placed | None" = None


def read_rows(path: Path, tell: Tell, text: str | None = None) -> list[tuple[int, Row]]:
    """The rows of a lexicon CSV with their line numbers; only cells that are filled are kept.

    Args:
        path: the file.
        tell: is told of a file that is not UTF-8 or not CSV, of a column that is missing, unknown or there twice, of a
            row with too many cells, without an id, or of an id that stands above already.
        text: what it is to hold, where that is not what it holds now.
    """
    if text is None:
        text = read_text(path, tell)
    if text is None:
        return []
    rows: list[tuple[int, Row]] = []
    seen: set[str] = set()
    columns: list[str] = []
    try:
        for record in records(text):
            if not record.cells:
                continue
            if not columns:
                columns = _columns(record.cells, path, record.line, tell)
                if "id" not in columns:
                    return []
            elif row := _row(columns, record.cells, path, record.line, seen, tell):
                rows.append((record.line, row))
    except RecordError as error:
        remedy = 'Put text with commas or quotes in "quotes", inner quotes doubled.'
        tell(Flaw("csv", path, error.line, "", "", f"is not CSV: {error}", remedy))
        return rows
    if not columns:
        tell(Flaw("csv", path, 0, "", "", "is empty", f"Its first line is {','.join(COLUMNS)}."))
    return rows


def read_text(path: Path, tell: Tell) -> str | None:
    """The text of a lexicon file as it is, line ends, byte order mark and all; None where it cannot be read."""
    try:
        return decoded(path.read_bytes(), path, tell)
    except OSError as error:
        tell(Flaw("file", path, 0, "", "", f"cannot be read: {error.strerror or error}", "Give a file."))
        return None


def decoded(data: bytes, path: Path, tell: Tell) -> str | None:
    """The text of these bytes of a file; None where they are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        tell(Flaw("encoding", path, line, "", "", f"is not UTF-8: {error.reason}", "Save it as UTF-8."))
        return None


def _columns(cells: tuple[str, ...], path: Path, line: int, tell: Tell) -> list[str]:
    """The names of the columns; empty for one that is not to be read."""

    def wrong(column: str, message: str) -> None:
        tell(Flaw("columns", path, line, "", column, message, _COLUMNS))

    columns: list[str] = []
    for sign in ";\t" if len(cells) == 1 else "":
        if "id" in cells[0].split(sign) and sign in cells[0]:
            name = "semicolons" if sign == ";" else "tabs"
            remedy = "Save it from the spreadsheet as CSV with commas."
            tell(Flaw("csv", path, line, "", "", f"has {name} between its cells", remedy))
            return []
    for cell in cells:
        column = cell.strip()
        if column not in COLUMNS:
            wrong(column, f"has an unknown column '{column}'" if column else "has a column without a name")
        elif column in columns:
            wrong(column, f"has the column '{column}' twice")
        columns.append(column if column in COLUMNS and column not in columns else "")
    if "id" not in columns:
        wrong("id", "has no column 'id'")
    return columns


def _row(columns: list[str], cells: tuple[str, ...], path: Path, line: int, seen: set[str], tell: Tell) -> Row | None:
    row = {c: kept for c, cell in zip(columns, cells, strict=False) if c and (kept := cell.strip())}
    name = row.get("id", "")
    if not name:
        tell(Flaw("id", path, line, "", "id", "has no id", "Give every row an id of its own."))
        return None
    if len(cells) > len(columns):
        tell(Flaw("csv", path, line, name, "", "has more cells than the header", 'Put text with commas in "quotes".'))
        return None
    if name in seen:
        message = f"the id '{name}' stands twice"
        tell(Flaw("id", path, line, "", "id", message, "Give every row an id of its own."))
        return None
    seen.add(name)
    return row


def read_entry(placed: Placed, classes: Mapping[str, LexiconClass], tell: Tell) -> Entry | None:
    """The entry of a merged row; None where a cell is missing or wrong, of which `tell` is told."""
    row = placed.cells
    flaws: list[Flaw] = []

    def wrong(column: str, message: str, remedy: str) -> None:
        flaws.append(Flaw(column, placed.path, placed.line, row["id"], column, message, remedy))

    remedy = "A new row fills id, term, match and class; to change a row, repeat its id as it is."
    missing = [column for column in _NEEDED if column not in row]
    if missing == _NEEDED:
        wrong("id", "no layer below has such a row", remedy)
    for column in missing if missing != _NEEDED else ():
        wrong(column, "is empty", remedy)
    match, cls, status = row.get("match", "phrase"), row.get("class", EXCEPTION), row.get("status", "on")
    if match not in _MATCHES:
        wrong("match", f"'{match}' is unknown", f"Use one of {', '.join(_MATCHES)}.")
    if cls not in classes and cls != EXCEPTION:
        wrong("class", f"'{cls}' is unknown", f"Use one of {', '.join([*classes, EXCEPTION])}, or add it to the TOML.")
    if status not in _STATES:
        wrong("status", f"'{status}' is unknown", f"Use one of {', '.join(_STATES)}.")
    term = row.get("term", "")
    if match != "regex":
        term = " ".join(term.split())
    if match == "word" and " " in term:
        wrong("term", "has more than one word", "Use match=phrase.")
    if match == "regex" and (complaint := _regex_complaint(term)):
        remedy = "RE2 has no look-around and no back-references, and a match has at least one character."
        wrong("term", complaint, remedy)
    weight = classes[cls].weight if cls in classes else 0.0
    if "weight" in row:
        weight = _number(row["weight"])
        if not (math.isfinite(weight) and weight >= 0):
            wrong("weight", f"'{row['weight']}' is no number of 0 or more", "Use a number such as 0.5.")
    when, unless = (_guards(row, column, wrong) for column in ("when", "unless"))
    for flaw in flaws:
        tell(flaw)
    if flaws:
        return None
    return Entry(
        id=row["id"],
        term=term,
        match=cast("Match", match),
        cls=cls,
        weight=weight,
        when=when,
        unless=unless,
        yes=row.get("yes", ""),
        no=row.get("no", ""),
        source=row.get("source", ""),
        status=cast("Status", status),
        note=row.get("note", ""),
        origin=placed.layer,
    )


def trial_entry(cells: Row) -> Entry:
    """An entry of no lexicon, of a term with its match and guards alone, to see what it would match.

    Raises:
        LexiconError: a cell that is wrong; names the column.
    """
    row = {"id": "tried", "class": EXCEPTION} | {column: cell for column, cell in cells.items() if cell}

    def tell(flaw: Flaw) -> None:
        raise LexiconError(f"{flaw.message}.", where=flaw.column, remedy=flaw.remedy)

    entry = read_entry(Placed(row, Path(), 0, "tried", {}), {}, tell)
    if entry is None:
        raise LexiconError("is no entry.")
    return entry


def _guards(row: Row, column: str, wrong: Callable[[str, str, str], None]) -> tuple[Guard, ...]:
    cell = row.get(column)
    if not cell:
        return ()
    try:
        guards = parse_guards(cell)
    except LexiconError as error:
        wrong(column, error.message.rstrip("."), error.remedy)
        return ()
    if row.get("match") == "regex" and any(guard.name == "case" and "exact" in guard.values for guard in guards):
        wrong(column, "case=exact needs a term", "Write (?i) or not.")
    return guards


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _regex_complaint(pattern: str) -> str | None:
    try:
        compiled = compiled_pattern(pattern)
    except re2.error as error:
        reason = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else error
        return f"RE2 cannot compile it: {reason}"
    return "the pattern matches the empty text" if compiled.match("") else None
