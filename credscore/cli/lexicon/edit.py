"""`lexicon add`, `off` and `on`: rows of the project's layer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credscore.cli.options import LexiconDir, project_dir
from credscore.cli.output import tell
from credscore.errors import InputError

if TYPE_CHECKING:
    from credscore.lexicon import Layered, Lexicon
    from credscore.lexicon.read import Placed

Row = Annotated[
    str, typer.Argument(metavar="LEXICON/ID", help="The row: a lexicon and an id, as `lexicon show` prints them.")
]
_OWN = "own"  # the source that a new row gets, where the lexicon has it


def add(
    lexicon: Annotated[str, typer.Argument(metavar="LEXICON", help="The lexicon that gets the row.")],
    term: Annotated[str, typer.Argument(metavar="TERM", help="What is looked for: words, or a pattern.")],
    cls: Annotated[
        str, typer.Option("--class", metavar="CLASS", help="One of the lexicon's classes, or none for an exception.")
    ],
    name: Annotated[str, typer.Option("--id", help="The name of the row; made of the term unless you say.")] = "",
    match: Annotated[
        str,
        typer.Option("--match", metavar="KIND", help="word, phrase, lemma or regex; word or phrase unless you say."),
    ] = "",
    weight: Annotated[str, typer.Option("--weight", help="A number; the weight of the class unless you say.")] = "",
    when: Annotated[str, typer.Option("--when", help="Guards that must all hold, such as 'case=lower;next=to'.")] = "",
    unless: Annotated[str, typer.Option("--unless", help="Guards of which none may hold.")] = "",
    yes: Annotated[str, typer.Option("--yes", help="An example in which the row matches.")] = "",
    no: Annotated[str, typer.Option("--no", help="An example in which it does not.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where it is from; own unless you say.")] = "",
    note: Annotated[str, typer.Option("--note", help="Anything else.")] = "",
    lexicons: LexiconDir = None,
) -> None:
    """Add a row to the project's lexicon. What `lexicon lint` has against it is said before anything is written."""
    from credscore.lexicon import edit, edited, layered, open_layer, save
    from credscore.tuning import flaws_of

    folder = _project(lexicons)
    known = _lexicon(_layers(folder), lexicon)
    cells = {
        "id": name or edit.new_id(term, known.entries),
        "term": term,
        "match": match or ("phrase" if len(term.split()) > 1 else "word"),
        "class": cls,
        "weight": weight,
        "when": when,
        "unless": unless,
        "yes": yes,
        "no": no,
        "source": source or (_OWN if _OWN in known.sources else ""),
        "note": note,
    }
    if cells["id"] in known.entries:
        remedy = f"`credscore lexicon show {lexicon}/{cells['id']}` shows it; give another --id."
        raise InputError(f"'{lexicon}' has a row '{cells['id']}' already.", where="lexicon add", remedy=remedy)
    file = open_layer(folder, lexicon)
    text = edited(file, lambda text: edit.add(text, cells))
    flaws = flaws_of(layered(folder, drafts={file.path: text}), lexicon, {cells["id"]})
    if flaws:
        raise InputError(flaws[0].text, where="lexicon add", remedy=f"{flaws[0].remedy} Nothing was written.")
    save(file, text)
    tell(f"Added: {lexicon}/{cells['id']}, in {file.path}.")


def off(row: Row, lexicons: LexiconDir = None) -> None:
    """Switch a row off in the project's lexicon."""
    from credscore.lexicon import edit

    _switch(row, lexicons, "Off", lambda text, name, _: edit.switch_off(text, name))


def on(row: Row, lexicons: LexiconDir = None) -> None:
    """Switch a row on again in the project's lexicon."""
    from credscore.lexicon import edit

    _switch(row, lexicons, "On", lambda text, name, off_below: edit.switch_on(text, name, off_below=off_below))


def _switch(row: str, lexicons: Path | None, word: str, how: Callable[[str, str, bool], str]) -> None:
    from credscore.lexicon import edited, open_layer, save

    folder = _project(lexicons)
    lexicon, _, name = row.partition("/")
    layers = _layers(folder)
    if name not in _lexicon(layers, lexicon).entries:
        remedy = f"Write LEXICON/ID; `credscore lexicon show {lexicon}` lists the ids."
        raise InputError(f"'{lexicon}' has no row '{name}'.", where=f"lexicon {word.lower()}", remedy=remedy)
    placed = layers.rows[lexicon][name]
    builtin: Placed | None = placed
    while builtin is not None and builtin.layer != "built-in":
        builtin = builtin.below
    off_below = builtin is not None and builtin.cells.get("status") == "off"
    file = open_layer(folder, lexicon)
    text = edited(file, lambda text: how(text, name, off_below))
    if text == file.text:
        tell(f"Nothing to do: {row} is {word.lower()}.")
        return
    save(file, text)
    tell(f"{word}: {row}, in {file.path}.")
    if placed.origins.get("status") == "user":
        tell("Your own layer sets the status of that row, too, and counts more than the project's.")


def _project(lexicons: Path | None) -> Path:
    folder = project_dir(lexicons)
    if folder is None:
        raise InputError(
            "there is no project folder to write to.",
            where="--lexicons",
            remedy='Give --lexicons DIR, or write a file credscore.toml with lexicons = "DIR".',
        )
    return folder


def _layers(folder: Path) -> "Layered":
    from credscore.lexicon import layered

    return layered(folder if folder.exists() else None)


def _lexicon(layers: "Layered", name: str) -> "Lexicon":
    if name not in layers.lexicons:
        remedy = f"There are {', '.join(layers.lexicons)}."
        raise InputError(f"there is no lexicon '{name}'.", where="LEXICON", remedy=remedy)
    return layers.lexicons[name]
