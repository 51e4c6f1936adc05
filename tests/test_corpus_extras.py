"""Web pages and Parquet: what the extras `html` and `parquet` read, and what is said without them."""

import datetime
import gzip
import io
from pathlib import Path

import pytest

from credscore.corpus import plan, read
from credscore.corpus.pages import Extractor
from credscore.errors import InputError
from credscore.records import Article, Refusal
from credscore.settings import default_settings

SETTINGS = default_settings().corpus
STORY = "<p>It rained all day in the valley, and the river rose by a metre, the mayor said on Friday.</p>" * 4
PAGE = f"""<!DOCTYPE html><html><head><title>Rain in the valley</title>
<meta property="og:title" content="Rain in the valley"><meta property="og:site_name" content="Valley News">
<meta property="article:published_time" content="2024-08-31T10:00:00Z">
<link rel="canonical" href="https://www.valley.example/rain">
</head><body><nav><a href="/">Home</a></nav><article><h1>Rain in the valley</h1>{STORY}
<p>No one was hurt – “so far”.</p></article>
</body></html>"""


def got(path: Path, **options: object) -> list[Article | Refusal]:
    return list(read([str(path)], settings=SETTINGS, **options))


class TestHtml:
    @pytest.fixture(autouse=True)
    def needs(self) -> None:
        pytest.importorskip("trafilatura")

    def test_a_page_says_what_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
        (article,) = got(tmp_path / "page.html")
        assert isinstance(article, Article)
        assert (article.id, article.source, article.title, article.date, article.url) == (
            "page.html",
            "Valley News",
            "Rain in the valley",
            "2024-08-31",
            "https://www.valley.example/rain",
        )
        assert "No one was hurt – “so far”." in article.text
        assert "Home" not in article.text

    def test_a_sidecar_goes_before_the_page(self, tmp_path: Path) -> None:
        (tmp_path / "page.htm").write_text(PAGE, encoding="utf-8")
        (tmp_path / "articles.csv").write_text("file,source,title\npage.htm,Mine,\n")
        (article,) = got(tmp_path)
        assert isinstance(article, Article)
        assert (article.source, article.title) == ("Mine", "Rain in the valley")

    def test_a_page_without_an_article_and_no_page_at_all_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text("<html><body></body></html>")
        (tmp_path / "b.html").write_bytes(b"\x00\xff" * 50)
        (tmp_path / "c.html").write_bytes(b"")
        (tmp_path / "d.html").write_bytes(b"<" * (SETTINGS.max_page_bytes + 1))
        (tmp_path / "e.html.gz").write_bytes(gzip.compress(PAGE.encode()))
        *refused, article = got(tmp_path)
        assert [item.code for item in refused if isinstance(item, Refusal)] == ["empty", "empty", "empty", "too-long"]
        assert isinstance(article, Article)

    def test_a_pipe_is_known_by_its_first_tag(self) -> None:
        (article,) = read(["-"], settings=SETTINGS, stdin=io.BytesIO(PAGE.encode()))
        assert isinstance(article, Article)
        assert (article.id, article.source) == ("stdin", "Valley News")

    def test_a_page_that_takes_too_long_is_refused_and_the_next_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("credscore.corpus.pages._STARTUP", 0.0)
        extractor = Extractor(0.01)
        fault = extractor.extract(PAGE.encode())
        assert not isinstance(fault, dict)
        assert fault.code == "timeout"
        extractor.close()
        monkeypatch.setattr("credscore.corpus.pages._STARTUP", 30.0)
        extractor = Extractor(20)
        first = extractor.extract(PAGE.encode())
        process = extractor._process
        assert process is not None
        assert extractor.extract(PAGE.encode()) == first
        assert extractor._process is process
        process.kill()
        process.wait()
        assert extractor.extract(PAGE.encode()) == first
        extractor.close()


class TestParquet:
    @pytest.fixture(autouse=True)
    def needs(self) -> None:
        pytest.importorskip("pyarrow")

    def write(self, path: Path, columns: dict[str, object]) -> Path:
        import pyarrow as pa
        from pyarrow import parquet as pq

        pq.write_table(pa.table(columns), path)
        return path

    def test_everything_is_text(self, tmp_path: Path) -> None:
        path = self.write(
            tmp_path / "t.parquet",
            {
                "text": ["Rain.", None, "Sun\0."],
                "id": [7, 8, None],
                "title": [b"R\xc3\xa4in", b"x", b"y"],
                "date": [datetime.date(2024, 8, 31)] * 3,
                "source": ["NA", "007", "x"],
                "tags": [[1], [2], [3]],
            },
        )
        first, second, third = got(path)
        assert first == Article("7", "NA", "Rain.", "Räin", "2024-08-31")
        assert isinstance(second, Refusal)
        assert (second.id, second.where, second.code) == ("8", "t.parquet row 2", "empty")
        assert third.id == "t.parquet:3"

    def test_a_row_that_is_no_text_is_refused(self, tmp_path: Path) -> None:
        bytes_and_lists = {"text": ["Rain.", "Sun."], "title": [b"\xff", b"x"], "source": [None, ["a"]]}
        items = got(self.write(tmp_path / "t.parquet", bytes_and_lists))
        assert [item.code for item in items if isinstance(item, Refusal)] == ["undecodable", "bad-row"]

    def test_columns_and_none(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "t.parquet", {"body": ["Rain."]})
        assert got(path, columns={"text": "body"})[0].id == "t.parquet:1"
        with pytest.raises(InputError, match="'body'"):
            got(path)
        assert got(self.write(path, {"text": []}))[0].id == "t.parquet"

    def test_packed_piped_and_called_otherwise(self, tmp_path: Path) -> None:
        data = self.write(tmp_path / "t.parquet", {"text": ["Rain."]}).read_bytes()
        packed = tmp_path / "t.parquet.gz"
        packed.write_bytes(gzip.compress(data))
        assert [item.id for item in got(packed)] == ["t.parquet.gz:1"]
        assert [item.id for item in read(["-"], settings=SETTINGS, stdin=io.BytesIO(data))] == ["stdin:1"]
        small = SETTINGS.model_copy(update={"max_unpacked_bytes": 100})
        with pytest.raises(InputError, match="unpacks to more"):
            list(read([str(packed)], settings=small))

    def test_damage_further_on_is_a_refusal(self, tmp_path: Path) -> None:
        path = self.write(tmp_path / "t.parquet", {"text": [f"Rain {number} and wind." for number in range(5000)]})
        data = bytearray(path.read_bytes())
        data[100:3000] = bytes(2900)
        path.write_bytes(data)
        items = got(path)
        assert isinstance(items[-1], Refusal)
        assert items[-1].code == "corrupt"


@pytest.mark.parametrize(("name", "extra"), [("a.html", "html"), ("a.parquet", "parquet")])
def test_without_the_extra_the_error_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    monkeypatch.setattr(plan, "find_spec", lambda _: None)
    (tmp_path / name).write_text("x")
    for given in (tmp_path, tmp_path / name):
        with pytest.raises(InputError, match=rf"pip install .credscore\[{extra}\]"):
            got(given)
    with pytest.raises(InputError, match=rf"pip install .credscore\[{extra}\]"):
        list(read(["-"], input_format=extra, settings=SETTINGS, stdin=io.BytesIO(b"PAR1")))
