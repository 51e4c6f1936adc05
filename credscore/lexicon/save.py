"""Writing a layer's CSV: checked first, whole or not at all, with a backup, and never over what somebody else wrote."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from credscore.errors import LexiconConflictError, LexiconError, OutputError
from credscore.lexicon.edit import ID
from credscore.lexicon.flaws import refuse
from credscore.lexicon.layers import load_lexicons
from credscore.lexicon.read import decoded

BACKUP, LOCK, PART = ".bak", ".lock", ".part"
_PATIENCE = 5.0  # seconds that a writer waits for another
_NAP = 0.02


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A lexicon's CSV in the folder of a layer, as it was read.

    `text` is empty and `digest` None where there is no such file yet.
    """

    path: Path
    text: str
    digest: str | None


def open_layer(folder: Path, lexicon: str) -> LayerFile:
    """The file of a lexicon in a layer's folder; neither need exist yet.

    Raises:
        LexiconError: a name that no lexicon can have, or a file that cannot be read or is not UTF-8.
    """
    if not ID.fullmatch(lexicon.replace("_", "-")):
        remedy = "`credscore lexicon list` names them."
        raise LexiconError(f"'{lexicon}' is no name of a lexicon.", where=str(folder), remedy=remedy)
    path = folder / f"{lexicon}.csv"
    data = _bytes(path)
    return LayerFile(path, (decoded(data, path, refuse) or "") if data is not None else "", _digest(data))


def edited(file: LayerFile, edit: Callable[[str], str]) -> str:
    """The text of a file after an edit; an error of it names the file.

    Raises:
        LexiconError: that of the edit.
    """
    try:
        return edit(file.text)
    except LexiconError as error:
        raise LexiconError(error.message, where=error.where or str(file.path), remedy=error.remedy) from None


def save(file: LayerFile, text: str, *, user: Path | None = None) -> LayerFile:
    """Write a text to a file of the project's layer; what stood there before is kept beside it as `NAME.csv.bak`.

    Args:
        file: as it was read.
        text: what it is to hold. Nothing is written where that is what it holds.
        user: the folder of the user's layer, where it is not the usual one.

    Returns:
        The file as it is now.

    Raises:
        LexiconError: the lexicons do not load with this text; says file and line. The file is as it was.
        LexiconConflictError: the file is not what was read. The file is as somebody else left it.
        OutputError: the folder cannot be written.
    """
    path = file.path
    if text == file.text and file.digest is not None:
        _unchanged(file)
        return file
    load_lexicons(path.parent, user=user, drafts={path: text})
    data = text.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            _unchanged(file)
            _replace(path, data)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}.", where=str(path), remedy="Nothing was changed."
        ) from None
    return LayerFile(path, text, _digest(data))


def _unchanged(file: LayerFile) -> None:
    if _digest(_bytes(file.path)) != file.digest:
        raise LexiconConflictError(
            "was changed by somebody else meanwhile: nothing was written.",
            where=str(file.path),
            remedy="Read it again, and make the change anew.",
        )


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + PART)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
            kept = path.with_name(path.name + BACKUP + PART)
            shutil.copy2(path, kept)
            kept.replace(path.with_name(path.name + BACKUP))
        part.replace(path.resolve())
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = path.with_name(path.name + LOCK)
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() > until:
                raise LexiconConflictError(
                    "is being written by somebody else.",
                    where=str(path),
                    remedy=f"Try again; if nobody is, delete {lock.name}.",
                ) from None
            time.sleep(_NAP)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = error.strerror or error
        raise LexiconError(f"cannot be read: {reason}.", where=str(path), remedy="Give a file.") from None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
