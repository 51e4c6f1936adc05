"""What there is to read: inputs, and in folders the files and what their sidecar `articles.csv` says of them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from credscore.corpus.formats import FORMATS, TABLES, Format, format_of, named_format
from credscore.corpus.hygiene import clean
from credscore.corpus.sidecar import SIDECAR, Sidecar, read_sidecar
from credscore.errors import InputError
from credscore.records import Refusal
from credscore.settings import CorpusSettings

STDIN: Final = "-"
STDIN_NAME: Final = "stdin"  # a leading - would be taken for a formula by a spreadsheet
_ABOUT: Final = frozenset(("readme", "license", "licence", "notice", "copying", "changelog"))
_RUN: Final = frozenset(("run.json", "evidence.jsonl"))  # the files by which a folder of results is known
_EXTRAS: Final = {"html": "trafilatura", "parquet": "pyarrow"}


@dataclass(frozen=True, slots=True)
class Origin:
    """One file to read (`path` None: standard input); `name` is what its articles are called after.

    `about` is what a sidecar says of it. A file of a folder is refused where one named by the user is an error.
    """

    path: Path | None
    name: str
    format: Format | None
    in_folder: bool = False
    about: Mapping[str, str | None] = field(default_factory=dict)


def seeds_dir() -> Path:
    """The folder of the five example articles: inside the installed package, or at the top of a checkout."""
    packed = Path(str(resources.files("credscore"))) / "_data" / "seeds"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "seeds"


def planned(inputs: Sequence[str], input_format: str | None, settings: CorpusSettings) -> list[Origin | Refusal]:
    """Every file of the inputs in the order of their full paths, standard input last, and what cannot be one.

    The order the inputs were given in does not matter, and a file that is reached twice is read once.

    Raises:
        InputError: an input that is not there or of no known format, an empty folder, or an extra not installed.
    """
    forced = _forced(input_format)
    if not inputs:
        raise InputError("nothing to read.", remedy="Name a file, a folder, or - for standard input.")
    plan: list[Origin | Refusal] = []
    taken: dict[Path | None, str] = {}
    sidecars = _Sidecars(settings)
    for given in sorted(inputs, key=_place):
        for item in _items(given, inputs, forced, sidecars, settings):
            if isinstance(item, Refusal):
                plan.append(item)
                continue
            key = item.path.resolve() if item.path is not None else None
            if key in taken:
                reason = f"It is read already, as '{taken[key]}'. Name it once."
                plan.append(Refusal(item.name, item.name, "duplicate-file", reason))
            else:
                taken[key] = item.name
                plan.append(item)
    for item in plan:
        if isinstance(item, Origin) and item.format is not None:
            check_extra(item.format, item.name)
    return plan


def _forced(input_format: str | None) -> Format | None:
    forced = named_format(input_format) if input_format is not None else None
    if input_format is not None and forced is None:
        raise InputError(
            f"there is no format '{input_format}'.", where="--input-format", remedy=f"Choose from {', '.join(FORMATS)}."
        )
    return forced


def _place(given: str) -> tuple[bool, str]:
    return given == STDIN, "" if given == STDIN else str(Path(given).absolute())


def check_extra(form: Format, where: str) -> None:
    """Make sure that what a format needs is installed.

    Raises:
        InputError: it is not; with the command that installs it.
    """
    module = _EXTRAS.get(form)
    if module is not None and find_spec(module) is None:
        raise InputError(
            f"reading {form} needs {module}, which is not installed.",
            where=where,
            remedy=f'Run: pip install "credscore[{form}]"',
        )


class _Sidecars(dict[Path, Sidecar | None]):
    """Folder -> its sidecar, for files that are named one by one; read once."""

    def __init__(self, settings: CorpusSettings) -> None:
        super().__init__()
        self._settings = settings

    def __missing__(self, folder: Path) -> Sidecar | None:
        path = folder / SIDECAR
        self[folder] = found = read_sidecar(path, Path(SIDECAR), self._settings) if path.is_file() else None
        return found


def _items(
    given: str, inputs: Sequence[str], forced: Format | None, sidecars: _Sidecars, settings: CorpusSettings
) -> Iterator[Origin | Refusal]:
    if given == STDIN:
        yield Origin(None, STDIN_NAME, forced)
        return
    path = Path(given)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        is_folder = exists = False
    if not exists:
        raise InputError("there is no such file or folder.", where=clean(given), remedy="Check the name.")
    if is_folder:
        yield from _folder(path, forced, settings)
        return
    form = forced or format_of(path.name)
    if form is None:
        known = ", ".join(FORMATS)
        raise InputError(
            "has no suffix that says what it is.", where=clean(given), remedy=f"Add --input-format, one of {known}."
        )
    if path.name == SIDECAR and sidecars[path.parent] is not None:
        # texts/* names the sidecar too; it has been heard when the texts beside it were read
        if not any(other != given and path.parent in (Path(other), Path(other).parent) for other in inputs):
            raise InputError("describes the texts beside it.", where=clean(given), remedy="Give the folder instead.")
        return
    sidecar = sidecars[path.parent] if form not in TABLES else None
    about = sidecar.about.get(path) if sidecar is not None else None
    yield Origin(path, clean(path.name), form, about=about[1] if about else {})


def _folder(folder: Path, forced: Format | None, settings: CorpusSettings) -> Iterator[Origin | Refusal]:
    """The files below a folder, by name: not hidden ones, README and the like, nor what links to folders hold."""
    files, sidecars = [], []
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        if set(names) >= _RUN:
            if Path(place) == folder:
                raise InputError(
                    "holds the results of a run, no articles.",
                    where=clean(str(folder)),
                    remedy="`credscore report` reads such a folder; give the one with the articles.",
                )
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            sidecar = read_sidecar(path, path.relative_to(folder), settings) if name == SIDECAR else None
            if sidecar is not None:
                sidecars.append(sidecar)
            else:
                files.append(path)
    described = {path for sidecar in sidecars for path in sidecar.about}
    items = [
        _file(path, folder, forced, sidecars)
        for path in files
        if path in described or not (path.name.startswith(".") or path.name.split(".")[0].lower() in _ABOUT)
    ]
    if not items and not sidecars and not closed:
        raise InputError(
            "there is no article in this folder.",
            where=clean(str(folder)),
            remedy="Give a folder with .txt files or tables.",
        )
    yield from items
    for error in closed:
        name = clean(Path(error.filename).relative_to(folder).as_posix())
        yield Refusal(name, name, "unreadable", "The folder cannot be opened. Check that you may read it.")
    present = set(files)
    for sidecar in sidecars:
        yield from sidecar.refused
        for path, (where, _) in sidecar.about.items():
            if path not in present:
                name = clean(path.relative_to(folder).as_posix())
                yield Refusal(
                    name, where, "missing-file", "There is no such file in the folder. Add it, or take the row out."
                )


def _file(path: Path, folder: Path, forced: Format | None, sidecars: Sequence[Sidecar]) -> Origin | Refusal:
    name = clean(path.relative_to(folder).as_posix())
    if not path.is_file():
        return Refusal(
            name, name, "unreadable", "It is no regular file, or a link to nothing. Put the file itself there."
        )
    found = forced or format_of(path.name)
    if found is None:
        known = ", ".join(f".{known}" for known in FORMATS)
        return Refusal(
            name, name, "unknown-format", f"Only {known} and their .gz are read. Convert it, or take it out."
        )
    origin = Origin(path, name, found, in_folder=True)
    rows = [sidecar.about[path] for sidecar in sidecars if path in sidecar.about]
    if rows and found in TABLES:
        return Refusal(
            name, rows[0][0], "bad-row", "It describes a table, which has columns of its own. Take the row out."
        )
    return replace(origin, about=rows[0][1]) if rows else origin
