"""`lexicon eval`: precision and recall on gold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import LexiconDir, Model, ResidueChoice, ResidueOption, pipeline_options
from credscore.cli.output import Format, TableFormat, on_terminal, print_rows, show
from credscore.tables import Row

if TYPE_CHECKING:
    from credscore.tuning import Figures

_COLUMNS = ("level", "lexicon", "name", "precision", "recall", "found", "right", "gold", "hit")


def evaluate(
    gold: Annotated[
        Path, typer.Option("--gold", metavar="FILE", help="JSONL: articles with what a reader marked in them.")
    ],
    output: Format = None,
    model: Model = "rules",
    lexicons: LexiconDir = None,
    residue: ResidueOption = ResidueChoice.BALANCED,
) -> None:
    """Measure lexicons on gold: precision and recall of each lexicon, class and row."""
    from credscore.pipeline import Analyser
    from credscore.tuning import evaluate as figures_of
    from credscore.tuning import read_gold

    options = pipeline_options(model, lexicons, "default", residue)
    rows = [_row(one) for one in figures_of(read_gold(gold), Analyser(options))]
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import figures_view

        show(figures_view(rows))
    else:
        print_rows(rows, _COLUMNS, choice, raw_csv=True)


def _row(one: "Figures") -> Row:
    counts: Row = {name: getattr(one, name) for name in ("level", "lexicon", "name", "found", "right", "gold", "hit")}
    shares: Row = {
        name: None if value is None else round(value, 1)
        for name, value in (("precision", one.precision), ("recall", one.recall))
    }
    return counts | shares
