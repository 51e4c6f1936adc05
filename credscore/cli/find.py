"""`inspect` and `consensus`."""

from itertools import chain
from typing import Annotated

import typer

from credscore.cli.options import (
    Columns,
    InputFormatOption,
    Inputs,
    Jobs,
    LexiconDir,
    Model,
    ResidueChoice,
    ResidueOption,
    pipeline_options,
    reading,
)
from credscore.cli.output import FindingFormat, StoryFormat, on_terminal, print_json, show
from credscore.cli.reading import results
from credscore.records import Refusal
from credscore.wire import findings_json, story_json


def inspect(
    inputs: Inputs,
    output: Annotated[
        FindingFormat | None,
        typer.Option(
            "--format", help="Colours on a terminal, JSONL when piped, unless you say.", rich_help_panel="Output"
        ),
    ] = None,
    model: Model = "fast",
    lexicons: LexiconDir = None,
    residue: ResidueOption = ResidueChoice.BALANCED,
    jobs: Jobs = 1,
    input_format: InputFormatOption = None,
    column: Columns = None,
) -> None:
    """Show every sentence: who is cited, how sure, what is residue, and the rule behind each mark."""
    options = pipeline_options(model, lexicons, "default", residue)
    source = reading(inputs, input_format, column)
    found = (r for r in results(source, options, jobs, streaming=on_terminal()) if not isinstance(r, Refusal))
    choice = output or (FindingFormat.TABLE if on_terminal() else FindingFormat.JSONL)
    if choice is FindingFormat.TABLE:
        from credscore.report.terminal import article_view

        for result in found:
            show(article_view(result.evidence, result.text))
    elif choice is FindingFormat.HTML:
        from credscore.report import articles_page

        # Where nothing can be scored this raises, before anything is printed.
        first = next(found)
        for piece in articles_page((result.evidence, result.text) for result in chain((first,), found)):
            typer.echo(piece, nl=False)
    else:
        print_json((findings_json(result.evidence) for result in found), lines=choice is FindingFormat.JSONL)


def consensus(
    inputs: Inputs,
    output: Annotated[
        StoryFormat | None,
        typer.Option(
            "--format",
            help="A table a story on a terminal, JSONL when piped, unless you say.",
            rich_help_panel="Output",
        ),
    ] = None,
    model: Model = "fast",
    lexicons: LexiconDir = None,
    residue: ResidueOption = ResidueChoice.BALANCED,
    jobs: Jobs = 1,
    input_format: InputFormatOption = None,
    column: Columns = None,
) -> None:
    """Show each story: what its articles claim, what most witnesses agree on, and who deviates."""
    from credscore import pipeline

    options = pipeline_options(model, lexicons, "default", residue)
    evidence, _ = pipeline.evidence_of(results(reading(inputs, input_format, column), options, jobs))
    stories = pipeline.score(evidence, options.settings).stories
    choice = output or (StoryFormat.TABLE if on_terminal() else StoryFormat.JSONL)
    if choice is StoryFormat.TABLE:
        from credscore.report.terminal import stories_view

        show(stories_view(stories, {one.id: one for one in evidence}))
    else:
        print_json(map(story_json, stories), lines=choice is StoryFormat.JSONL)
