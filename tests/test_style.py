"""Style: what raises the outlet's own voice, and nothing of what others say."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credscore.lexicon import load_lexicons
from credscore.pipeline import Analyser, Options
from credscore.records import Article, Evidence
from credscore.settings import default_settings
from credscore.style.headline import RULE, unborne

CASES = json.loads((Path(__file__).parent / "cases" / "style.json").read_text(encoding="utf-8"))
SETTINGS = default_settings()
PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "very",
        "liar",
        "!",
        "?",
        "I",
        "we",
        "NEVER",
        "slammed",
        "said",
        "Ann Lee",
        ". ",
        "\n",
        " ",
        "the plan",
    ]
)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(Options(SETTINGS, model="rules"))


def read(analyser: Analyser, text: str, title: str | None = None) -> Evidence:
    return analyser.evidence(Article("a", "s", text, title))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["comment"])
def test_a_case(case: dict[str, object], analyser: Analyser) -> None:
    text = str(case["text"])
    found = [[text[s.start : s.end], s.cls] for s in read(analyser, text).style]
    assert found == case["style"]


@pytest.mark.parametrize("case", CASES["headlines"], ids=lambda case: case["comment"])
def test_a_headline(case: dict[str, object], analyser: Analyser) -> None:
    title = str(case["title"])
    found = [(s.start, s.end, s.rule) for s in read(analyser, str(case["text"]), title).style if s.cls == "headline"]
    assert found == ([] if case["borne"] else [(0, len(title), RULE)])


def test_the_headline_is_read_as_the_text_is(analyser: Analyser) -> None:
    found = read(analyser, "The bridge fell.", "You won't believe it: “A liar!” and a scam")
    assert [(s.cls, s.place) for s in found.style] == [("lure", "title"), ("loaded", "title")]


def test_the_words_in_the_outlets_own_voice_are_counted_without_quotations_and_residue(analyser: Analyser) -> None:
    text = "The bridge fell. “It was old,” Ann Lee said.\nREAD ALSO: Ten ways to tie a knot"
    assert read(analyser, text).own_words == 6


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=40))
def test_no_finding_lies_in_a_quotation_and_none_overlap(analyser: Analyser, pieces: list[str]) -> None:
    text = " ".join(pieces)
    document = analyser.reader.read(Article("a", "s", text))
    found = read(analyser, text).style
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        assert not any(q.start <= one.start < q.end for q in document.quotes)


@given(st.lists(st.sampled_from(["bridge", "mayor", "flood", "closed", "nine"]), max_size=9), st.text(max_size=40))
def test_a_headline_whose_words_all_stand_in_the_text_is_borne_out(words: list[str], more: str) -> None:
    assert unborne(" ".join(words), [*words, more], SETTINGS.style) is None


def test_no_word_of_a_political_camp_is_in_the_lexicon() -> None:
    camps = {"left", "right", "liberal", "conservative", "democrat", "republican", "socialist", "fascist", "communist"}
    camps |= {
        "leftist",
        "rightist",
        "progressive",
        "woke",
        "globalist",
        "elite",
        "antifa",
        "maga",
        "libtard",
        "snowflake",
    }
    terms = {word for entry in load_lexicons()["style"].entries.values() for word in entry.term.lower().split()}
    assert not terms & camps
