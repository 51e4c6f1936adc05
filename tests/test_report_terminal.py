"""Terminal views: readable at any width, and deaf to what hostile texts say to a terminal."""

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from credscore.records import Evidence
from credscore.report.terminal import article_view, card_table, ranking_table, rows_table, story_table
from tests.made_run import TEXT, evidence, run

HOSTILE = json.loads((Path(__file__).parent / "cases" / "hostile.json").read_text(encoding="utf-8"))
WIDTHS = (60, 80, 120, 200)


def drawn(width: int, *views: RenderableType, colours: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colours, highlight=False, color_system="truecolor" if colours else None
    )
    for view in views:
        console.print(view)
    return out.getvalue()


def everything(found: list[Evidence], words: str = "") -> list[RenderableType]:
    made = run(*found, words=words)
    names = {one.id: one.source for one in found}
    tables = [story_table(story, names) for story in made.scored.stories]
    rows = rows_table([{"id": words, "n": 1, "none": None}], ("id", "n", "none"))
    return [
        ranking_table(made.scored.sources),
        card_table(made.scored.cards),
        *tables,
        rows,
        article_view(found[0], TEXT),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    text = drawn(
        width,
        *everything([evidence(f"article-{n}-with-a-long-name.txt", f"The Harbour Gazette {n}") for n in range(5)]),
    )
    assert max(map(len, text.split("\n"))) <= width


def test_an_article_names_source_cue_rule_and_reasons() -> None:
    text = drawn(120, article_view(evidence("a", "The Gazette"), TEXT))
    for part in (
        "The Gazette",
        "Ilse Dorrance · official, named, indirect · “said” · rule say",
        "“may” epistemic",
        "link to something else",
        "killed 9",
    ):
        assert part in text


def test_every_sentence_is_there() -> None:
    flat = " ".join(drawn(60, article_view(evidence("a", "s"), TEXT)).split())
    for line in TEXT.split("\n"):
        assert all(word in flat for word in line.split())


@pytest.mark.parametrize("width", WIDTHS)
def test_a_story_marks_who_deviates(width: int) -> None:
    made = run(*(evidence(f"a{n}", f"s{n}") for n in range(5)))
    flat = " ".join(drawn(width, story_table(made.scored.stories[0], {f"a{n}": f"s{n}" for n in range(5)})).split())
    assert "✕" in flat
    assert "9 ships sunk" in flat
    assert "one witness: s0, s1: copied text" in flat


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["comment"])
def test_hostile_words_reach_no_terminal(case: dict[str, str]) -> None:
    words = case["text"]
    found = [evidence(f"{words}{n}", f"{words}{n}", words=words) for n in range(5)]
    plain = drawn(100, *everything(found, words))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain)
    coloured = drawn(100, *everything(found, words), colours=True)
    # Colours are rich's own; nothing else, such as a title or a link, may be sent to the terminal.
    assert not re.search(r"\x1b(?!\[[\d;]*m)", coloured)
    if "[" in words and "\x1b" not in words:
        flat = re.sub(r"\s+", "", plain)
        assert re.sub(r"\s+", "", words)[:12] in flat
