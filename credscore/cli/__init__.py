"""The command line: thin, and quick to start. Heavy rooms are imported by the command that needs them."""

import os
import sys
from typing import Annotated

import typer

from credscore import __version__
from credscore.cli.find import consensus, inspect
from credscore.cli.lexicon import lexicon
from credscore.cli.score import rank, report, score
from credscore.errors import CredscoreError

app = typer.Typer(
    name="credscore",
    help="Tells how far a news source can be trusted by reading what it writes: who says so, how sure are they, "
    "is the text clean, do the others agree. Shows the sentence behind every number.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"credscore {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


for _command in (score, rank, inspect, consensus, report):
    app.command()(_command)
app.add_typer(lexicon, name="lexicon")


def main() -> None:
    """The entry point: a user's mistake becomes one line on stderr and exit code 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except CredscoreError as error:
        typer.echo(f"credscore: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): leave quietly, and keep Python from flushing into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        typer.echo("credscore: interrupted.", err=True)
        sys.exit(130)
