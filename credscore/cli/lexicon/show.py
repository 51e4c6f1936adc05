"""`lexicon list` and `lexicon show`."""

from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import LexiconDir, project_dir
from credscore.cli.output import Format, TableFormat, on_terminal, print_rows, show
from credscore.errors import InputError
from credscore.tables import Row

if TYPE_CHECKING:
    from credscore.lexicon import Entry, Lexicon
    from credscore.lexicon.read import Placed

_LIST = ("name", "version", "language", "entries", "off", "classes", "description")
_SHOW = ("id", "term", "match", "class", "weight", "when", "unless", "status", "yes", "no", "source", "origin", "note")
_ORIGIN = ("cells", "where")


def list_lexicons(output: Format = None, lexicons: LexiconDir = None) -> None:
    """List the lexicons with their number of entries."""
    from credscore.lexicon import load_lexicons

    rows = [_lexicon_row(one) for one in load_lexicons(project_dir(lexicons)).values()]
    _print(rows, _LIST, output)


def show_lexicon(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A lexicon, or LEXICON/ENTRY for one entry.")],
    origin: Annotated[
        bool, typer.Option("--origin", help="Also which layer each cell comes from, and where the row stands.")
    ] = False,
    output: Format = None,
    lexicons: LexiconDir = None,
) -> None:
    """Show the entries of a lexicon, and which layer each comes from."""
    from credscore.lexicon import layered

    table, _, entry = name.partition("/")
    layers = layered(project_dir(lexicons))
    found = layers.lexicons
    if table not in found:
        raise InputError(
            f"there is no lexicon '{table}'.", where="lexicon show", remedy=f"There are {', '.join(found)}."
        )
    rows = [
        _entry_row(one) | (_origin_row(layers.rows[table][one.id]) if origin else {})
        for one in found[table].entries.values()
        if entry in ("", one.id)
    ]
    if not rows:
        raise InputError(
            f"'{table}' has no entry '{entry}'.",
            where="lexicon show",
            remedy=f"`credscore lexicon show {table}` lists them.",
        )
    _print(rows, _SHOW + _ORIGIN if origin else _SHOW, output)


def _lexicon_row(one: "Lexicon") -> Row:
    return {
        "name": one.name,
        "version": one.version,
        "language": one.language,
        "entries": len(one.entries),
        "off": sum(entry.status == "off" for entry in one.entries.values()),
        "classes": " ".join(one.classes),
        "description": one.description,
    }


def _entry_row(entry: "Entry") -> Row:
    return {
        "id": entry.id,
        "term": entry.term,
        "match": entry.match,
        "class": entry.cls,
        "weight": entry.weight,
        "when": "; ".join(map(str, entry.when)),
        "unless": "; ".join(map(str, entry.unless)),
        "status": entry.status,
        "yes": entry.yes,
        "no": entry.no,
        "source": entry.source,
        "origin": entry.origin,
        "note": entry.note,
    }


def _origin_row(placed: "Placed") -> Row:
    """Where the topmost row stands, and the cells by layer: `built-in: term match class; project: weight`."""
    layers: dict[str, list[str]] = {}
    for column, layer in placed.origins.items():
        if column != "id":
            layers.setdefault(layer, []).append(column)
    cells = "; ".join(f"{layer}: {' '.join(columns)}" for layer, columns in layers.items())
    return {"cells": cells, "where": f"{placed.path}:{placed.line}"}


def _print(rows: list[Row], columns: tuple[str, ...], output: TableFormat | None) -> None:
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import entries_view, lexicons_view

        show((lexicons_view if columns is _LIST else entries_view)(rows))
    else:
        print_rows(rows, columns, choice, raw_csv=True)
