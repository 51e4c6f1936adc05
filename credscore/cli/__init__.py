"""The command line: thin, and quick to start. Heavy rooms are imported by the command that needs them."""

import gc
import io
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from credscore import __version__
from credscore.cli.find import consensus, inspect
from credscore.cli.lexicon import lexicon
from credscore.cli.output import tell
from credscore.cli.score import rank, report, schema, score
from credscore.cli.serve import serve
from credscore.errors import CredscoreError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

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


for _command in (score, rank, inspect, consensus, report, serve, schema):
    app.command()(_command)
app.add_typer(lexicon, name="lexicon")


class _Stdout(io.RawIOBase):
    """Standard output whose reader may leave before the end (`| head`): then the program ends quietly, with 0.

    Left to themselves, typer and rich would each end it with 1, which says that a threshold failed.
    """

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream  # kept: it closes its descriptor when it is forgotten
        # With PYTHONUNBUFFERED there is no buffer between the two.
        self._raw: io.RawIOBase = getattr(stream.buffer, "raw", cast("io.RawIOBase", stream.buffer))

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def isatty(self) -> bool:
        return self._raw.isatty()

    def write(self, data: "ReadableBuffer", /) -> int | None:
        try:
            return self._raw.write(data)
        except BrokenPipeError:
            _silence()
            raise SystemExit(0) from None


def _silence() -> None:
    """Let what is still to be written go nowhere, so that flushing it on the way out cannot fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _streams() -> None:
    """UTF-8 whatever the locale, and something to read from and write to even where the caller closed it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program
    if isinstance(sys.stdout, io.TextIOWrapper):
        quiet = io.BufferedWriter(_Stdout(sys.stdout))
        sys.stdout = io.TextIOWrapper(quiet, "utf-8", "replace", line_buffering=quiet.isatty())
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")


def main() -> None:
    """The entry point: a user's mistake becomes one line on stderr and exit code 2, never a traceback."""
    _streams()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
            gc.freeze()  # at the end: otherwise all that a run has made is searched for cycles once more
    except CredscoreError as error:
        tell(f"credscore: {error}")
    except OSError as error:  # a full disk under stdout, a file taken away while it was read
        _silence()
        tell(f"credscore: {error.filename or 'output'}: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - a defect: one line that can be reported
        place = traceback.extract_tb(error.__traceback__)[-1]
        tell(
            f"credscore: failed ({type(error).__name__}: {error}, {Path(place.filename).name}:{place.lineno}). "
            "This is a defect of credscore: please report it."
        )
    sys.exit(2)
