"""Layers of lexicons: built-in < project < user, merged row by row on the id and cell by cell within a row."""

import csv
from importlib import resources
from pathlib import Path

import platformdirs

from credscore.errors import LexiconError
from credscore.lexicon.entries import Lexicon
from credscore.lexicon.read import Head, Placed, lexicon, read_head, read_rows

Lexicons = dict[str, Lexicon]
IRREGULAR = "irregular"  # the verb forms that inflect.py reads; a table of its own shape, not a lexicon


def builtin_dir() -> Path:
    """The folder of the lexicons that ship: inside the installed package, or at the top of a checkout."""
    packed = Path(str(resources.files("credscore"))) / "_data" / "lexicons"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "lexicons"


def user_dir() -> Path:
    """Where a user's own lexicons lie."""
    return Path(platformdirs.user_config_dir("credscore")) / "lexicons"


def load_lexicons(project: Path | None = None, *, user: Path | None = None) -> Lexicons:
    """All lexicons by name, the project's and the user's rows laid over the built-in ones.

    Raises:
        LexiconError: a folder that does not exist, or whatever is wrong in a file, with file, line and column.
    """
    layers = [("built-in", builtin_dir())]
    if project is not None:
        if not project.is_dir():
            remedy = "Give the folder that holds your lexicon CSVs."
            raise LexiconError("is not a folder.", where=str(project), remedy=remedy)
        layers.append(("project", project))
    user = user_dir() if user is None else user
    if user.is_dir():
        layers.append(("user", user))
    heads: dict[str, Head] = {}
    rows: dict[str, dict[str, Placed]] = {}
    for layer, folder in layers:
        for path in sorted(folder.glob("*.csv")):
            if path.stem == IRREGULAR:
                continue
            toml = path.with_suffix(".toml")
            if toml.exists():
                heads[path.stem] = read_head(toml, heads.get(path.stem))
            elif path.stem not in heads:
                remedy = f"Add {toml.name}, or name the file after a built-in lexicon."
                raise LexiconError("has no TOML beside it.", where=str(path), remedy=remedy)
            _lay(rows.setdefault(path.stem, {}), path, layer)
    return {name: lexicon(heads[name], rows[name]) for name in sorted(rows)}


def _lay(table: dict[str, Placed], path: Path, layer: str) -> None:
    seen: set[str] = set()
    for line, row in read_rows(path):
        where = f"{path}:{line}"
        if row["id"] in seen:
            remedy = "Give every row an id of its own."
            raise LexiconError(f"the id '{row['id']}' stands twice.", where=where, remedy=remedy)
        seen.add(row["id"])
        below = table.get(row["id"])
        table[row["id"]] = Placed({**below.cells, **row} if below else row, where, layer)


def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Base form -> its other forms, from `irregular.csv` (columns base, forms separated by spaces)."""
    with (builtin_dir() / f"{IRREGULAR}.csv").open(encoding="utf-8", newline="") as file:
        return {row["base"]: tuple(row["forms"].split()) for row in csv.DictReader(file)}
