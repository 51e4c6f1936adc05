"""Parquet, batch by batch, with pyarrow (the extra `parquet`)."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from credscore.corpus.columns import Row, resolve
from credscore.corpus.hygiene import CORRUPT, Fault
from credscore.corpus.streams import BROKEN
from credscore.errors import InputError

_BATCH: Final = 32  # rows decoded at a time: a few hundred kilobytes of news


def parquet_rows(
    stream: BinaryIO, *, path: Path | None, columns: Mapping[str, str], where: str, limit: int
) -> Iterator[Row]:
    """The rows of a Parquet file under our column names, numbered from 1.

    Parquet is read from its end: what is not a plain file (`path` None) is first copied to a temporary one, at most
    `limit` bytes of it.

    Raises:
        InputError: it is no Parquet, has not the columns that are needed, or unpacks to more than `limit`.
    """
    import pyarrow as pa  # noqa: PLC0415 -- an extra, and slow to import
    from pyarrow import parquet as pq  # noqa: PLC0415

    with tempfile.TemporaryFile() as spool:
        if path is None:
            _copy(stream, cast("BinaryIO", spool), limit, where)
        try:
            file = pq.ParquetFile(path or spool, pre_buffer=False, buffer_size=1 << 20)
            names = list(file.schema_arrow.names)
        except (pa.ArrowException, OSError):
            raise InputError("is not Parquet, or damaged.", where=where, remedy="Write it anew.") from None
        with file:
            wanted = resolve(columns, names, where)
            number = 0
            try:
                for batch in file.iter_batches(batch_size=_BATCH, columns=list(dict.fromkeys(wanted.values()))):
                    for place in range(batch.num_rows):
                        number += 1
                        yield _row(number, {ours: batch.column(theirs)[place] for ours, theirs in wanted.items()})
            except (pa.ArrowException, OSError):
                yield Row(number + 1, {}, CORRUPT)


def _copy(stream: BinaryIO, spool: BinaryIO, limit: int, where: str) -> None:
    try:
        shutil.copyfileobj(_Limited(stream, limit, where), spool)
    except BROKEN:
        raise InputError("is cut off or damaged.", where=where, remedy="Fetch or pack it anew.") from None
    spool.seek(0)


class _Limited:
    """A stream that refuses to give more than so many bytes."""

    def __init__(self, stream: BinaryIO, limit: int, where: str) -> None:
        self._stream, self._left, self._where = stream, limit, where

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise InputError(
                "unpacks to more than a Parquet file may.",
                where=self._where,
                remedy="Unpack it yourself and give the file.",
            )
        return piece


def _row(number: int, scalars: Mapping[str, Any]) -> Row:
    cells: dict[str, str | None] = {}
    for ours, scalar in scalars.items():
        try:
            value = scalar.as_py()
            cells[ours] = _text(value)
        except UnicodeDecodeError:
            return Row(number, {}, Fault("undecodable", f"The column for {ours} is not UTF-8. Write it as UTF-8."))
        except (TypeError, ValueError, OverflowError):
            return Row(
                number, {}, Fault("bad-row", f"The column for {ours} holds no text but a {scalar.type}. Give a string.")
            )
    return Row(number, cells)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, dict | list | tuple):
        raise TypeError
    return str(value).lower() if isinstance(value, bool) else str(value)
