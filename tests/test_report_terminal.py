"""Terminal views: readable at any width, and deaf to what hostile texts say to a terminal."""

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from credscore.records import Evidence, Story, Witness
from credscore.report.terminal import (
    article_view,
    card_table,
    entries_view,
    lexicons_view,
    ranking_table,
    stories_view,
)
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
    text = dict.fromkeys(("id", "term", "class", "when", "unless", "yes", "name", "description", "classes"), words)
    row = {**text, "weight": 1.0, "status": "off", "origin": "project", "entries": 1, "off": 0, "note": None}
    return [
        ranking_table(made.scored.sources, made.settings.profile),
        card_table(made.scored.cards),
        stories_view(made.scored.stories, {one.id: one for one in found}),
        lexicons_view([row]),
        entries_view([row]),
        entries_view([row, row]),
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
    found = {one.id: one for one in made.evidence}
    flat = " ".join(drawn(width, stories_view(made.scored.stories, found)).split())
    assert "✕" in flat
    assert "9 ships sunk" in flat
    assert "1 deviation" in flat
    assert "one witness: s0, s1: copied text" in flat


def test_stories_of_one_article_are_counted_and_not_shown() -> None:
    found = {f"a{n}": evidence(f"a{n}", f"s{n}") for n in range(3)}
    alone = [Story(f"only-{n}", (f"a{n}",), (Witness((f"a{n}",)),), ()) for n in range(3)]
    shown = drawn(80, stories_view(alone, found))
    assert "3 stories of one article each are not shown" in shown
    assert "only-0" not in shown
    assert "1 story of one article is not shown" in drawn(80, stories_view(alone[:1], found))


def test_without_colours_the_marks_are_still_told_apart() -> None:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=True, no_color=True, color_system="truecolor")
    console.print(article_view(evidence("a", "s"), TEXT))
    # Attributes only: 1 bold, 2 dim, 3 italic, 4 underlined, 7 reversed, 9 struck out.
    used = set(re.findall(r"\x1b\[([\d;]*)m", out.getvalue()))
    assert all(set(code.split(";")) <= set("0123479") for code in used)
    assert len({code for code in used if code != "0"}) >= 5


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
