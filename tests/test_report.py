"""The HTML report: everything in it, nothing out of it, and hostile texts inert."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import credscore.report
from credscore.records import Evidence, Hedge, Residue, Span
from credscore.report import articles_page, page
from credscore.report.choose import in_full
from credscore.report.marks import clean, sentences
from credscore.report.reasons import interval
from credscore.report.views import ArticlePage, web_address
from credscore.settings import settings_from
from credscore.store import RunFolder
from tests.made_run import TEXT, evidence, many, run

HOSTILE = json.loads((Path(__file__).parent / "cases" / "hostile.json").read_text(encoding="utf-8"))
_TAGS = """html head meta title style body a h1 h2 h3 h4 p nav ul ol li main section b span div table thead tbody tr th
td bdi svg rect article details summary br code dl dt dd header noscript script label input select option fieldset
legend blockquote mark"""
TAGS = set(_TAGS.split())


class Seen(HTMLParser):
    """The elements of a page, its text, and every attribute."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data


def html_of(made: RunFolder) -> str:
    return "".join(page(made))


def articles_html(*found: tuple[Evidence, str]) -> str:
    return "".join(articles_page(found))


def inert(html: str) -> Seen:
    seen = Seen(html)
    assert html.count("<script") == 1
    assert seen.tags <= TAGS
    for name, value in seen.attributes:
        assert not name.startswith("on") and name not in ("style", "src", "srcdoc", "action", "formaction"), name
        if name == "href":
            assert re.match(r"#[\w-]+$|https?://\S+$", value or ""), value
    assert len(seen.ids) == len(set(seen.ids))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    return seen


def test_a_report_shows_all_of_a_run() -> None:
    seen = inert(html_of(run(*(evidence(f"a{n}", f"The Gazette {n}") for n in range(5)))))
    for text in ("The Gazette 3", "Harbour master Ilse Dorrance", "nine ships", "contradicts the consensus: a reason"):
        assert text in seen.text
    assert "nothing to compare" in seen.text
    assert "x.txt" in seen.text
    for reason in ("official, named, indirect", "rule say", "in the words of a cited speaker", "not the article"):
        assert reason in seen.text


def test_links_inside_the_page_lead_somewhere() -> None:
    seen = Seen(html_of(run(*(evidence(f"a{n}", f"s{n}") for n in range(5)))))
    targets = {value[1:] for name, value in seen.attributes if name == "href" and value and value.startswith("#")}
    assert targets <= set(seen.ids)


def shortened(made: RunFolder, **limits: int) -> RunFolder:
    return replace(made, settings=settings_from({"report": limits}))


def chosen(made: RunFolder) -> list[str]:
    lengths = {article: len(text) for article, text in made.texts.items()}
    return sorted(in_full(made.scored.cards, made.scored.stories, lengths, made.settings.report))


def test_shown_in_full_are_those_that_deviate_then_best_and_worst_of_each_source() -> None:
    made = many(30, 3)
    assert chosen(shortened(made, articles=1)) == ["x3"]
    # Sources in order of name, the best of each: the last article has no score and is nobody's worst.
    assert chosen(shortened(made, articles=4)) == ["a026", "a027", "a028", "x3"]
    level = {"x0", "x1", "x2", "x4"}
    assert set(chosen(shortened(made, articles=11))) == {"x3", "a027", "a028", "a026", *level, "a000", "a001", "a002"}
    assert chosen(shortened(made, articles=1000)) == sorted(made.texts)


def test_what_is_shown_in_full_does_not_hang_on_the_order() -> None:
    made = shortened(many(30, 3), articles=9)
    turned = replace(made, scored=replace(made.scored, cards=made.scored.cards[::-1]))
    assert chosen(made) == chosen(turned)


def test_an_article_too_long_for_the_page_is_passed_over() -> None:
    made = many(6, 3)
    long = replace(made, texts={**made.texts, "x3": TEXT * 100})
    assert chosen(shortened(long, characters=3 * len(TEXT))) == ["a002", "a003", "a004"]


def test_a_shortened_page_says_so_keeps_a_row_for_every_article_and_has_no_loose_link() -> None:
    html = html_of(shortened(many(30, 3), articles=4))
    seen = inert(html)
    text = " ".join(seen.text.split())
    assert "4 of 35 articles are shown in full" in text
    assert "evidence.jsonl" in text and "credscore inspect FILE --format html" in text
    assert sum(name == "data-page" and "article-" in (value or "") for name, value in seen.attributes) >= 4
    assert html.count('<noscript data-page="article-') == 4
    listed = Seen(html[html.index('id="articles-table"') :].partition("</table>")[0])
    assert sum(name == "scope" and value == "row" for name, value in listed.attributes) == 35
    targets = {value[1:] for name, value in seen.attributes if name == "href" and value and value.startswith("#")}
    assert targets <= set(seen.ids)


def test_long_lists_end_with_where_the_rest_is() -> None:
    text = " ".join(inert(html_of(shortened(many(30, 3), articles=4, rows=7))).text.split())
    for what in ("7 of 35 articles", "articles.csv", "7 of 8 sources", "sources.csv"):
        assert what in text


def test_the_policy_allows_our_style_and_script_by_their_digests_and_nothing_else() -> None:
    html = html_of(run(evidence("a", "s")))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    digests = {}
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert inside is not None
        digests[tag] = b64encode(hashlib.sha256(inside.group(1).encode()).digest()).decode()
    assert policy.group(1).replace("&#39;", "'").replace("&#43;", "+") == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_an_article_is_laid_out_when_its_turn_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []
    whole = credscore.report.article_page

    def counted(one: Evidence, *rest: Any) -> ArticlePage:
        laid_out.append(one.id)
        return whole(one, *rest)

    monkeypatch.setattr(credscore.report, "article_page", counted)
    pieces = page(many(400, 3))
    while not laid_out:
        assert next(pieces)
    assert len(laid_out) < 50
    assert "".join(pieces).count('<noscript data-page="article-') > 300


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["comment"])
def test_hostile_words_are_only_words(case: dict[str, str]) -> None:
    words = case["text"]
    found = [evidence(f"{words}{n}", f"{words}{n}", words=words, url=words) for n in range(5)]
    made = run(*found, words=words)
    seen = inert(html_of(made))
    assert " ".join(clean(words).split()) in " ".join(seen.text.split())
    inert(articles_html((found[0], TEXT)))


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["comment"])
def test_a_hostile_text_is_shown_as_it_is(case: dict[str, str]) -> None:
    text = f"{case['text']} said so.\n{case['text'] * 3}\nThe end."
    seen = inert(articles_html((evidence("a", "s", text=text), text)))
    assert " ".join(clean(case["text"]).split()) in " ".join(seen.text.split())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        ("//example.org", ""),
        ("data:text/html,x", ""),
        ("https://example.org/\u202ex", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str) -> None:
    assert web_address(url) == shown


@given(st.data())
def test_segments_make_up_the_sentence_whatever_the_marks(data: st.DataObject) -> None:
    bounds = st.integers(0, len(TEXT))
    spans = data.draw(st.lists(st.tuples(bounds, bounds).map(sorted).filter(lambda s: s[0] < s[1]), max_size=12))
    base = evidence("a", "s")
    hedges = tuple(Hedge(a, b, "hearsay", "h") for a, b in spans[::2])
    stray = tuple(Residue(a, b, "link", "r") for a, b in spans[1::2])
    marked = type(base)(**{**{f: getattr(base, f) for f in base.__slots__}, "hedges": hedges, "residue": stray})
    shown = sentences(marked, TEXT)
    assert ["".join(piece.text for piece in one.segments) for one in shown] == [s.of(TEXT) for s in base.sentences]
    for span in (Span(*s) for s in spans):
        held = {
            one.number
            for one in shown
            if any(m.start == span.start and m.end == span.end for p in one.segments for m in p.marks)
        }
        assert held == {n for n, s in enumerate(base.sentences) if s.overlaps(span)}


@given(st.text())
def test_cleaning_keeps_offsets(text: str) -> None:
    assert len(clean(text)) == len(text)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (9, 9, "9"),
        (7, None, "at least 7"),
        (None, 40, "up to 40"),
        (1500, 3000, "1,500–3,000"),
        (None, None, "some"),
        (6.8, 6.8, "6.8"),
    ],
)
def test_intervals_are_written_as_people_do(low: float | None, high: float | None, words: str) -> None:
    assert interval(low, high) == words
