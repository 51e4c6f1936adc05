"""Results of the inputs of a command, with progress and refusals on stderr."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from credscore.cli.options import Reading
from credscore.errors import InputError
from credscore.records import Refusal

if TYPE_CHECKING:
    from credscore.pipeline import Analysed, Options

# So many refusals are told one by one; the rest are counted, and stand in refused.csv.
_TOLD = 20


def results(source: Reading, options: "Options", jobs: int) -> Iterator["Analysed | Refusal"]:
    """Every article's result, in order; refusals are told on stderr as they come.

    Raises:
        InputError: nothing at all could be read (after the refusals have been told).
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from credscore.corpus import read
    from credscore.engines import run

    settings = options.settings.corpus
    articles = read(
        source.inputs,
        input_format=source.input_format,
        columns=source.columns,
        settings=settings,
        stdin=sys.stdin.buffer,
    )
    console = Console(stderr=True, highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
    )
    done = refused = 0
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("reading", total=None)
        for result in run(articles, options, jobs):
            if isinstance(result, Refusal):
                refused += 1
                if refused <= _TOLD:
                    console.print(
                        f"refused {result.id} ({result.where}): {result.reason}", markup=False, soft_wrap=True
                    )
            else:
                done += 1
            progress.advance(bar)
            yield result
    if refused:
        console.print(f"{done} articles scored, {refused} refused.", markup=False)
    if not done:
        raise InputError(
            "holds no article that can be scored.",
            where=" ".join(source.inputs),
            remedy="Give text of at least a few words.",
        )
