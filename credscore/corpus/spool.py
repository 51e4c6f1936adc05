"""What cannot be read a second time, or only slowly, kept in a temporary file between the first time and the next."""

import pickle
from collections.abc import Iterator
from os import SEEK_END
from tempfile import TemporaryFile, gettempdir
from typing import IO
from weakref import finalize

from credscore.errors import InputError
from credscore.records import Article, Refusal

Placed = tuple[str, Article | Refusal]  # with where it stands


class Spool:
    """The articles of some inputs, each input under a number of its own; the file goes when this does."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._places: dict[int, tuple[int, int]] = {}  # input -> where it starts, how many articles it has

    def through(self, number: int, items: Iterator[Placed]) -> Iterator[Placed]:
        """The articles of an input: those given the first time, the kept ones after that.

        An input that was left before its end counts as not read.

        Raises:
            InputError: the file cannot be written.
        """
        if number in self._places:
            yield from self._kept(*self._places[number])
            return
        file = self._opened()
        start, count = file.seek(0, SEEK_END), 0
        for item in items:
            try:
                file.seek(0, SEEK_END)
                pickle.dump(item, file)
            except OSError as error:
                raise _full(error) from None
            count += 1
            yield item
        self._places[number] = start, count

    def _kept(self, place: int, count: int) -> Iterator[Placed]:
        file = self._opened()
        for _ in range(count):
            file.seek(place)
            item: Placed = pickle.load(file)  # noqa: S301 - a file without a name that only we have written
            place = file.tell()
            yield item

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 - closed when nobody goes through the articles any more
            finalize(self, self._file.close)
        return self._file


def _full(error: OSError) -> InputError:
    return InputError(
        f"cannot keep what was read in a temporary file: {error.strerror or error}.",
        where=gettempdir(),
        remedy="Give files instead of standard input or web pages, or name another folder in TMPDIR.",
    )
