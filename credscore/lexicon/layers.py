"""Layers of lexicons: built-in < project < user, merged row by row on the id and cell by cell within a row."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path

import platformdirs

from credscore.errors import LexiconError
from credscore.lexicon.entries import Entry, Lexicon, LexiconClass
from credscore.lexicon.flaws import Flaw, Tell, refuse
from credscore.lexicon.heads import Head, read_head
from credscore.lexicon.read import Placed, Row, read_entry, read_rows

Lexicons = dict[str, Lexicon]
Drafts = Mapping[Path, str]
IRREGULAR = "irregular"  # the verb forms that inflect.py reads; a table of its own shape, not a lexicon


def builtin_dir() -> Path:
    """The folder of the lexicons that ship: inside the installed package, or at the top of a checkout."""
    packed = Path(str(resources.files("credscore"))) / "_data" / "lexicons"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "lexicons"


def user_dir() -> Path:
    """Where a user's own lexicons lie."""
    return Path(platformdirs.user_config_dir("credscore")) / "lexicons"


@dataclass(frozen=True, slots=True)
class Layered:
    """Layers laid over one another: per lexicon its head and its merged rows by id, and what they make."""

    heads: dict[str, Head]
    rows: dict[str, dict[str, Placed]]
    lexicons: Lexicons


def load_lexicons(project: Path | None = None, *, user: Path | None = None, drafts: Drafts | None = None) -> Lexicons:
    """All lexicons by name, the project's and the user's rows laid over the built-in ones.

    Args:
        project: the folder of the project's layer.
        user: the folder of the user's layer, where it is not the usual one.
        drafts: texts that files of the upper layers are to hold, read instead of what they hold now.

    Raises:
        LexiconError: a folder that does not exist, or whatever is wrong in a file, with file, line and column.
    """
    return layered(project, user=user, drafts=drafts).lexicons


def layered(
    project: Path | None = None, *, user: Path | None = None, drafts: Drafts | None = None, tell: Tell = refuse
) -> Layered:
    """What `load_lexicons` gives, with the merged rows and where each of their cells comes from.

    `tell` is told of each flaw in the upper layers; where it goes on, what has a flaw is left out.
    """
    drafts = drafts or {}
    below = _builtin(builtin_dir())
    user = user_dir() if user is None else user
    uppers = [("user", user)] if user.is_dir() or _drafted(user, drafts) else []
    if project is not None:
        if not (project.is_dir() or _drafted(project, drafts)):
            remedy = "Give the folder that holds your lexicon CSVs."
            raise LexiconError("is not a folder.", where=str(project), remedy=remedy)
        uppers.insert(0, ("project", project))
    heads, rows = dict(below.heads), {name: dict(table) for name, table in below.rows.items()}
    touched = {name for layer, folder in uppers for name in _lay_folder(heads, rows, layer, folder, drafts, tell)}
    lexicons = below.lexicons | {name: _lexicon(heads[name], rows[name], tell, below) for name in sorted(touched)}
    return Layered(heads, rows, dict(sorted(lexicons.items())))


def _drafted(folder: Path, drafts: Drafts) -> bool:
    return any(path.parent == folder for path in drafts)


def _builtin(folder: Path) -> Layered:
    """The built-in layer, read once as long as its files do not change: every edit is checked against it."""
    files = sorted((*folder.glob("*.csv"), *folder.glob("*.toml")))
    return _read_builtin(folder, tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=1)
def _read_builtin(folder: Path, state: tuple[tuple[str, int, int], ...]) -> Layered:  # noqa: ARG001 - the key
    heads: dict[str, Head] = {}
    rows: dict[str, dict[str, Placed]] = {}
    _lay_folder(heads, rows, "built-in", folder, {}, refuse)
    return Layered(heads, rows, {name: _lexicon(heads[name], rows[name], refuse) for name in rows})


def _lay_folder(
    heads: dict[str, Head], rows: dict[str, dict[str, Placed]], layer: str, folder: Path, drafts: Drafts, tell: Tell
) -> list[str]:
    """Lay a folder over what is below it; the names of the lexicons it touches."""
    names = []
    for path in sorted({*folder.glob("*.csv"), *(path for path in drafts if path.parent == folder)}):
        name = path.stem
        if name == IRREGULAR:
            continue
        toml = path.with_suffix(".toml")
        if toml.exists():
            head = read_head(toml, heads.get(name), tell) or heads.get(name)
        else:
            head = heads.get(name)
            if head is None:
                remedy = f"Add {toml.name}, or name the file after a built-in lexicon."
                tell(Flaw("toml", path, 0, "", "", "has no TOML beside it", remedy))
        if head is None:
            continue
        heads[name] = head
        _lay(rows.setdefault(name, {}), path, layer, read_rows(path, tell, drafts.get(path)))
        names.append(name)
    return names


def _lay(table: dict[str, Placed], path: Path, layer: str, rows: list[tuple[int, Row]]) -> None:
    for line, row in rows:
        origins = dict.fromkeys(row, layer)
        below = table.get(row["id"])
        if below:
            cells, origins = {**below.cells, **row}, {**below.origins, **origins}
            table[row["id"]] = Placed(cells, path, line, layer, origins, below)
        else:
            table[row["id"]] = Placed(row, path, line, layer, origins)


def _lexicon(head: Head, rows: dict[str, Placed], tell: Tell, below: Layered | None = None) -> Lexicon:
    """A lexicon of its merged rows; those that are as the layer below has them are not read again."""
    classes = {
        name: LexiconClass(float(values.get("weight", 1.0)), str(values.get("note", "")))
        for name, values in head["classes"].items()
    }
    same = below is not None and below.heads.get(head["name"]) == head
    known = below.rows[head["name"]] if below is not None and same else {}
    made = below.lexicons[head["name"]].entries if below is not None and same else {}
    entries: dict[str, Entry] = {}
    for row, placed in rows.items():
        entry = made[row] if known.get(row) is placed and row in made else read_entry(placed, classes, tell)
        if entry:
            entries[row] = entry
    return Lexicon(
        name=head["name"],
        version=str(head["version"]),
        language=head["language"],
        description=head.get("description", ""),
        classes=classes,
        entries=entries,
        sources=dict(head.get("sources", {})),
        licence=head.get("licence", ""),
        ambiguous=head.get("ambiguous", False),
    )


def with_rows(layers: Layered, name: str, rows: Iterable[Row], tell: Tell = refuse) -> Layered:
    """The layers with rows more on top of one of their lexicons, of no file."""
    laid = dict(layers.rows[name])
    filled = [{column: cell for column, cell in row.items() if cell} for row in rows]
    _lay(laid, Path(f"{name}.csv"), "suggested", [(0, row) for row in filled])
    head, known = layers.heads[name], layers.lexicons[name]
    added = {row: laid[row] for row in laid if laid[row] is not layers.rows[name].get(row)}
    entries = known.entries | _lexicon(head, added, tell).entries
    lexicons = layers.lexicons | {name: replace(known, entries=entries)}
    return Layered(layers.heads, layers.rows | {name: laid}, lexicons)


def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Base form -> its other forms, from `irregular.csv` (columns base, forms separated by spaces)."""
    with (builtin_dir() / f"{IRREGULAR}.csv").open(encoding="utf-8", newline="") as file:
        return {row["base"]: tuple(row["forms"].split()) for row in csv.DictReader(file)}
