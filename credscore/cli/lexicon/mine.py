"""`lexicon suggest`: candidates out of a corpus."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import (
    Columns,
    InputFormatOption,
    LexiconDir,
    Model,
    Needed,
    ResidueChoice,
    pipeline_options,
    reading,
)
from credscore.cli.output import Format, TableFormat, on_terminal, print_rows, show, tell
from credscore.cli.reading import articles
from credscore.tables import Row

if TYPE_CHECKING:
    from credscore.tuning import Candidate

_FOUND = ("likelihood", "count", "elsewhere", "articles", "sources")


def suggest(
    lexicon: Annotated[str, typer.Argument(metavar="LEXICON", help="residue, cues, titles, organisations or hedges.")],
    on: Needed,
    most: Annotated[int, typer.Option("--most", min=1, help="So many candidates at most.")] = 50,
    output: Format = None,
    model: Model = "fast",
    lexicons: LexiconDir = None,
    input_format: InputFormatOption = None,
    column: Columns = None,
) -> None:
    """Suggest rows out of a corpus, most likely first. As CSV they are a layer's file, each row switched off."""
    from credscore.lexicon import COLUMNS, layered
    from credscore.tuning import suggest as suggested

    options = pipeline_options(model, lexicons, "default", ResidueChoice.BALANCED)
    corpus = list(articles(reading(on, input_format, column), options.settings.corpus))
    found = suggested(lexicon, corpus, layered(options.lexicons), options, most)
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import candidates_view

        show(candidates_view([_row(candidate, row) for candidate, row in found]))
    elif choice is TableFormat.CSV:
        from credscore.lexicon.table import written

        # As the file of a layer is written: a guard against formulas would be part of the term.
        sys.stdout.write(written(COLUMNS))
        sys.stdout.writelines(written([row[column] for column in COLUMNS]) for _, row in found)
    else:
        print_rows([_row(candidate, row) for candidate, row in found], (*COLUMNS, *_FOUND), choice, raw_csv=True)
    if not found:
        tell("No candidates: the corpus is too small, or the lexicon has what it holds.")


def _row(candidate: "Candidate", row: dict[str, str]) -> Row:
    numbers: Row = {name: getattr(candidate, name) for name in _FOUND}
    return {**row, **numbers, "likelihood": round(candidate.likelihood, 1)}
