"""Results of the inputs of a command, with progress and refusals on stderr."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from credscore.cli.options import Reading
from credscore.cli.output import plain, tell
from credscore.errors import InputError
from credscore.records import Article, Refusal

if TYPE_CHECKING:
    from credscore.pipeline import Analysed, Options
    from credscore.settings import CorpusSettings

T = TypeVar("T")
# So many refusals are told one by one; the rest are counted, and stand in refused.csv.
_TOLD = 20


def results(
    source: Reading, options: "Options", jobs: int, *, streaming: bool = False, required: bool = True
) -> Iterator["Analysed | Refusal"]:
    """Every article's result, in order; refusals are told on stderr as they come.

    The inputs are looked over at once, before anything is written that could lie among them. Where the results are
    `streaming` onto the terminal, the progress bar gives way to the first of them.

    Raises:
        InputError: an input cannot be read, or none of it be scored (after the refusals have been told) and yet
            an article is `required`.
    """
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
    return told(source, run(articles, options, jobs), streaming=streaming, required=required)


def articles(source: Reading, settings: "CorpusSettings") -> Iterator[Article]:
    """The articles of the inputs as they are read; refusals are told on stderr.

    Raises:
        InputError: an input cannot be read, or none of it is an article.
    """
    from credscore.corpus import read

    found = read(
        source.inputs,
        input_format=source.input_format,
        columns=source.columns,
        settings=settings,
        stdin=sys.stdin.buffer,
    )
    done = 0
    for one in found:
        if isinstance(one, Refusal):
            tell(f"refused {one.id} ({one.where}): {one.reason}")
        else:
            done += 1
            yield one
    if not done:
        raise nothing_scored(source)


def told(
    source: Reading, found: Iterable[T | Refusal], *, streaming: bool = False, required: bool = True
) -> Iterator[T | Refusal]:
    """What is found, with a progress bar, and the refusals on stderr as they come; see `results`.

    Raises:
        InputError: as `results`.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
        for result in found:
            if isinstance(result, Refusal):
                refused += 1
                if refused <= _TOLD:
                    message = plain(f"refused {result.id} ({result.where}): {result.reason}")
                    console.print(message, markup=False, soft_wrap=True)
            else:
                done += 1
            progress.advance(bar)
            if streaming:
                progress.stop()
            yield result
    if refused:
        more = f" {refused - _TOLD} more are not named here: `score --out DIR` lists all." if refused > _TOLD else ""
        tell(f"{done} articles scored, {refused} refused.{more}")
    if required and not done:
        raise nothing_scored(source)


def nothing_scored(source: Reading) -> InputError:
    """The error of a command that was given no article it could score."""
    return InputError(
        "holds no article that can be scored.",
        where=" ".join(source.inputs),
        remedy="Give text of at least a few words.",
    )
