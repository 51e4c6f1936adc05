"""Lexicon files to entries: `NAME.csv` with the columns of COLUMNS, and `NAME.toml` beside it."""

import math
import tomllib
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, cast, get_args

import re2

from credscore.errors import LexiconError
from credscore.lexicon.entries import COLUMNS, EXCEPTION, Entry, Lexicon, LexiconClass, Match, Status
from credscore.lexicon.guards import Guard, parse_guards
from credscore.lexicon.table import RecordError, records

Row = dict[str, str]
Head = dict[str, Any]
_HEAD_KEYS = ("name", "version", "language", "description", "licence", "closed", "classes", "sources")
_HEAD_NEEDED = ("name", "version", "language", "classes")
_HEAD_REMEDY = f"Its keys are {', '.join(_HEAD_KEYS)}; the first layer fills {', '.join(_HEAD_NEEDED)}."


class Placed(NamedTuple):
    """The cells of a row, merged over the layers, with file and line of the topmost row and its layer.

    `origins` is the layer that each cell comes from.
    """

    cells: Row
    where: str
    layer: str
    origins: Row


def read_rows(path: Path, text: str | None = None) -> list[tuple[int, Row]]:
    """The rows of a lexicon CSV with their line numbers; only cells that are filled are kept.

    Args:
        path: the file, named in errors.
        text: what it is to hold, where that is not what it holds now.

    Raises:
        LexiconError: not UTF-8, not CSV, a column that is missing, unknown or there twice, a row with too many cells,
            a row without an id.
    """
    if text is None:
        text = read_text(path)
    rows: list[tuple[int, Row]] = []
    columns: list[str] = []
    try:
        for record in records(text):
            if not record.cells:
                continue
            if not columns:
                columns = _columns(list(record.cells), f"{path}:{record.line}")
            else:
                rows.append((record.line, _row(columns, list(record.cells), f"{path}:{record.line}")))
    except RecordError as error:
        where, remedy = f"{path}:{error.line}", 'Put text with commas or quotes in "quotes", inner quotes doubled.'
        raise LexiconError(f"is not CSV: {error}.", where=where, remedy=remedy) from None
    if not columns:
        raise LexiconError("is empty.", where=str(path), remedy=f"Its first line is {','.join(COLUMNS)}.")
    return rows


def read_text(path: Path) -> str:
    """The text of a lexicon file as it is, line ends, byte order mark and all.

    Raises:
        LexiconError: it cannot be read or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise LexiconError(f"cannot be read: {reason}.", where=str(path), remedy="Give a file.") from None
    return decoded(data, path)


def decoded(data: bytes, path: Path) -> str:
    """The text of these bytes of a file.

    Raises:
        LexiconError: it is not UTF-8; names the line.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"{path}:{line}"
        raise LexiconError(f"is not UTF-8: {error.reason}.", where=where, remedy="Save it as UTF-8.") from None


def _columns(cells: list[str], where: str) -> list[str]:
    columns = [cell.strip() for cell in cells]
    remedy = f"The columns are {', '.join(COLUMNS)}."
    for column in columns:
        if column not in COLUMNS:
            raise LexiconError(f"has an unknown column '{column}'.", where=where, remedy=remedy)
        if columns.count(column) > 1:
            raise LexiconError(f"has the column '{column}' twice.", where=where, remedy=remedy)
    if "id" not in columns:
        raise LexiconError("has no column 'id'.", where=where, remedy=remedy)
    return columns


def _row(columns: list[str], cells: list[str], where: str) -> Row:
    if len(cells) > len(columns):
        remedy = 'Put text with commas in "quotes".'
        raise LexiconError("has more cells than the header.", where=where, remedy=remedy)
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    if "id" not in row:
        raise LexiconError("has no id.", where=where, remedy="Give every row an id of its own.")
    return row


def read_head(path: Path, below: Head | None = None) -> Head:
    """The TOML of a lexicon: name, version, language, description, licence, `[classes.NAME]`, `[sources]`.

    Args:
        path: the file; its stem is the name of the lexicon.
        below: the head of the layer below; this one's keys, classes and sources are laid over it.

    Raises:
        LexiconError: not TOML, an unknown or missing key, a name that is not the file's, a class without a number, a
            new class where the layer below is `closed`.
    """

    def wrong(message: str, remedy: str = _HEAD_REMEDY) -> NoReturn:
        raise LexiconError(message, where=str(path), remedy=remedy)

    try:
        head = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}.", where=str(path), remedy="Give a UTF-8 TOML file.") from None
    for key in head:
        if key not in _HEAD_KEYS:
            wrong(f"has an unknown key '{key}'.")
    if below:
        added = [name for name in head.get("classes", {}) if name not in below["classes"]]
        if below.get("closed") and added:
            wrong(f"adds the class '{added[0]}'.", f"The program knows only {', '.join(below['classes'])}.")
        tables = {key: {**below.get(key, {}), **head.get(key, {})} for key in ("classes", "sources")}
        head = {**below, **head, **tables}
    for key in _HEAD_NEEDED:
        if key not in head:
            wrong(f"has no '{key}'.")
    if head["name"] != path.stem:
        wrong(f"is named '{head['name']}'.", f"Let name be '{path.stem}', as the file is called.")
    for name, values in head["classes"].items():
        weight = values.get("weight", 1.0) if isinstance(values, dict) else None
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            wrong(
                f"class '{name}' has no number as its weight.", f"Write [classes.{name}] and, below it, weight = 1.0."
            )
    return head


def lexicon(head: Head, rows: dict[str, Placed]) -> Lexicon:
    """A lexicon from its head and its merged rows by id.

    Raises:
        LexiconError: a cell that is missing or wrong, with file, line and column.
    """
    classes = {
        name: LexiconClass(float(values.get("weight", 1.0)), str(values.get("note", "")))
        for name, values in head["classes"].items()
    }
    return Lexicon(
        name=head["name"],
        version=str(head["version"]),
        language=head["language"],
        description=head.get("description", ""),
        classes=classes,
        entries={row_id: _entry(placed, classes) for row_id, placed in rows.items()},
        sources=dict(head.get("sources", {})),
        licence=head.get("licence", ""),
    )


def _entry(placed: Placed, classes: dict[str, LexiconClass]) -> Entry:
    row = placed.cells

    def wrong(column: str, message: str, remedy: str) -> NoReturn:
        raise LexiconError(f"column '{column}' of '{row['id']}': {message}.", where=placed.where, remedy=remedy)

    for column in ("term", "match", "class"):
        if column not in row:
            wrong(
                column,
                "is empty",
                "A new row fills id, term, match and class; to change a row, repeat its id as it is.",
            )
    match, cls, status = row["match"], row["class"], row.get("status", "on")
    if match not in get_args(Match):
        wrong("match", f"'{match}' is unknown", f"Use one of {', '.join(get_args(Match))}.")
    if cls not in classes and cls != EXCEPTION:
        wrong("class", f"'{cls}' is unknown", f"Use one of {', '.join([*classes, EXCEPTION])}, or add it to the TOML.")
    if status not in get_args(Status):
        wrong("status", f"'{status}' is unknown", f"Use one of {', '.join(get_args(Status))}.")
    term = row["term"] if match == "regex" else " ".join(row["term"].split())
    if match == "word" and " " in term:
        wrong("term", "has more than one word", "Use match=phrase.")
    if match == "regex" and (complaint := _regex_complaint(term)):
        wrong(
            "term", complaint, "RE2 has no look-around and no back-references, and a match has at least one character."
        )
    weight = classes[cls].weight if cls in classes else 0.0
    if "weight" in row:
        try:
            weight = float(row["weight"])
        except ValueError:
            weight = math.nan
        if not (math.isfinite(weight) and weight >= 0):
            wrong("weight", f"'{row['weight']}' is no number of 0 or more", "Use a number such as 0.5.")
    when, unless = _guards(placed, "when"), _guards(placed, "unless")
    if match == "regex" and any(guard.name == "case" and "exact" in guard.values for guard in when + unless):
        wrong("when" if "exact" in row.get("when", "") else "unless", "case=exact needs a term", "Write (?i) or not.")
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


def _guards(placed: Placed, column: str) -> tuple[Guard, ...]:
    row = placed.cells
    return parse_guards(row.get(column, ""), where=f"{placed.where}: column '{column}' of '{row['id']}'")


def _regex_complaint(pattern: str) -> str | None:
    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else error
        return f"RE2 cannot compile it: {reason}"
    return "the pattern matches the empty text" if compiled.match("") else None
