"""`score`, `rank` and `report`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import (
    Columns,
    InputFormatOption,
    Inputs,
    Jobs,
    LexiconDir,
    Model,
    Profile,
    RawCsv,
    ResidueChoice,
    ResidueOption,
    pipeline_options,
    reading,
)
from credscore.cli.output import CardFormat, Format, TableFormat, on_terminal, print_json, print_rows, show, tell
from credscore.cli.reading import nothing_scored, results
from credscore.errors import InputError
from credscore.records import Evidence
from credscore.tables import ARTICLE_COLUMNS, SOURCE_COLUMNS, article_row, source_row
from credscore.wire import card_json

if TYPE_CHECKING:
    from credscore.store import RunFolder


def score(
    inputs: Inputs,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write all results and report.html here.", rich_help_panel="Output"),
    ] = None,
    output: Annotated[
        CardFormat | None,
        typer.Option(
            "--format",
            help="A table on a terminal, CSV when piped, unless you say; json-ld: schema.org reviews.",
            rich_help_panel="Output",
        ),
    ] = None,
    model: Model = "fast",
    lexicons: LexiconDir = None,
    profile: Profile = "default",
    residue: ResidueOption = ResidueChoice.BALANCED,
    jobs: Jobs = 1,
    input_format: InputFormatOption = None,
    column: Columns = None,
    raw_csv: RawCsv = False,
) -> None:
    """Score articles: a card per article; with --out also sources, stories, evidence and the report."""
    from credscore import pipeline, store
    from credscore.lexicon import load_lexicons

    options = pipeline_options(model, lexicons, profile, residue)
    source = reading(inputs, input_format, column)
    if out is not None:
        store.check_folder(out, inputs)
    found = results(source, options, jobs, required=out is None)
    if out is None:
        evidence: Sequence[Evidence] = pipeline.evidence_of(found)[0]
        scored = pipeline.score(evidence, options.settings)
    else:
        run = store.write_run(out, found, options, load_lexicons(options.lexicons), profile, raw_csv=raw_csv)
        # Before anything is printed: whoever reads stdout may leave early (`| head`).
        _write_report(out, run)
        evidence, scored = run.evidence, run.scored
        if not evidence:
            raise nothing_scored(source)
    cards, sources = scored.cards, scored.sources
    choice = output or (CardFormat.TABLE if on_terminal() else CardFormat.CSV)
    if choice is CardFormat.JSON_LD:
        from credscore.linked import reviews

        print_json([reviews(cards, {one.id: one.url for one in evidence})], lines=True)
    elif choice is CardFormat.TABLE:
        from credscore.report.terminal import card_table, ranking_table

        show(card_table(cards), ranking_table(sources, options.settings.profile))
    else:
        rows = [article_row(card) for card in cards]
        form = TableFormat(choice.value)
        print_rows(rows, ARTICLE_COLUMNS, form, json_rows=map(card_json, cards), raw_csv=raw_csv)
    if out is not None:
        tell(f"Written to {out}: open {out / store.REPORT} in a browser.")


def rank(
    inputs: Inputs,
    output: Format = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under", min=0, max=100, help="Leave with 1 when a source scores less.", rich_help_panel="Output"
        ),
    ] = None,
    model: Model = "fast",
    lexicons: LexiconDir = None,
    profile: Profile = "default",
    residue: ResidueOption = ResidueChoice.BALANCED,
    jobs: Jobs = 1,
    input_format: InputFormatOption = None,
    column: Columns = None,
    raw_csv: RawCsv = False,
) -> None:
    """Rank the sources of articles, best first."""
    from credscore import pipeline

    options = pipeline_options(model, lexicons, profile, residue)
    evidence, _ = pipeline.evidence_of(results(reading(inputs, input_format, column), options, jobs))
    sources = pipeline.score(evidence, options.settings).sources
    choice = output or (TableFormat.TABLE if on_terminal() else TableFormat.CSV)
    if choice is TableFormat.TABLE:
        from credscore.report.terminal import ranking_table

        show(ranking_table(sources, options.settings.profile))
    else:
        print_rows([source_row(card) for card in sources], SOURCE_COLUMNS, choice, raw_csv=raw_csv)
    below = [
        card.source for card in sources if fail_under is not None and card.score is not None and card.score < fail_under
    ]
    if below:
        tell(f"credscore: under {fail_under:g}: {', '.join(below)}.")
        raise typer.Exit(1)


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `credscore score --out` wrote.")],
) -> None:
    """Write the HTML report of a scored folder anew."""
    from credscore import store

    _write_report(folder, store.load_run(folder))
    tell(f"Written: {folder / store.REPORT}")


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="findings, evidence, cards, ranking, stories, or a table.")
    ] = None,
) -> None:
    """Print the JSON Schema of a JSONL, or the Frictionless schema of a CSV; without a name, what there is."""
    from credscore.schema import COLUMNS, LINES, line_schema, table_schema

    if name is None:
        told = {**{key: what for key, (what, _) in LINES.items()}, **{key: f"{key}.csv" for key in COLUMNS}}
        typer.echo("\n".join(f"{key:10} {what}" for key, what in told.items()))
    elif name in LINES or name in COLUMNS:
        print_json([line_schema(name) if name in LINES else table_schema(name)], lines=True)
    else:
        raise InputError(
            f"there is no schema '{name}'.", where="schema", remedy=f"There are {', '.join((*LINES, *COLUMNS))}."
        )


def _write_report(folder: Path, run: "RunFolder") -> None:
    from credscore import store
    from credscore.report import page

    with store.whole(folder / store.REPORT) as file:
        file.writelines(page(run))
