"""What does not fit in memory, is cut off or damaged: read as far as it goes, and never held whole."""

import csv
import gzip
import io
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from credscore.corpus import read
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import default_settings

SETTINGS = default_settings().corpus
MIB = 1 << 20


class Endless(io.RawIOBase):
    """A stream of `size` bytes that are made as they are read."""

    def __init__(self, head: bytes, row: Callable[[int], bytes], size: int) -> None:
        self._left, self._pieces = head, (row(number) for number in range(1 << 60))
        self.given, self._size = 0, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        while len(self._left) < len(buffer) and self.given + len(self._left) < self._size:
            self._left += next(self._pieces)
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)


def peak(items: Iterator[object]) -> int:
    tracemalloc.start()
    for _ in items:
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


TEXT = b"It rained all day. " * 400


@pytest.mark.parametrize(
    ("form", "head", "row"),
    [
        ("csv", b"id,text\n", lambda number: b"%d,%s\n" % (number, TEXT)),
        ("jsonl", b"", lambda number: b'{"id": %d, "text": "%s"}\n' % (number, TEXT)),
    ],
)
def test_memory_does_not_grow_with_the_file(form: str, head: bytes, row: Callable[[int], bytes]) -> None:
    stream = Endless(head, row, 40 * MIB)
    assert peak(read(["-"], input_format=form, settings=SETTINGS, stdin=stream)) < 4 * MIB
    assert stream.given > 39 * MIB


@pytest.mark.parametrize("form", ["csv", "jsonl", "tsv"])
def test_the_first_article_comes_before_the_second_is_read(form: str) -> None:
    rows = {"csv": (b"text\n", b"Rain.\n"), "tsv": (b"text\n", b"Rain.\n"), "jsonl": (b"", b'{"text": "Rain."}\n')}
    stream = Endless(rows[form][0], lambda _: rows[form][1], 200 * MIB)
    items = iter(read(["-"], input_format=form, settings=SETTINGS, stdin=stream))
    assert isinstance(next(items), Article)
    assert stream.given < MIB


@pytest.mark.parametrize("form", ["csv", "jsonl", "tsv", "txt"])
def test_one_line_of_a_bomb_is_never_held(form: str) -> None:
    packed = gzip.compress(b"text\n" + b"a" * (100 * MIB), compresslevel=1)
    settings = SETTINGS.model_copy(update={"max_row_chars": 100_000, "max_chars": 100_000})
    items: list[object] = []
    most = peak(
        items.append(item) for item in read(["-"], input_format=form, settings=settings, stdin=io.BytesIO(packed))
    )
    assert most < 8 * MIB
    assert [item.code for item in items if isinstance(item, Refusal)][-1:] == ["too-long"]


@pytest.mark.parametrize(("name", "unit"), [("t.csv.gz", "row"), ("t.tsv.gz", "row"), ("t.jsonl.gz", "line")])
def test_a_table_cut_off_yields_what_was_read_and_a_refusal(tmp_path: Path, name: str, unit: str) -> None:
    line = '{"text": "Rain %d."}' if unit == "line" else "Rain %d."
    rows = ["text"] * (unit == "row") + [line % number for number in range(50_000)]
    packed = gzip.compress("\n".join(rows).encode())
    path = tmp_path / name
    path.write_bytes(packed[: len(packed) // 2])
    *articles, last = read([str(path)], settings=SETTINGS)
    assert len(articles) > 10_000
    assert all(isinstance(item, Article) and item.text == f"Rain {n}." for n, item in enumerate(articles))
    assert isinstance(last, Refusal)
    assert (last.code, last.where) == ("corrupt", f"{name} {unit} {len(articles) + 1}")


@pytest.mark.parametrize("cut", [slice(None, 30), slice(None, -4), slice(None, 12)])
def test_a_small_file_cut_off_is_refused(tmp_path: Path, cut: slice) -> None:
    for name, content in (
        ("a.txt.gz", b"Rain fell all night, and more."),
        ("t.jsonl.gz", b'{"text": "Rain fell all night."}\n'),
    ):
        path = tmp_path / name
        path.write_bytes(gzip.compress(content)[cut])
        assert [item.code for item in read([str(path)], settings=SETTINGS) if isinstance(item, Refusal)] == ["corrupt"]


def test_damage_in_the_middle_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress("\n".join(["text", *(f"Rain {number}." for number in range(50_000))]).encode()))
    packed[len(packed) // 2 : len(packed) // 2 + 64] = bytes(64)
    path = tmp_path / "t.csv.gz"
    path.write_bytes(packed)
    items = list(read([str(path)], settings=SETTINGS))
    assert isinstance(items[-1], Refusal)
    assert items[-1].code == "corrupt"


def test_wrong_quotes_are_not_quadratic() -> None:
    """Each line opens a quote that the next one closes and opens again: read from any line, it runs to the end."""
    settings = SETTINGS.model_copy(update={"max_row_chars": 1_000_000})
    stream = io.BytesIO(b"id,text\n" + b'x","\n' * 100_000)
    assert all(isinstance(item, Refusal) for item in read(["-"], input_format="csv", settings=settings, stdin=stream))


def test_rows_after_a_broken_one_keep_coming(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title", "text"])
        for number in range(300):
            if number % 3 == 1:
                file.write(f'{number},"open,Rain.\r\n')
            else:
                writer.writerow([number, 'a "title",', f"Rain {number}.\nAnd on."])
    items = list(read([str(path)], settings=SETTINGS))
    assert sum(isinstance(item, Refusal) for item in items) == 100
    whole = {item.id: item.text for item in items if isinstance(item, Article)}
    assert whole == {str(number): f"Rain {number}.\nAnd on." for number in range(300) if number % 3 != 1}


class TestTheSecondTime:
    """Articles can be gone through again, also those of a stream that is gone by then."""

    @pytest.mark.parametrize("form", ["csv", "jsonl", "txt"])
    def test_standard_input_is_kept(self, form: str) -> None:
        rows = {"csv": b"id,text\na,Rain.\na,Snow.\nb,Hail.\n", "jsonl": b'{"text": "Rain."}\n{\n', "txt": b"Rain."}
        items = read(["-"], input_format=form, settings=SETTINGS, stdin=io.BytesIO(rows[form]))
        first = list(items)
        assert first
        assert list(items) == first
        assert list(items) == first

    def test_a_stream_beside_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Rain.", encoding="utf-8")
        given = [str(tmp_path / "a.txt"), "-"]
        items = read(given, input_format="txt", settings=SETTINGS, stdin=io.BytesIO(b"Snow."))
        assert [item.text for item in items if isinstance(item, Article)] == ["Rain.", "Snow."]
        assert list(items) == list(items)

    def test_two_at_once_do_not_disturb_each_other(self) -> None:
        items = read(["-"], input_format="jsonl", settings=SETTINGS, stdin=io.BytesIO(b'{"text": "Rain."}\n' * 9))
        kept = list(items)
        assert list(zip(items, items, strict=True)) == list(zip(kept, kept, strict=True))

    def test_a_full_disk_is_a_named_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("credscore.corpus.spool.pickle.dump", full)
        with pytest.raises(InputError, match="No space left"):
            list(read(["-"], input_format="txt", settings=SETTINGS, stdin=io.BytesIO(b"Rain.")))
