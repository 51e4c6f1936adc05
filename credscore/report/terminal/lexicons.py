"""The lexicons and their entries: the words behind every finding."""

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from credscore.report.terminal.draw import Fitted, line
from credscore.tables import Row

_WIDE = 110  # from here on there is room for the guards


def lexicons_view(rows: Sequence[Row]) -> RenderableType:
    """A row a lexicon: its name, how many entries it has, what it is for, its classes."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True)
    table.add_column("lexicon", style="bold", overflow="fold")
    table.add_column("entries", justify="right", no_wrap=True)
    table.add_column("what it is for, and its classes", overflow="fold")
    for row in rows:
        off = f" ({row['off']} off)" if row["off"] else ""
        about = Group(_cell(row, "description"), _cell(row, "classes", "dim"))
        table.add_row(_cell(row, "name"), f"{row['entries']:,}{off}", about)
    return table


def entries_view(rows: Sequence[Row]) -> RenderableType:
    """The entries of a lexicon, a row each; a single one with all that is known of it."""
    return _whole(rows[0]) if len(rows) == 1 else Fitted(lambda width: _listed(rows, width))


def flaws_view(rows: Sequence[Row]) -> RenderableType:
    """What lint found: where, in which column of which row, what is wrong and what to do."""
    if not rows:
        return line("Nothing found.", "green")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True)
    table.add_column("where", overflow="fold", style="dim", ratio=3)
    table.add_column("row", overflow="fold", style="bold", ratio=2)
    table.add_column("what is wrong, and what to do", overflow="fold", ratio=6)
    table.expand = True
    for row in rows:
        place = f"{row['file']}:{row['line']}" if row["line"] else str(row["file"])
        column = f"{row['column']}: " if row["column"] else ""
        said = Group(line(f"{column}{row['message']}"), line(str(row["remedy"]), "dim"))
        table.add_row(line(place), line(str(row["row"])), said)
    return table


def _listed(rows: Sequence[Row], width: int) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("term", overflow="fold", ratio=3)
    table.add_column("class", overflow="fold", style="cyan", ratio=2)
    table.add_column("weight", justify="right", no_wrap=True)
    table.add_column("id", overflow="fold", style="dim", ratio=3)
    if width >= _WIDE:
        table.add_column("counts when, and unless", overflow="fold", style="dim", ratio=4)
    if origins := "cells" in rows[0]:
        table.add_column("from", overflow="fold", style="yellow", ratio=3)
    table.expand = True
    for row in rows:
        off = row["status"] == "off"
        term = _cell(row, "term", "dim strike" if off else "bold")
        if row["origin"] != "built-in":
            term.append(f" ({row['origin']})", style="yellow")
        guards = Text("\n").join(
            [line(f"{name} {row[name]}") for name in ("when", "unless") if row[name]] if width >= _WIDE else []
        )
        more = [*([guards] * (width >= _WIDE)), *([_cell(row, "cells")] if origins else [])]
        table.add_row(term, _cell(row, "class"), f"{row['weight']:g}", _cell(row, "id"), *more)
    note = line("`credscore lexicon show LEXICON/ID` shows one with its examples; --format csv, all of all.", "dim")
    return Group(table, note)


def _whole(row: Row) -> RenderableType:
    grid = Table.grid(Column(style="dim", no_wrap=True), Column(overflow="fold"), padding=(0, 2))
    for name, value in row.items():
        if value not in ("", None):
            grid.add_row(name, _cell(row, name, "bold" if name == "term" else ""))
    return Group(grid, Text())


def _cell(row: Row, name: str, style: str = "") -> Text:
    value = row[name]
    return line("" if value is None else f"{value:g}" if isinstance(value, float) else str(value), style)
