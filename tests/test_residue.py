"""Residue: labelled articles, parts of lines, the law of offsets, and that settings do what they say."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from credscore.language import Document, Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article, Span
from credscore.residue import residue
from credscore.residue.weigh import BIAS, probability, reasons, weights
from credscore.settings import default_settings

CASES = json.loads((Path(__file__).parent / "cases" / "residue.json").read_text(encoding="utf-8"))
MODES = ("balanced", "strict")
SETTINGS = default_settings().residue
LEXICON = load_lexicons()["residue"]
READER = Reader({"residue": LEXICON})


def read(text: str) -> Document:
    return READER.read(Article("a", "s", text))


def by_line(document: Document, mode: str) -> dict[str, str]:
    """Number of the line (from 1, blank ones not counted) -> kind, for residue that is a whole line."""
    number = {line: str(index) for index, line in enumerate(document.lines, start=1)}
    return {number[Span(r.start, r.end)]: r.kind for r in residue(document, SETTINGS, mode)}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES, ids=[case["comment"][:40] for case in CASES])
def test_labelled_articles(case: dict, mode: str) -> None:
    assert by_line(read(case["text"]), mode) == case[mode]


def test_only_the_link_within_a_paragraph_is_marked() -> None:
    text = (
        "The council will meet again on Thursday to vote on the budget, which the mayor has called sound. "
        "READ ALSO: Mayor Answers His Critics. The opposition wants the vote put off until the auditors have "
        "reported on the loans of the last two years."
    )
    found = residue(read(text), SETTINGS)
    assert [text[r.start : r.end] for r in found] == ["READ ALSO: Mayor Answers His Critics."]
    assert found[0].kind == "promo"


def test_a_bracket_is_marked_with_its_marks() -> None:
    text = "The council will meet again on Thursday (click here to see the agenda) and vote on the budget."
    assert [text[r.start : r.end] for r in residue(read(text), SETTINGS)] == ["(click here to see the agenda)"]


def test_the_same_paragraph_again_is_residue_but_the_same_short_words_are_not() -> None:
    paragraph = "The harbour was closed for two days while divers looked for a boat that sank in the storm, it said."
    text = "\n".join([paragraph, "No comment.", "He left.", paragraph, "No comment."])
    assert by_line(read(text), "strict") == {"4": "repeat"}


def test_every_finding_names_its_rule() -> None:
    rules = {"repeat-line", "summary-bullet", "alt-text"} | set(LEXICON.entries)
    for case in CASES:
        for found in residue(read(case["text"]), SETTINGS):
            assert found.rule in rules or found.rule.startswith("weighed:")


def test_strict_finds_nothing_that_balanced_does_not() -> None:
    for case in CASES:
        document = read(case["text"])
        assert set(by_line(document, "strict")) <= set(by_line(document, "balanced"))


def test_an_entry_switched_off_decides_nothing() -> None:
    off = replace(LEXICON.entries["related-things"], status="off")
    reader = Reader({"residue": replace(LEXICON, entries={**LEXICON.entries, "related-things": off})})
    found = residue(reader.read(Article("a", "s", "Related articles")), SETTINGS)
    assert all(r.rule != "related-things" for r in found)
    assert residue(read("Related articles"), SETTINGS)[0].rule == "related-things"


def test_without_the_lexicon_form_and_repetition_are_left() -> None:
    text = "The harbour was closed for two days while divers looked for a boat."
    document = Reader({}).read(Article("a", "s", f"{text}\n{text}"))
    assert [r.rule for r in residue(document, SETTINGS)] == ["repeat-line"]


def test_the_threshold_of_entries_is_a_setting() -> None:
    never = SETTINGS.entry_weight.model_copy(update={"balanced": 2.0})
    strange = SETTINGS.model_copy(update={"entry_weight": never})
    text = "The bank raised its rate again and said that more would follow if prices went on rising.\nRelated articles"
    assert residue(read(text), SETTINGS)[0].rule == "related-things"
    assert all(found.rule.startswith("weighed:") for found in residue(read(text), strange))


def test_weights_are_named_and_explain_themselves() -> None:
    assert weights()[BIAS] < 0
    assert probability({"residue-around-5", "open-end", "short-open"}) > probability(
        {"sentence-case", "speech", "past"}
    )
    assert reasons({"open-end", "speech"}) == "weighed:open-end"


@pytest.mark.parametrize("entry", LEXICON.entries.values(), ids=lambda entry: entry.id)
def test_examples_of_the_lexicon(entry) -> None:
    assert entry.yes
    assert any(hit.entry.id == entry.id for hit in read(entry.yes).hits["residue"])
    if entry.no:
        assert all(hit.entry.id != entry.id for hit in read(entry.no).hits["residue"])


def test_the_lexicon_is_large_and_every_entry_names_its_source() -> None:
    assert len(LEXICON.entries) >= 250
    assert {entry.source for entry in LEXICON.entries.values()} <= set(LEXICON.sources)


LINES = st.one_of(
    st.sampled_from([case_line for case in CASES for case_line in case["text"].split("\n")]),
    st.text(max_size=80),
    st.sampled_from(["", " ", "READ ALSO:", "(", "©", "\u2028", "\x85", "Image 1 of 2", "👍 Share this 👍"]),
)


@hypothesis_settings(deadline=None, max_examples=60)
@given(st.lists(LINES, max_size=12).map("\n".join), st.sampled_from(MODES))
def test_any_text_gives_ordered_spans_within_lines(text: str, mode: str) -> None:
    document = read(text)
    found = residue(document, SETTINGS, mode)
    end = 0
    for r in found:
        assert end <= r.start < r.end
        assert any(line.start <= r.start and r.end <= line.end for line in document.lines)
        end = r.end
    assert residue(document, SETTINGS, mode) == found
