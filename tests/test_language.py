"""Sentences, quotations and the parsed document: labelled cases, and laws that hold for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.language import Document, Reader
from credscore.language.document import line_spans
from credscore.language.quotes import quotations
from credscore.language.sentences import Splitter
from credscore.lexicon import load_lexicons
from credscore.records import Article, Span

CASES = Path(__file__).parent / "cases"
LEXICONS = load_lexicons(user=CASES / "nobody")
SPLITTER = Splitter(LEXICONS["abbreviations"])
PIECES = (
    *(
        "Mr.",
        "U.S.",
        "p.m.",
        "No.",
        "Sept.",
        "The",
        "the",
        "said",
        "Silva",
        "iPhone",
        "12",
        "3.5",
        "a",
        "boys'",
        "don’t",
    ),
    *(".", "!", "?", "...", "…", ". . .", ",", ":", ";", "-", "–", "•", "(", ")", "[", "]", "*"),
    *(
        '"',
        "“",
        "”",
        "‘",
        "’",
        "'",
        "''",
        "``",
        "„",
        "«",
        "»",
        " ",
        "  ",
        "\xa0",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        "é",
        "中",
        "🙂",
    ),
)
TEXTS = st.text() | st.lists(st.sampled_from(PIECES)).map("".join) | st.lists(st.sampled_from(PIECES)).map(" ".join)


def cases(name: str) -> list[dict[str, object]]:
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def sentences(text: str) -> list[Span]:
    return [span for line in line_spans(text) for span in SPLITTER.spans(text, line)]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(LEXICONS)


@pytest.mark.parametrize("case", cases("sentences.json"), ids=lambda case: case["comment"])
def test_sentences_are_split_as_labelled(case):
    assert [span.of(case["text"]) for span in sentences(case["text"])] == case["sentences"]


@pytest.mark.parametrize("case", cases("quotes.json"), ids=lambda case: case["comment"])
def test_quotations_are_found_as_labelled(case):
    text = case["text"]
    assert [span.of(text) for span in quotations(text, line_spans(text))] == case["quotes"]


def test_an_abbreviation_of_the_users_own_is_obeyed(tmp_path):
    text = "They met the Obfr. Silva there."
    assert len(sentences(text)) == 2
    (tmp_path / "abbreviations.csv").write_text("id,term,match,class\nobfr,Obfr.,word,title\n", encoding="utf-8")
    document = Reader(load_lexicons(tmp_path, user=tmp_path / "nobody")).read(Article("a", "s", text))
    assert document.sentences == (Span(0, len(text)),)


@given(TEXTS)
def test_lines_hold_everything_but_blanks(text):
    lines = line_spans(text)
    assert_in_order(text, lines)
    assert_covered(text, lines)
    assert all(len(line.of(text).splitlines()) == 1 for line in lines)


@given(TEXTS)
def test_sentences_lie_in_lines_and_cover_them(text):
    spans = sentences(text)
    assert_in_order(text, spans)
    lines = line_spans(text)
    assert all(any(line.holds(span) for line in lines) for span in spans)
    assert_covered(text, spans, but="'”")  # a closing mark that stands before a sentence belongs to none


@given(TEXTS)
def test_quotations_lie_in_lines_in_order(text):
    lines = line_spans(text)
    spans = quotations(text, lines)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(any(line.holds(span) for line in lines) for span in spans)
    assert all(not span.of(text)[0].isalnum() and any(c.isalnum() for c in span.of(text)) for span in spans)


@given(text=TEXTS, title=st.none() | TEXTS)
def test_any_text_can_be_read(reader, text, title):
    document = reader.read(Article("a", "s", text, title))
    assert (document.title is None) == (not (title or "").strip())
    for part in filter(None, (document, document.title)):
        assert_parsed(part)


def assert_parsed(document: Document) -> None:
    setting, text = document.setting, document.text
    assert "".join(token.text_with_ws for token in document.doc) == text
    assert [text[a:b] for a, b in zip(setting.starts, setting.ends, strict=True)] == [t.text for t in document.doc]
    for hits in document.hits.values():
        for hit in hits:
            assert 0 <= hit.start < hit.end <= len(text)
            first, last = setting.starts[hit.first], setting.ends[hit.last - 1]
            assert first < hit.end and hit.start < last
            assert not text[hit.start : first].strip()  # a pattern may begin and end with blanks
            assert not text[last : hit.end].strip()


def assert_in_order(text: str, spans) -> None:
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)


def assert_covered(text: str, spans, but: str = "") -> None:
    covered = {offset for span in spans for offset in range(*span)}
    assert all(offset in covered or c.isspace() or c in but for offset, c in enumerate(text))


def test_spacy_sees_the_sentences(reader):
    text = "“We left.” Maj. Gen. Silva said no.\n\nA heading\nThe end. It rained."
    document = reader.read(Article("a", "s", text))
    assert [Span(s.start_char, s.end_char).of(text).strip() for s in document.doc.sents] == [
        span.of(text) for span in document.sentences
    ]


@pytest.mark.parametrize("piece", ["! ", "“", "““” ", "boys' ", "‘a ", "Aa. ", ".", "''", "a. ", '"a ', "(."])
def test_time_is_linear(piece):
    """Tens of thousands of marks in one line: a step that looks back or ahead without a bound would take minutes."""
    text = piece * (60_000 // len(piece))
    lines = line_spans(text)
    assert sentences(text)
    quotations(text, lines)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_words_that_are_kept_and_words_that_are_forgotten_part_alike(reader: Reader, texts: list[str]) -> None:
    def parted() -> list[list[tuple[int, str]]]:
        with reader.forgetting():
            documents = [reader.read(Article("a", "s", text)) for text in (*texts, *texts)]
            return [[(token.idx, token.text) for token in document.doc] for document in documents]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("credscore.language.document._KEPT_WORDS", 0)
        forgotten = parted()
    assert parted() == forgotten
    assert forgotten[: len(texts)] == forgotten[len(texts) :]
