"""`serve`."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from credscore.cli.options import (
    Columns,
    InputFormatOption,
    LexiconDir,
    Model,
    Profile,
    ResidueChoice,
    ResidueOption,
    pipeline_options,
    reading,
)
from credscore.cli.output import tell
from credscore.cli.reading import told
from credscore.errors import InputError

LAYER = "credscore-lexicons"  # where edits are saved if neither --lexicons nor a credscore.toml names a folder
_NEEDED = ("fastapi", "uvicorn", "python_multipart")


def serve(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT...]", help="Files and folders to open; seeds/ if none is given."),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port on this machine; 0 takes any that is free.")
    ] = 8765,
    model: Model = "fast",
    lexicons: LexiconDir = None,
    profile: Profile = "default",
    residue: ResidueOption = ResidueChoice.BALANCED,
    input_format: InputFormatOption = None,
    column: Columns = None,
) -> None:
    """Open the workbench: a local page to change a word of the lexicons and see at once what moves."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        remedy = "Run: pip install 'credscore[serve]'"
        raise InputError(f"needs {missing[0]}, which is not installed.", where="serve", remedy=remedy)
    from credscore.corpus import read, seeds_dir
    from credscore.workbench.desk import Desk
    from credscore.workbench.draft import Draft
    from credscore.workbench.serve import HOST, bound
    from credscore.workbench.serve import serve as run

    options = pipeline_options(model, lexicons, profile, residue)
    if lexicons is not None and lexicons.exists() and not lexicons.is_dir():
        raise InputError("is no folder.", where=str(lexicons), remedy="Give the folder of your lexicon CSVs.")
    source = reading(inputs or [str(seeds_dir())], input_format, column)
    articles = read(
        source.inputs, input_format=source.input_format, columns=source.columns, settings=options.settings.corpus
    )
    listening = bound(port)
    desk = Desk(options, Draft(options.lexicons or Path(LAYER)), told(source, articles, required=False))
    for refusal in desk.refused:
        if refusal.code in ("too-many", "failed"):  # the others were told while they were read
            tell(f"{refusal.id}: {refusal.reason}")
    tell(f"The workbench is at http://{HOST}:{listening.getsockname()[1]}/ (stop it with Ctrl-C).")
    run(desk, listening)
