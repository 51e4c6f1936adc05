"""`lexicon diff`: what a change of the lexicons does to findings, scores and ranks."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import (
    Columns,
    InputFormatOption,
    Jobs,
    Model,
    Needed,
    Profile,
    RawCsv,
    ResidueChoice,
    ResidueOption,
    pipeline_options,
    reading,
)
from credscore.cli.output import Format, TableFormat, on_terminal, print_rows, show
from credscore.cli.reading import articles, nothing_scored
from credscore.records import Refusal
from credscore.tables import CRITERIA, Row

if TYPE_CHECKING:
    from credscore.pipeline import Analysed, Options
    from credscore.records import Article
    from credscore.tuning import Difference, Finding, Move

_BUILTIN = "built-in"
_FINDING = ("what", "label", "rule", "weight", "start", "end", "sentence")
_MOVE = ("before", "after", "rank_before", "rank_after", *CRITERIA)
_COLUMNS = ("change", "kind", "article", "source", *_FINDING, *_MOVE)
Side = Annotated[str, typer.Argument(metavar="DIR|built-in", help="A folder of lexicons, or built-in for none.")]


def diff(
    before: Side,
    after: Side,
    on: Needed,
    output: Format = None,
    model: Model = "fast",
    profile: Profile = "default",
    residue: ResidueOption = ResidueChoice.BALANCED,
    jobs: Jobs = 1,
    input_format: InputFormatOption = None,
    column: Columns = None,
    raw_csv: RawCsv = False,
) -> None:
    """Show what other lexicons do to articles: findings gained and lost, and each score and rank that moves."""
    from credscore.lexicon import load_lexicons
    from credscore.tuning import compare

    sides = [None if side == _BUILTIN else Path(side) for side in (before, after)]
    # A folder is given, so that no credscore.toml is looked for.
    base = pipeline_options(model, Path(), profile, residue)
    for side in sides:
        load_lexicons(side)  # what is wrong with one is said before the articles are read for the other
    source = reading(on, input_format, column)
    corpus = list(articles(source, base.settings.corpus))
    one, other = (_analysed(corpus, replace(base, lexicons=side), jobs) for side in sides)
    if not (one or other):
        raise nothing_scored(source)
    difference = compare(one, other, base.settings)
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import difference_view

        show(difference_view(_rows(difference)))
    else:
        print_rows(_rows(difference), _COLUMNS, choice, raw_csv=raw_csv)


def _analysed(corpus: "list[Article]", options: "Options", jobs: int) -> "list[Analysed]":
    from credscore.engines import run

    return [result for result in run(corpus, options, jobs) if not isinstance(result, Refusal)]


def _rows(difference: "Difference") -> list[Row]:
    found = [("lost", one) for one in difference.lost] + [("gained", one) for one in difference.gained]
    found.sort(key=lambda pair: (pair[1].article, pair[1].start, pair[1].end, pair[1].kind, pair[0] == "gained"))
    moves = (*difference.sources, *difference.articles)
    return [_finding_row(change, one) for change, one in found] + [_move_row(move) for move in moves]


def _finding_row(change: str, one: "Finding") -> Row:
    cells: Row = {name: getattr(one, name) for name in ("kind", "article", "source", *_FINDING)}
    return {"change": change, **cells, **dict.fromkeys(_MOVE)}


def _move_row(move: "Move") -> Row:
    article = move.name if move.kind == "article" else None
    cells: Row = {"change": "moved", "kind": move.kind, "article": article, "source": move.source}
    scores: Row = {name: getattr(move, name) for name in ("before", "after", "rank_before", "rank_after")}
    return {**cells, **dict.fromkeys(_FINDING), **scores, **{name: move.criteria.get(name) for name in CRITERIA}}
