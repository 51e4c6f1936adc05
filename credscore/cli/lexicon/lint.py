"""`lexicon lint`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import Columns, InputFormatOption, LexiconDir, On, project_dir, reading
from credscore.cli.output import TableFormat, on_terminal, plain, print_rows, show, tell
from credscore.cli.reading import articles
from credscore.tables import Row

if TYPE_CHECKING:
    from credscore.lexicon.flaws import Flaw

_COLUMNS = ("file", "line", "lexicon", "row", "column", "check", "message", "remedy")


class LintFormat(StrEnum):
    """How findings of lint are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    GITHUB = "github"


def lint(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LEXICON]...", help="Look at these in full; else at the rows of your layers, or at all."
        ),
    ] = None,
    on: On = None,
    output: Annotated[
        LintFormat | None,
        typer.Option("--format", help="A table on a terminal, CSV when piped; github: annotations of a workflow."),
    ] = None,
    lexicons: LexiconDir = None,
    input_format: InputFormatOption = None,
    column: Columns = None,
) -> None:
    """Look for what is wrong with lexicons: file, row, column, remedy. Leaves with 1 if there is anything."""
    from credscore.settings import default_settings
    from credscore.tuning import lint as flaws_in

    corpus = articles(reading(on, input_format, column), default_settings().corpus) if on else None
    flaws = flaws_in(project_dir(lexicons), names=names or (), corpus=corpus)
    choice = output or (LintFormat.TABLE if on_terminal() else LintFormat.CSV)
    if choice is LintFormat.GITHUB:
        sys.stdout.writelines(_annotation(flaw) + "\n" for flaw in flaws)
    elif choice is LintFormat.TABLE:
        from credscore.report.terminal import flaws_view

        show(flaws_view([_row(flaw) for flaw in flaws]))
    else:
        print_rows([_row(flaw) for flaw in flaws], _COLUMNS, TableFormat(choice.value), raw_csv=False)
    if flaws:
        tell(f"credscore: {len(flaws)} finding{'s' * (len(flaws) > 1)}.")
        raise typer.Exit(1)


def _row(flaw: "Flaw") -> Row:
    return {
        "file": _shown(flaw.path),
        "line": flaw.line or None,
        "lexicon": flaw.path.stem,
        "row": flaw.row,
        "column": flaw.column,
        "check": flaw.check,
        "message": flaw.message,
        "remedy": flaw.remedy,
    }


def _shown(path: Path) -> str:
    """A path as seen from here, where it lies below: what an annotation needs."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _annotation(flaw: "Flaw") -> str:
    """A workflow command of GitHub Actions (docs.github.com, "Workflow commands": error, with file, line and title)."""
    place = {"file": _shown(flaw.path), **({"line": str(flaw.line)} if flaw.line else {})}
    title = f"{flaw.path.stem}/{flaw.row}: {flaw.check}" if flaw.row else f"{flaw.path.stem}: {flaw.check}"
    keys = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in {**place, "title": title}.items())
    return f"::error {keys}::{_escaped(f'{flaw.text} {flaw.remedy}')}"


def _escaped(text: str, also: str = "") -> str:
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return plain(text)
