"""Bytes in: files, pipes and gzip, opened so that nothing is held that need not be, and decoded without a guess."""

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple, cast

from credscore.errors import InputError

HEAD: Final = 65_536
"""How many bytes of a pipe are looked at to tell its format."""

BROKEN: Final = (EOFError, zlib.error, OSError)
"""What reading raises from a compressed file that is cut off or damaged, or from a disk that fails."""

UNDECODABLE: Final = "\udcff"
"""Stands in decoded text for bytes that are not in the encoding; a well-formed text cannot hold it."""

Newline = Literal["", "\n"]
GZIP: Final = b"\x1f\x8b"
_BOMS: Final = (  # UTF-32 first: its little-endian mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return UNDECODABLE, error.end
    raise error


codecs.register_error("credscore.mark", _mark)


class _Rejoined(io.RawIOBase):
    """A stream with the bytes that were read ahead put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        into = memoryview(cast("bytearray", buffer))
        piece = bytes(self._head[: len(into)]) if self._head else self._rest.read(len(into))
        self._head = self._head[len(piece) :] if self._head else self._head
        into[: len(piece)] = piece
        return len(piece)


class Opened(NamedTuple):
    """An open input: its first bytes, a stream of all its bytes, and whether they are being unzipped."""

    head: bytes
    stream: BinaryIO
    zipped: bool


def codec_of(head: bytes) -> str:
    """The codec for bytes that begin so: UTF-8 unless a byte order mark says UTF-16 or UTF-32."""
    return next((codec for bom, codec in _BOMS if head.startswith(bom)), "utf-8")


@contextmanager
def opened(path: Path | None, where: str, stdin: BinaryIO | None = None) -> Iterator[Opened]:
    """A file (None: standard input), ready to be read.

    Raises:
        InputError: it cannot be opened, or calls itself gzip and is not.
    """
    try:
        raw = (stdin or sys.stdin.buffer) if path is None else path.open("rb")
    except OSError as error:
        raise InputError(
            f"cannot be opened: {error.strerror}.", where=where, remedy="Check its name and that you may read it."
        ) from None
    try:
        yield _plain(raw, where, zipped=path is not None and path.suffix.lower() == ".gz")
    finally:
        if path is not None:
            raw.close()


def _plain(raw: BinaryIO, where: str, *, zipped: bool) -> Opened:
    try:
        head = raw.read(HEAD)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}.",
            where=where,
            remedy="Check that it is a file and that you may read it.",
        ) from None
    stream: BinaryIO = io.BufferedReader(_Rejoined(head, raw))
    if not head or not (zipped or head.startswith(GZIP)):
        return Opened(head, stream, zipped=False)
    unzipped = gzip.GzipFile(fileobj=stream)
    try:
        head = unzipped.peek(HEAD)
    except EOFError:
        head = b""  # cut off before the first byte: whoever reads on meets it again and refuses it
    except (zlib.error, OSError):
        raise InputError(
            "is not gzip, or damaged from the start.", where=where, remedy="Give it without .gz, or pack it anew."
        ) from None
    return Opened(head, cast("BinaryIO", unzipped), zipped=True)


def lines(stream: BinaryIO, head: bytes, newline: Newline, limit: int) -> Iterator[str | None]:
    r"""The decoded lines of a stream with their ends untouched; None for one longer than `limit` characters.

    `newline` says where lines end: "\n" there alone, "" at any of \r, \n, \r\n. A line too long is never held
    whole. What cannot be decoded comes as `UNDECODABLE`, so that one bad row does not cost the others.
    """
    text = io.TextIOWrapper(stream, encoding=codec_of(head), errors="credscore.mark", newline=newline)
    ends = newline or ("\n", "\r")
    while line := text.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(ends):
            line = text.readline(limit)
        yield None
