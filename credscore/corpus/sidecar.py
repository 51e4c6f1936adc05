"""The sidecar `articles.csv` of a folder of texts: columns `file, source, title, date, url`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from credscore.corpus.hygiene import clean, has_surrogate
from credscore.corpus.streams import opened
from credscore.corpus.tables import raw_rows
from credscore.errors import InputError
from credscore.records import Refusal
from credscore.settings import CorpusSettings

SIDECAR: Final = "articles.csv"
_FILE: Final = "file"
_FIELDS: Final = ("source", "title", "date", "url", "story")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says, by the file it says it of (with where it says so), and the rows that are no good."""

    about: dict[Path, tuple[str, Mapping[str, str | None]]]
    refused: tuple[Refusal, ...]


def read_sidecar(path: Path, shown: Path, settings: CorpusSettings) -> Sidecar | None:
    """The sidecar at `path` (`shown` in messages); None for an ordinary table: no `file` column, or a text column."""
    name = clean(shown.as_posix())
    about: dict[Path, tuple[str, Mapping[str, str | None]]] = {}
    refused: list[Refusal] = []
    try:
        with opened(path, name) as (head, stream, _):
            rows = raw_rows(stream, head, ",", settings.max_row_chars)
            header = [cell.strip() for cell in next(rows, ([], None))[0]]
            if _FILE not in header or "text" in header:
                return None
            for number, (cells, fault) in enumerate(rows, 1):
                where = f"{name} row {number}"
                row = {key: clean(cell).strip() for key, cell in zip(header, cells, strict=False)}
                file = row.get(_FILE, "")
                if fault is not None:
                    refused.append(Refusal(f"{name}:{number}", where, *fault))
                elif has_surrogate("".join(cells)):
                    reason = "The row is not in the file's encoding. Save the file as UTF-8."
                    refused.append(Refusal(f"{name}:{number}", where, "undecodable", reason))
                elif not file or Path(file).is_absolute() or ".." in Path(file).parts:
                    reason = (
                        "The column 'file' names no file below this folder. Give its name as it stands in the folder."
                    )
                    refused.append(Refusal(f"{name}:{number}", where, "missing-file", reason))
                elif path.parent / file in about:
                    reason = f"'{file}' has a row already, which counts. Take one of the two out."
                    refused.append(Refusal(f"{name}:{number}", where, "bad-row", reason))
                else:
                    about[path.parent / file] = (where, {key: row.get(key) for key in _FIELDS})
    except InputError:
        return None  # read as a table, it says what is wrong
    return Sidecar(about, tuple(refused))
