"""Laws of the door: nothing that comes in is lost, and no bytes whatever bring it down."""

import csv
import gzip
import io
import json
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.corpus import FORMATS, read
from credscore.corpus.hygiene import clean
from credscore.errors import CredscoreError
from credscore.records import Article, Refusal
from credscore.settings import default_settings

SETTINGS = default_settings().corpus.model_copy(update={"max_row_chars": 200, "max_chars": 100})
ROOMY = default_settings().corpus
NAMES = ("id", "source", "title", "text", "date", "url", "story")

# Bytes that look like something: pieces that open, close and break rows, quotes, encodings and objects.
PIECES = [
    b"text",
    b"id,text\n",
    b"id\ttext\n",
    b'"',
    b'""',
    b",",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
]
PIECES += [b"\xe4", b'{"text": "', b'"}', b"[", b"\\ud800", b"Rain. ", b"\x1f\x8b", b"PAR1", b"1e9", b"NaN", b"a" * 150]
soup = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: gzip.compress(b"".join(pieces))),
    st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: gzip.compress(b"".join(pieces))[:-9]),
)


def taken(data: bytes, form: str | None = None, limits: object = SETTINGS) -> list[Article | Refusal]:
    return list(read(["-"], input_format=form, settings=limits, stdin=io.BytesIO(data)))


@pytest.mark.parametrize("form", [None, *(name for name in FORMATS if name != "html")])
@settings(max_examples=300, deadline=None)
@given(soup)
def test_any_bytes_are_taken_or_refused(form: str | None, data: bytes) -> None:
    if form == "parquet" or (form is None and data.startswith(b"PAR1")):
        pytest.importorskip("pyarrow")
    try:
        items = taken(data, form)
    except CredscoreError as error:
        assert error.where
        assert error.remedy
        return
    assert items, "something came in, and nothing was said of it"
    for item in items:
        assert item.id
        if isinstance(item, Refusal):
            assert item.where
            assert item.code
            assert item.reason.endswith(".")
        else:
            assert item.text.strip()
            assert clean(item.text) == item.text


cells = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(cells, cells, cells), max_size=8), st.sampled_from([("csv", ","), ("tsv", "\t")]))
def test_every_row_of_a_table_is_an_article_or_a_refusal(
    rows: Sequence[tuple[str, str, str]], kind: tuple[str, str]
) -> None:
    form, delimiter = kind
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("source", "text", "title"), *rows])
    items = taken(file.getvalue().encode(), form, ROOMY)
    assert len(items) == max(len(rows), 1)
    for number, (item, (source, text, title)) in enumerate(zip(items, rows, strict=False), 1):
        assert item.id == f"stdin:{number}"
        if isinstance(item, Article):
            assert item.text == clean(text)
            assert item.source == (clean(source).strip() or "unknown")
            assert item.title == (clean(title).strip() or None)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), st.one_of(st.none(), st.text(max_size=12), st.integers()))))
def test_every_line_of_jsonl_is_an_article_or_a_refusal(rows: list[dict[str, object]]) -> None:
    rows = [{"text": "Rain."}, *rows]
    items = taken("\n".join(map(json.dumps, rows)).encode(), "jsonl", ROOMY)
    assert len(items) == len(rows)
    for item, row in zip(items, rows, strict=True):
        if isinstance(item, Article):
            assert item.text == clean(str(row["text"]))
            assert len(item.text) == len(str(row["text"]))


@settings(max_examples=100, deadline=None)
@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_a_text_is_kept_in_every_encoding(text: str, encoding: str) -> None:
    data = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode(encoding)
    if encoding == "utf-8" and data.startswith((b"\xef\xbb\xbf", b"\xff\xfe")):
        return
    for item in taken(data, "txt", ROOMY):
        if isinstance(item, Article):
            assert item.text == clean(data.decode(encoding))


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.sampled_from(["Rain.", "", "7", "Sun."]), min_size=1, max_size=6), chance=st.randoms())
def test_any_order_of_inputs_gives_the_same(
    texts: list[str], chance: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    paths = []
    for number, text in enumerate(texts):
        path = folder / str(number % 3) / f"{number // 2}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        paths.append(str(path))
    paths.append(str(folder / "0"))
    items = list(read(paths, settings=ROOMY))
    chance.shuffle(paths)
    assert list(read(paths, settings=ROOMY)) == items
