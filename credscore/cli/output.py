"""Rows to stdout in the format asked for: a table on a terminal, CSV when piped."""

import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from credscore.errors import InputError
from credscore.tables import Row, to_csv
from credscore.wire import Json, dumps

if TYPE_CHECKING:
    from rich.console import RenderableType


class TableFormat(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    PARQUET = "parquet"


class CardFormat(StrEnum):
    """How cards are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    PARQUET = "parquet"
    JSON_LD = "json-ld"


class FindingFormat(StrEnum):
    """How findings are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    HTML = "html"


class StoryFormat(StrEnum):
    """How stories are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(message: str) -> str:
    """One line without control characters: a name out of somebody's file must not steer the terminal."""
    return _CONTROL.sub("\ufffd", message)


def tell(message: str) -> None:
    """Print one message to stderr."""
    typer.echo(plain(message), err=True)


def show(*renderables: "RenderableType") -> None:
    """Print to stdout by rich; colours only on a terminal."""
    from rich.console import Console

    console = Console(highlight=False)
    for renderable in renderables:
        console.print(renderable)


def print_rows(
    rows: Sequence[Row],
    columns: Sequence[str],
    choice: TableFormat,
    *,
    json_rows: Iterable[Json] | None = None,
    raw_csv: bool,
) -> None:
    """Rows as CSV, JSON, JSONL or Parquet; `json_rows` are printed instead of flat rows where JSON can hold more."""
    if choice is TableFormat.CSV:
        sys.stdout.write(to_csv(rows, columns, raw=raw_csv))
    elif choice is TableFormat.PARQUET:
        sys.stdout.buffer.write(_parquet(rows, columns))
    else:
        print_json(
            json_rows if json_rows is not None else ({c: row[c] for c in columns} for row in rows),
            lines=choice is TableFormat.JSONL,
        )


def print_json(rows: Iterable[Json], *, lines: bool) -> None:
    """JSON objects, one a line, or all as one array."""
    if lines:
        for row in rows:
            sys.stdout.write(dumps(row) + "\n")
    else:
        typer.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))


def _parquet(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    import pandas as pd

    if sys.stdout.isatty():
        raise InputError("parquet is binary.", where="--format", remedy="Send it to a file: > ranking.parquet.")
    buffer = io.BytesIO()
    try:
        pd.DataFrame([{c: row[c] for c in columns} for row in rows], columns=list(columns)).to_parquet(
            buffer, index=False
        )
    except ImportError:
        raise InputError(
            "parquet needs pyarrow.", where="--format", remedy="pip install 'credscore[parquet]'."
        ) from None
    return buffer.getvalue()


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()
