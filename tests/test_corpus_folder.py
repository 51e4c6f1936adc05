"""Folders, sidecars, several inputs and standard input."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from credscore.corpus import read
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import default_settings

SETTINGS = default_settings().corpus


def lay(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def got(*inputs: str | Path, **options: object) -> list[Article | Refusal]:
    return list(read([str(given) for given in inputs], settings=SETTINGS, **options))


def refusals(items: list[Article | Refusal]) -> list[tuple[str, str, str]]:
    return [(item.id, item.where, item.code) for item in items if isinstance(item, Refusal)]


def test_a_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    lay(tmp_path, {"b.txt": "Rain.", "a.md": "Sun.", "sub/b.txt": "Wind.", "sub/t.csv": "text\nSnow.\n"})
    assert [item.id for item in got(tmp_path)] == ["a.md", "b.txt", "sub/b.txt", "sub/t.csv:1"]


def test_what_is_about_the_folder_is_not_an_article(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {"a.txt": "Rain.", "README.md": "Read me.", "LICENSE": "Mine.", ".hidden.txt": "No.", ".git/x.txt": "No."},
    )
    assert [item.id for item in got(tmp_path)] == ["a.txt"]
    assert got(tmp_path / "README.md")[0].id == "README.md"


def test_a_file_of_a_folder_that_cannot_be_read_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "a.pdf": "x",
            "b.csv": "id\n1\n",
            "c.csv.gz": "no gzip",
            "d.parquet": "none",
            "e.txt": b"\xe4",
            "f.txt": "Rain.",
        },
    )
    (tmp_path / "g.txt").symlink_to("nowhere")
    items = got(tmp_path)
    assert refusals(items) == [
        ("a.pdf", "a.pdf", "unknown-format"),
        ("b.csv", "b.csv", "unreadable"),
        ("c.csv.gz", "c.csv.gz", "unreadable"),
        ("d.parquet", "d.parquet", "unreadable"),
        ("e.txt", "e.txt", "undecodable"),
        ("g.txt", "g.txt", "unreadable"),
    ]
    assert [item.id for item in items if isinstance(item, Article)] == ["f.txt"]


def test_the_results_of_a_run_are_no_articles(tmp_path: Path) -> None:
    run = {"run.json": "{}", "evidence.jsonl": '{"text": "Rain."}', "report.html": "<html>", "articles.csv": "id\n1\n"}
    lay(tmp_path, {"a.txt": "Rain.", **{f"out/{name}": text for name, text in run.items()}, "out/below/b.txt": "Sun."})
    assert [(type(item), item.id) for item in got(tmp_path)] == [(Article, "a.txt")]
    with pytest.raises(InputError, match="results of a run"):
        got(tmp_path / "out")


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    lay(tmp_path, {".hidden": "x"})
    with pytest.raises(InputError, match="no article"):
        got(tmp_path)


def test_a_sidecar_says_what_a_text_is(tmp_path: Path) -> None:
    sidecar = 'file,source,title,date,url\na.txt,BBC,"Rain, again",2024-08-31T10:00,https://x.org/1\nsub/b.txt,,Sun,,https://x.org/2\n'
    lay(tmp_path, {"a.txt": "Rain.", "sub/b.txt": "Sun.", "c.txt": "Wind.", "articles.csv": sidecar})
    first, third, second = got(tmp_path)
    assert first == Article("a.txt", "BBC", "Rain.", "Rain, again", "2024-08-31", "https://x.org/1")
    assert second == Article("sub/b.txt", "b", "Sun.", "Sun", None, "https://x.org/2")
    assert third == Article("c.txt", "c", "Wind.")


def test_a_sidecar_loses_no_row(tmp_path: Path) -> None:
    rows = ["gone.txt,A", "a.txt,B", "a.txt,C", "../x.txt,D", ",E", "t.csv,F", "b.txt,G,too,many", "a.pdf,H"]
    files = {"a.txt": "Rain.", "t.csv": "text\nSun.\n", "a.pdf": "x", "articles.csv": "file,source\n" + "\n".join(rows)}
    items = got(lay(tmp_path, files))
    assert sorted(refusals(items)) == [
        ("a.pdf", "a.pdf", "unknown-format"),
        ("articles.csv:3", "articles.csv row 3", "bad-row"),
        ("articles.csv:4", "articles.csv row 4", "missing-file"),
        ("articles.csv:5", "articles.csv row 5", "missing-file"),
        ("articles.csv:7", "articles.csv row 7", "bad-row"),
        ("gone.txt", "articles.csv row 1", "missing-file"),
        ("t.csv", "articles.csv row 6", "bad-row"),
    ]
    assert [(item.id, item.source) for item in items if isinstance(item, Article)] == [("a.txt", "B")]


def test_a_table_called_articles_csv_is_a_table(tmp_path: Path) -> None:
    lay(tmp_path, {"articles.csv": "file,text\nx,Rain.\n"})
    assert [item.id for item in got(tmp_path)] == ["articles.csv:1"]


def test_a_sidecar_holds_for_texts_named_one_by_one(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "Rain.", "b.txt": "Sun.", "articles.csv": "file,source\na.txt,BBC\n"})
    assert [(item.id, item.source) for item in got(tmp_path / "a.txt")] == [("a.txt", "BBC")]
    assert [item.id for item in got(*sorted(tmp_path.iterdir()))] == ["a.txt", "b.txt"]
    with pytest.raises(InputError, match="Give the folder"):
        got(tmp_path / "articles.csv")


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    lay(tmp_path, {"one/a.txt": "Rain.", "two/a.txt": "Sun.", "t.csv": "id,text\na.txt,Wind.\n"})
    inputs = [tmp_path / "one", tmp_path / "two" / "a.txt", tmp_path / "t.csv"]
    assert got(*inputs) == got(*reversed(inputs))
    assert refusals(got(*inputs)) == [("a.txt", "t.csv row 1", "duplicate-id"), ("a.txt", "a.txt", "duplicate-id")]


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "Rain.", "t.jsonl": '{"text": "Sun."}\n{"text": "Wind."}\n'})
    items = got(tmp_path, tmp_path / "t.jsonl")
    assert [item.id for item in items if isinstance(item, Article)] == ["a.txt", "t.jsonl:1", "t.jsonl:2"]
    assert refusals(items) == [("t.jsonl", "t.jsonl", "duplicate-file")]


def test_a_named_input_that_is_wrong_stops_before_the_first_article(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "Rain.", "b.csv": "id\n1\n"})
    for wrong in ("b.csv", "gone.txt", "no\0name.txt", "x" * 5000):
        with pytest.raises(InputError):
            read([str(tmp_path / "a.txt"), str(tmp_path / wrong)], settings=SETTINGS)


def test_columns_of_no_table_are_an_error(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "Rain."})
    with pytest.raises(InputError, match="no table"):
        got(tmp_path, columns={"text": "body"})


def test_no_input_is_an_error() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        got()


def test_a_name_that_is_not_utf_8_is_made_so(tmp_path: Path) -> None:
    path = tmp_path / "a\udce4.txt"
    try:
        path.write_text("Rain.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert got(tmp_path)[0] == Article("a\ufffd.txt", "a\ufffd", "Rain.")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Rain fell, text and all.\n", ["stdin"]),
        (b'{"text": "Rain."}\n{"text": "Sun."}\n', ["stdin:1", "stdin:2"]),
        (b"id,text\n,Rain.\nb,Sun.\n", ["stdin:1", "b"]),
        (b"id\ttext\nb\tSun.\n", ["b"]),
        ("id,text\nb,Sün.\n".encode("utf-16"), ["b"]),
        (gzip.compress(b'{"text": "Rain."}\n', mtime=0), ["stdin:1"]),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(data: bytes, expected: list[str]) -> None:
    assert [item.id for item in got("-", stdin=io.BytesIO(data))] == expected


def test_standard_input_takes_a_format_and_columns() -> None:
    items = got("-", stdin=io.BytesIO(b"body\nRain.\nSun.\n7\n"), input_format="csv", columns={"text": "body"})
    assert [item.id for item in items] == ["stdin:1", "stdin:2", "stdin:3"]
    assert refusals(items) == [("stdin:3", "standard input row 3", "not-text")]
    assert [item.id for item in got("-", stdin=io.BytesIO(b"body\nRain.\n"), columns={"text": "body"})] == ["stdin:1"]


def test_standard_input_without_the_column_asked_for_is_an_error() -> None:
    with pytest.raises(InputError, match="--input-format"):
        got("-", stdin=io.BytesIO(b"Rain fell."), columns={"text": "body"})
    with pytest.raises(InputError, match="standard input: has no column 'text'"):
        got("-", stdin=io.BytesIO(b"body\nRain.\n"), input_format="csv")


def test_the_process_has_a_standard_input_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Rain.")))
    assert got("-") == [Article("stdin", "unknown", "Rain.")]
