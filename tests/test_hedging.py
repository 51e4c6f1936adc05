"""Hedges: which words, which class, whose."""

import csv
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.hedging import hedges
from credscore.language import Document, Reader
from credscore.lexicon import EXCEPTION, builtin_dir, load_lexicons
from credscore.records import Article, Hedge, HedgeClass, Span
from credscore.settings import default_settings, settings_from

SETTINGS = default_settings()
LEXICON = load_lexicons()["hedges"]
READER = Reader({"hedges": LEXICON})
CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "cases" / "hedging.json").read_text(encoding="utf-8")
)
WORDS = [*sorted({word for entry in LEXICON.entries.values() for word in entry.yes.split()}), "“", "”", "\n", "2,500"]


def read(text: str) -> Document:
    return READER.read(Article("a", "s", text))


def found(text: str, speech: Sequence[Span] = ()) -> tuple[Hedge, ...]:
    return hedges(read(text), speech, SETTINGS)


def cues(text: str) -> list[list[str]]:
    return [[text[hedge.start : hedge.end], hedge.cls] for hedge in found(text)]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["text"][:50])
def test_the_hedges_of_a_sentence(case: dict[str, Any]) -> None:
    assert cues(case["text"]) == case["hedges"], case["comment"]


@pytest.mark.parametrize("case", CASES["known_failures"], ids=lambda case: case["text"][:50])
def test_a_known_failure_still_fails(case: dict[str, Any]) -> None:
    assert cues(case["text"]) != case["hedges"], f"mended, so move it to the cases: {case['comment']}"


def test_the_lexicon_has_the_four_classes_and_no_other() -> None:
    assert tuple(LEXICON.classes) == get_args(HedgeClass)
    assert {entry.cls for entry in LEXICON.entries.values()} == {*get_args(HedgeClass), EXCEPTION}


def test_every_entry_has_an_example_and_a_known_source() -> None:
    with (builtin_dir() / "hedges.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows if not row["yes"] or row["source"] not in LEXICON.sources] == []


@pytest.mark.parametrize("entry", LEXICON.entries.values(), ids=lambda entry: entry.id)
def test_an_entry_matches_its_example_and_not_its_trap(entry: Any) -> None:
    def hits(text: str) -> set[str]:
        return {hit.entry.id for hit in read(text).hits["hedges"]}

    assert entry.id in hits(entry.yes)
    assert not entry.no or entry.id not in hits(entry.no)


def test_a_hedge_names_its_entry_and_its_weight() -> None:
    (hedge,) = found("He reportedly fled.")
    assert (hedge.rule, hedge.weight) == ("reportedly", LEXICON.entries["reportedly"].weight)


def test_an_exception_is_no_finding_and_hides_what_it_covers() -> None:
    assert [hit.entry.id for hit in read("You may as well go.").hits["hedges"]] == ["may-as-well", "may"]
    assert found("You may as well go.") == ()


SPOKEN = "He may go. Police said the van may be blue. It may rain."


def test_a_hedge_inside_speech_is_the_speakers() -> None:
    said = Span(SPOKEN.index("the van"), SPOKEN.index(". It"))
    assert [hedge.owner for hedge in found(SPOKEN, [said])] == ["outlet", "speaker", "outlet"]


def test_a_hedge_across_the_edge_of_speech_is_the_outlets() -> None:
    text = "Rain is expected to return."
    assert found(text, [Span(text.index("expected"), len(text))])[0].owner == "outlet"


def test_speech_may_come_in_any_order_and_overlap() -> None:
    spans = [Span(40, len(SPOKEN)), Span(0, 4), Span(2, 6), Span(0, 10)]
    assert [hedge.owner for hedge in found(SPOKEN, spans)] == ["speaker", "outlet", "speaker"]


def test_a_long_quotation_is_speech_even_without_a_speaker() -> None:
    assert [h.owner for h in found("“It may rain on Friday.” The match may go on.")] == ["speaker", "outlet"]


def test_a_short_quotation_is_the_outlets_wording() -> None:
    text = "He met the “alleged thief” at noon."
    assert [hedge.owner for hedge in found(text)] == ["outlet"]
    wider = settings_from({"hedging": {"quotation_words": 2}})
    assert [hedge.owner for hedge in hedges(read(text), (), wider)] == ["speaker"]


def test_without_the_lexicon_there_are_no_hedges() -> None:
    document = Reader({}).read(Article("a", "s", "He may go."))
    assert hedges(document, (), SETTINGS) == ()


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_hedges_are_ordered_apart_and_slice_exactly(text: str) -> None:
    marks = found(text, [Span(0, len(text) // 2)])
    assert all(0 <= a.start < a.end <= len(text) for a in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert all(a.cls in get_args(HedgeClass) for a in marks)
    assert all(text[a.start : a.end].strip() == text[a.start : a.end] for a in marks)
    assert all(a.owner == "speaker" for a in marks if a.end <= len(text) // 2)
