"""Which format an input is in: by the suffix of its name, or for a pipe without a name by its first bytes."""

import csv
import re
from pathlib import PurePath
from typing import Final, Literal, get_args

from credscore.corpus.streams import codec_of

Format = Literal["txt", "md", "html", "csv", "tsv", "jsonl", "parquet"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
TABLES: Final = frozenset(("csv", "tsv", "jsonl", "parquet"))

_SUFFIXES: Final[dict[str, Format]] = {
    ".txt": "txt",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
}
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_GZ: Final = ".gz"


def _unzipped(name: str) -> PurePath:
    return PurePath(name[: -len(_GZ)] if name.lower().endswith(_GZ) else name)


def format_of(name: str) -> Format | None:
    """The format a file name promises, a `.gz` at its end aside; None for a suffix that is not known."""
    return _SUFFIXES.get(_unzipped(name).suffix.lower())


def stem_of(name: str) -> str:
    """A file name without folders, `.gz` and a suffix that is a format: `a/bbc.v2.txt.gz` is `bbc.v2`."""
    path = _unzipped(name)
    return path.stem if path.suffix.lower() in _SUFFIXES else path.name


def named_format(name: str) -> Format | None:
    """The format of that name (`csv`), None where there is none."""
    return next((known for known in FORMATS if known == name), None)


def sniffed(head: bytes, text_column: str) -> Format:
    """The format of a pipe, from its first bytes.

    Parquet by its magic, JSONL by a brace, HTML by its first tag, a table by a first line that names `text_column`;
    all else is one plain text.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    text = head.decode(codec_of(head), errors="replace").lstrip()
    if text.startswith("{"):
        return "jsonl"
    if _HTML.match(text):
        return "html"
    first = text.partition("\n")[0].rstrip("\r")
    for delimiter, table in (("\t", "tsv"), (",", "csv")):
        if text_column in _cells(first, delimiter):
            return named_format(table) or "txt"
    return "txt"


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in cells]
