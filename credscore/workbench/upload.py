"""Uploaded and pasted articles, through the same door as those of the command line."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from credscore.corpus import read
from credscore.corpus.columns import article_of
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import CorpusSettings

_UNUSUAL = re.compile(r"[^\w. -]")
_LONGEST = 100


def uploaded(files: Sequence[tuple[str, BinaryIO]], settings: CorpusSettings) -> Iterator[Article | Refusal]:
    """The articles of uploaded files, each with the name it was sent under; a file that cannot be read is refused."""
    for sent, file in files:
        name = plain_name(sent)
        with tempfile.TemporaryDirectory(prefix="credscore-") as folder:
            path = Path(folder, name)
            with path.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            try:
                yield from read([str(path)], settings=settings)
            except InputError as error:
                yield Refusal(name, name, "unreadable", f"It {error.message} {error.remedy}")


def plain_name(sent: str) -> str:
    """The last part of a file name as it was sent, with nothing in it that could lead anywhere."""
    last = PurePosixPath(sent.replace("\\", "/")).name
    return _UNUSUAL.sub("_", last).lstrip(".")[-_LONGEST:] or "upload"


def pasted(cells: Mapping[str, str], name: str, settings: CorpusSettings) -> Article | Refusal:
    """An article of pasted text; `cells` by column."""
    return article_of(cells, default_id=name, default_source="pasted", where=name, settings=settings)
