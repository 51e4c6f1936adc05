"""`lexicon list` and `lexicon show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.output import TableFormat, on_terminal, print_rows, show
from credscore.errors import InputError
from credscore.tables import Row

if TYPE_CHECKING:
    from credscore.lexicon import Entry, Lexicon

lexicon = typer.Typer(name="lexicon", help="The words behind every finding.", no_args_is_help=True)

Format = Annotated[
    TableFormat | None, typer.Option("--format", help="A table on a terminal, CSV when piped, unless you say.")
]
Folder = Annotated[
    Path | None, typer.Option("--lexicons", metavar="DIR", help="A folder of lexicon CSVs laid over the built-in ones.")
]
_LIST = ("name", "version", "language", "entries", "off", "classes", "description")
_SHOW = ("id", "term", "match", "class", "weight", "when", "unless", "status", "yes", "no", "source", "origin", "note")


@lexicon.command("list")
def list_lexicons(output: Format = None, lexicons: Folder = None) -> None:
    """List the lexicons with their number of entries."""
    from credscore.lexicon import load_lexicons

    rows = [_lexicon_row(one) for one in load_lexicons(lexicons).values()]
    _print(rows, _LIST, output)


@lexicon.command("show")
def show_lexicon(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A lexicon, or LEXICON/ENTRY for one entry.")],
    output: Format = None,
    lexicons: Folder = None,
) -> None:
    """Show the entries of a lexicon, and which layer each comes from."""
    from credscore.lexicon import load_lexicons

    table, _, entry = name.partition("/")
    found = load_lexicons(lexicons)
    if table not in found:
        raise InputError(
            f"there is no lexicon '{table}'.", where="lexicon show", remedy=f"There are {', '.join(found)}."
        )
    rows = [_entry_row(one) for one in found[table].entries.values() if entry in ("", one.id)]
    if not rows:
        raise InputError(
            f"'{table}' has no entry '{entry}'.",
            where="lexicon show",
            remedy=f"`credscore lexicon show {table}` lists them.",
        )
    _print(rows, _SHOW, output)


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


def _print(rows: list[Row], columns: tuple[str, ...], output: TableFormat | None) -> None:
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import entries_view, lexicons_view

        show((lexicons_view if columns is _LIST else entries_view)(rows))
    else:
        print_rows(rows, columns, choice, raw_csv=True)
