"""Lexicon files to entries: `NAME.csv` with the columns of COLUMNS, and `NAME.toml` beside it."""

import csv
import io
import tomllib
from pathlib import Path
from typing import Any, get_args

import re2

from credscore.errors import LexiconError
from credscore.lexicon.entries import COLUMNS, EXCEPTION, Entry, Lexicon, LexiconClass, Match
from credscore.lexicon.guards import parse_guards

Row = dict[str, str]


def read_rows(path: Path) -> list[tuple[int, Row]]:
    """The rows of a lexicon CSV with their line numbers; only cells that are filled are kept.

    Raises:
        LexiconError: not UTF-8, a column that is missing or unknown, a row with too many cells, a row without an id.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}.", where=str(path), remedy="Save it as UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    columns = reader.fieldnames or []
    if "id" not in columns:
        raise LexiconError("has no column 'id'.", where=str(path), remedy=f"The columns are {', '.join(COLUMNS)}.")
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise LexiconError(f"has an unknown column '{unknown[0]}'.", where=str(path), remedy=f"The columns are {', '.join(COLUMNS)}.")
    rows = []
    for cells in reader:
        where = f"{path}:{reader.line_num}"
        if "" in cells:
            raise LexiconError("has more cells than the header.", where=where, remedy='Put text with commas in "quotes".')
        row = {key: value.strip() for key, value in cells.items() if value and value.strip()}
        if not row:
            continue
        if "id" not in row:
            raise LexiconError("has no id.", where=where, remedy="Give every row an id of its own.")
        rows.append((reader.line_num, row))
    return rows


def read_head(path: Path) -> dict[str, Any]:
    """The TOML of a lexicon: name, version, language, description, licence, `[classes.NAME]`, `[sources]`."""
    try:
        head = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}.", where=str(path), remedy="Give a UTF-8 TOML file.") from None
    for key in ("name", "version", "language", "classes"):
        if key not in head:
            raise LexiconError(f"has no '{key}'.", where=str(path), remedy="It wants name, version, language and classes.")
    return head


def lexicon(head: dict[str, Any], rows: dict[str, tuple[Row, str, str]]) -> Lexicon:
    """A lexicon from its head and its merged rows: id -> (cells, where, layer)."""
    classes = {
        name: LexiconClass(float(values.get("weight", 1.0)), str(values.get("note", "")))
        for name, values in head["classes"].items()
    }
    entries = {row_id: _entry(row, where, layer, classes) for row_id, (row, where, layer) in rows.items()}
    return Lexicon(
        name=head["name"],
        version=str(head["version"]),
        language=head["language"],
        description=head.get("description", ""),
        classes=classes,
        entries=entries,
        sources=dict(head.get("sources", {})),
        licence=head.get("licence", ""),
    )


def _entry(row: Row, where: str, layer: str, classes: dict[str, LexiconClass]) -> Entry:
    def wrong(column: str, message: str, remedy: str) -> LexiconError:
        return LexiconError(f"column '{column}' of '{row['id']}': {message}.", where=where, remedy=remedy)

    for column in ("term", "match", "class"):
        if column not in row:
            raise wrong(column, "is empty", "A row of the first layer fills id, term, match and class.")
    if row["match"] not in get_args(Match):
        raise wrong("match", f"'{row['match']}' is unknown", f"Use one of {', '.join(get_args(Match))}.")
    if row["class"] not in classes and row["class"] != EXCEPTION:
        raise wrong("class", f"'{row['class']}' is unknown", f"Use one of {', '.join([*classes, EXCEPTION])}, or add it to the TOML.")
    if row.get("status", "on") not in ("on", "off"):
        raise wrong("status", f"'{row['status']}' is unknown", "Use on or off.")
    if row["match"] == "word" and " " in row["term"]:
        raise wrong("term", "has more than one word", "Use match=phrase.")
    if row["match"] == "regex":
        _compiled(row["term"], wrong)
    default = classes[row["class"]].weight if row["class"] in classes else 0.0
    try:
        weight = float(row.get("weight", default))
    except ValueError:
        raise wrong("weight", f"'{row['weight']}' is no number", "Use a number such as 0.5.") from None
    return Entry(
        id=row["id"],
        term=row["term"],
        match=row["match"],  # type: ignore[arg-type]
        cls=row["class"],
        weight=weight,
        when=parse_guards(row.get("when", ""), where=where),
        unless=parse_guards(row.get("unless", ""), where=where),
        yes=row.get("yes", ""),
        no=row.get("no", ""),
        source=row.get("source", ""),
        status=row.get("status", "on"),  # type: ignore[arg-type]
        note=row.get("note", ""),
        origin=layer,
    )


def _compiled(pattern: str, wrong: Any) -> None:
    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        raise wrong("term", f"RE2 cannot compile it: {error}", "RE2 has no look-around and no back-references.") from None
    if compiled.match(""):
        raise wrong("term", "the pattern matches the empty text", "Let it want at least one character.")
