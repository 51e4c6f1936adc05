"""Fingerprints, grouping and witnesses, on self-written articles."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article, Evidence, Fingerprint, Story
from credscore.settings import default_settings
from credscore.story import fingerprint, stories
from credscore.story.witness import containment

SETTINGS = default_settings().story
SEEDS = Path(__file__).parents[1] / "seeds"
READER = Reader({"agencies": load_lexicons()["agencies"]})

QUAKE = """A strong earthquake shook the harbour town of Vellmar on Monday night, killing twelve, rescuers said.
The quake struck at a depth of ten kilometres beneath Vellmar bay and brought down the roof of the fish market.
Mayor Ilse Dorrance said that the hospital of Vellmar had taken in forty injured and was short of blood."""
QUAKE_TOO = """Twelve people died when an earthquake hit Vellmar, a harbour town of fishermen, late on Monday.
Most of the dead were found under the collapsed roof of the fish market, Mayor Ilse Dorrance told reporters.
Some forty people were taken to hospital, and the quake was felt far beyond Vellmar bay."""
BRIEF = """The mayor of Vellmar, Ilse Dorrance, met the families of the earthquake's victims in the town hall at noon.
She put the deaths in the harbour town at twelve and thanked the crews who dug all night in the fish market."""
ELECTION = """Voters in the republic of Tarsk chose a new assembly on Sunday, and the Orchard Party won forty seats.
Turnout in Tarsk reached sixty-one percent, the electoral commission said.
Party leader Bram Oskell promised lower rents."""


def evidence(article: Article) -> Evidence:
    return Evidence(
        id=article.id,
        source=article.source,
        title=article.title,
        date=article.date,
        url=None,
        story=article.story,
        words=len(article.text.split()),
        content_words=0,
        sentences=(),
        content=(),
        lines=0,
        attributions=(),
        hedges=(),
        residue=(),
        claims=(),
        readability={},
        fingerprint=fingerprint(READER.read(article)),
    )


def one(name: str, text: str, date: str | None = None, story: str | None = None) -> Evidence:
    return evidence(Article(name, name, text, date=date, story=story))


def members(told: list[Story]) -> list[tuple[str, ...]]:
    return sorted(story.articles for story in told)


def test_reports_of_one_event_form_a_story_and_others_stay_out() -> None:
    told = stories(
        [one("a", QUAKE, "2024-05-07"), one("b", QUAKE_TOO, "2024-05-08"), one("c", ELECTION, "2024-05-07")], SETTINGS
    )
    assert members(told) == [("a", "b"), ("c",)]


def test_a_like_report_long_after_is_another_story() -> None:
    told = stories([one("a", QUAKE, "2024-05-07"), one("b", QUAKE_TOO, "2025-05-07")], SETTINGS)
    assert members(told) == [("a",), ("b",)]


@pytest.mark.parametrize("date", [None, "", "yesterday"])
def test_a_missing_date_matches_any(date: str | None) -> None:
    assert members(stories([one("a", QUAKE, "2024-05-07"), one("b", QUAKE_TOO, date)], SETTINGS)) == [("a", "b")]


def test_a_given_story_is_obeyed_and_not_mixed_with_formed_ones() -> None:
    told = stories(
        [one("a", QUAKE, story="x"), one("b", ELECTION, story="x"), one("c", QUAKE_TOO), one("d", QUAKE)], SETTINGS
    )
    assert members(told) == [("a", "b"), ("c", "d")]
    assert [story.id for story in told if "a" in story.articles] == ["x"]


def test_order_of_input_changes_nothing() -> None:
    found = [
        one("a", QUAKE, "2024-05-07"),
        one("b", QUAKE_TOO, "2024-05-08"),
        one("c", ELECTION),
        one("d", QUAKE, "2024-05-09"),
    ]
    told = stories(found, SETTINGS)
    assert stories(found[::-1], SETTINGS) == told
    assert stories([*found[2:], *found[:2]], SETTINGS) == told
    assert {i for story in told for i in story.articles} == {"a", "b", "c", "d"}


def test_the_seeds_are_one_story_of_five_witnesses() -> None:
    told = stories([one(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))], SETTINGS)
    assert len(told) == 1
    assert [witness.reason for witness in told[0].witnesses] == [""] * 5


def test_a_copy_is_no_second_witness() -> None:
    edited = QUAKE.replace("Monday night", "Monday") + "\nMore news from the coast on our pages."
    told = stories([one("a", QUAKE), one("b", edited), one("c", QUAKE_TOO)], SETTINGS)
    assert [witness.articles for witness in told[0].witnesses] == [("a", "b"), ("c",)]
    assert "copied" in told[0].witnesses[0].reason


def test_one_shared_quotation_joins_briefs_and_not_long_reports() -> None:
    quote = "“We have counted twelve dead in Vellmar and will not rest until all who are missing have been found.”"
    other = (
        QUAKE_TOO
        + "\nThe port of Vellmar stays shut. Trains will not run before Thursday, the rail company said in a notice."
    )
    long = stories(
        [
            one("a", f"{QUAKE}\n{QUAKE.upper()}\nDorrance spoke at noon. {quote}"),
            one("b", f"{other} {other.upper()} {quote}"),
        ],
        SETTINGS,
    )
    assert len(long) == 1
    assert len(long[0].witnesses) == 2
    brief = stories(
        [
            one("a", f"{BRIEF} {quote}"),
            one("b", f"{QUAKE_TOO} {quote}"),
        ],
        SETTINGS,
    )
    assert [witness.articles for witness in brief[0].witnesses] == [("a", "b")]
    assert "quotation" in brief[0].witnesses[0].reason


RELEASE = """The fire broke out shortly after four in the morning on the second floor of a warehouse near the old canal.
Crews from three stations brought it under control before noon and found no one inside the burnt building."""
DESK = """{} said on Tuesday that its readers had seen the smoke from far away, beyond the {} and the hills.
Shops in the {} quarter stayed shut, and a {} market was put off until the week after next, its keeper told us.
{} asked the owner about the alarm, and he told us that a {} company had looked at it in the spring of last year.
Neighbours of the {} brought tea to the crews, among them a teacher, a baker and two students of the {} college.
A {} engineer will look at the walls and at the roof, which fell in at dawn, before the road by the {} is opened.
The warehouse held paper, paint and {} furniture of a family that had moved to the {} coast some years ago."""


def desk(*words: str) -> str:
    return DESK.format(*(words * 6))


def test_articles_made_from_one_release_are_one_witness() -> None:
    told = stories(
        [one("a", f"{RELEASE}\nVellmar waits.", story="s"), one("b", f"{RELEASE}\n{BRIEF}", story="s"),
         one("c", QUAKE, story="s")],
        SETTINGS.model_copy(update={"copied": 1.1}),
    )  # fmt: skip
    assert [witness.articles for witness in told[0].witnesses] == [("a", "b"), ("c",)]
    assert "release" in told[0].witnesses[0].reason


def test_one_sentence_in_the_same_words_is_shown_and_joins_nobody() -> None:
    sentence = RELEASE.split("\n", maxsplit=1)[0]
    texts = {"a": f"{desk('Lark', 'harbour')}\n{sentence}", "b": f"{sentence}\n{QUAKE}\n{BRIEF}\n{ELECTION}"}
    told = stories([one(name, text, story="s") for name, text in texts.items()], SETTINGS)[0]
    assert [witness.articles for witness in told.witnesses] == [("a",), ("b",)]
    (shared,) = told.shared
    assert (shared.article, shared.other) == ("b", "a")
    words = texts["b"][shared.start : shared.end]
    assert words in texts["a"]
    assert len(words.split()) >= 10


def test_what_stands_in_other_stories_as_well_is_furniture() -> None:
    furniture = RELEASE.split("\n", maxsplit=1)[0]
    pair = [one("a", f"{furniture}\n{QUAKE}", story="s"), one("b", f"{furniture}\n{ELECTION}", story="s")]
    others = [one(f"c{n}", f"{furniture}\n{desk(f'Lark{n}', f'quay{n}')}", story=f"t{n}") for n in range(4)]
    assert stories(pair, SETTINGS)[0].shared
    assert not stories([*pair, *others], SETTINGS)[0].shared


def test_a_quotation_is_no_passage() -> None:
    quote = "“We have counted twelve dead in Vellmar and will not rest until all who are missing have been found.”"
    told = stories([one("a", f"{QUAKE} {quote}", story="s"), one("b", f"{ELECTION} {quote}", story="s")], SETTINGS)
    assert not told[0].shared


WORDS = st.lists(st.sampled_from([f"word{n}" for n in range(200)]), min_size=14, max_size=40)


@given(WORDS, WORDS, WORDS)
def test_fourteen_words_in_a_row_are_always_found_again(before: list[str], shared: list[str], after: list[str]) -> None:
    mine = one("a", " ".join([*before, *shared])).fingerprint
    theirs = one("b", " ".join([*shared, *after])).fingerprint
    assert set(mine.passages) & set(theirs.passages)
    assert len(mine.passages) == len(mine.places) == len(mine.lengths)


def test_a_shared_agency_credit_counts_with_shared_text() -> None:
    lines = QUAKE.split("\n")
    cut = f"VELLMAR (AFP) - {QUAKE_TOO}\n{lines[2]}"
    told = stories(
        [
            one("a", f"VELLMAR (AFP) - {QUAKE}\nAnother line that only this paper has, about a school and its roof."),
            one("b", cut),
        ],
        SETTINGS,
    )
    assert told[0].witnesses[0].articles == ("a", "b")
    assert "afp" in told[0].witnesses[0].reason
    alone = stories([one("a", f"VELLMAR (AFP) - {QUAKE}"), one("b", f"VELLMAR (AFP) - {QUAKE_TOO}")], SETTINGS)
    assert len(alone[0].witnesses) == 2


def test_fingerprint_keeps_names_quotes_and_agencies() -> None:
    mark = fingerprint(
        READER.read(
            Article(
                "a",
                "a",
                "OSLO (AP) - Ilse Dorrance of Vellmar said: “We have counted twelve dead and will not rest now.”",
            )
        )
    )
    terms = dict(mark.terms)
    assert terms["dorrance"] == 4  # a name, in the lead
    assert "the" not in terms
    assert mark.quotes == ("we have counted twelve dead and will not rest now",)
    assert mark.agencies == ("ap",)


def test_fingerprint_is_the_same_in_every_process() -> None:
    code = "import sys; from tests.test_story import *; print(fingerprint(READER.read(Article('a', 'a', QUAKE))))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=SEEDS.parent,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == f"{fingerprint(READER.read(Article('a', 'a', QUAKE)))}\n"


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_text_has_a_fingerprint(text: str, title: str) -> None:
    mark = fingerprint(READER.read(Article("a", "a", text.replace("\x00", " "), title=title)))
    assert list(mark.shingles) == sorted(set(mark.shingles))
    assert all(count > 0 for _, count in mark.terms)


@given(
    st.sets(st.integers(0, 2**32 - 1), max_size=600),
    st.sets(st.integers(0, 2**32 - 1), max_size=600),
    st.sets(st.integers(0, 2**32 - 1), max_size=300),
)
def test_containment_of_samples(one_only: set[int], other_only: set[int], both: set[int]) -> None:
    first, second = sorted(one_only | both)[:128], sorted(other_only | both)[:128]
    share = containment(first, second)
    assert 0.0 <= share <= 1.0
    assert share == containment(second, first)
    assert containment(first, first) == (1.0 if first else 0.0)


def test_many_copies_are_quick_and_one_witness() -> None:
    first = one("000", QUAKE)
    told = stories([replace(first, id=f"{n:03}") for n in range(300)], SETTINGS)
    assert len(told[0].witnesses) == 1


def test_articles_without_words_stand_alone() -> None:
    empty = replace(one("a", QUAKE), fingerprint=Fingerprint((), (), ()))
    assert members(stories([empty, replace(empty, id="b")], SETTINGS)) == [("a",), ("b",)]
