"""The overlay: what the rules and the user's rows do to what the tagger finds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from credscore.attribution.find import find
from credscore.attribution.found import Found
from credscore.attribution.tagged import TAGGER
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import Link, Paragraph, Tagger
from credscore.records import Article
from tests.test_attribution_find import CASES, as_row, expected, works

FAST = Tagger("fast")


class Says(Tagger):
    """A tagger that finds what it is told: cue, source and content as words of the one paragraph."""

    def __init__(self, *answers: tuple[str, str | None, str]) -> None:
        self.answers = answers

    def links(self, paragraphs: Sequence[Paragraph]) -> list[list[Link]]:
        return [self._said_in(paragraph) for paragraph in paragraphs]

    def _said_in(self, paragraph: Paragraph) -> list[Link]:
        def run(part: str | None) -> tuple[tuple[int, int], ...]:
            words = part.split() if part else []
            at = next((i for i in range(len(paragraph.words)) if list(paragraph.words[i:][: len(words)]) == words), -1)
            return ((at, at + len(words)),) if words and at >= 0 else ()

        return [Link(run(cue), run(source), run(content)) for cue, source, content in self.answers if run(cue)]


def found(text: str, tagger: Tagger = FAST, folder: Path | None = None) -> list[Found]:
    lexicons = load_lexicons(folder).items()
    cues = {name: lexicon for name, lexicon in lexicons if name.startswith("cue") or name == "abbreviations"}
    return find(Reader(cues).read(Article("a", "s", text)), tagger)


@pytest.mark.parametrize("case", [one for one in CASES if works(one, "fast")], ids=lambda one: one["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [as_row(text, one) for one in found(text)] == [expected(row) for row in case["expect"]], case["comment"]


@pytest.mark.parametrize("case", [one for one in CASES if not works(one, "fast")], ids=lambda one: one["name"])
def test_known_failure_still_fails(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [as_row(text, one) for one in found(text)] != [expected(row) for row in case["expect"]]


def test_what_the_tagger_finds_is_marked_as_its_own() -> None:
    (one,) = found("Mayor Ann Lee claimed the bridge was safe.")
    assert (one.rule, one.stance) == (TAGGER, "doubting")


def test_it_is_nobody() -> None:
    text = "It is widely believed that the lake is deep."
    (one,) = found(text, Says(("is widely believed", "It", "that the lake is deep")))
    assert (one.source, one.agentless, one.rule) == ((), True, f"{TAGGER}+nobody")


def test_it_may_be_somebody() -> None:
    (one,) = found("It said the lake was deep.", Says(("said", "It", "the lake was deep")))
    assert one.source
    assert not one.agentless


def test_which_stands_for_what_is_before_it() -> None:
    text = "The raid was led by the navy of Peru, which reported that two boats had sunk."
    (one,) = found(text, Says(("reported", "which", "that two boats had sunk")))
    assert [span.of(text) for span in one.source] == ["the navy of Peru", "which"]
    assert one.rule == f"{TAGGER}+antecedent"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Witness: “The wall fell at noon.”", "colon"),
        ("“Nobody slept that night.” – Ama Mensah", "dash"),
        ("The club reportedly paid nine million euros.", "reportedly"),
        ("“The lake is rising,” the ranger said.", "say"),
    ],
)
def test_what_the_rules_add(text: str, rule: str) -> None:
    (one,) = found(text, Says())
    assert one.rule == rule


def test_the_rules_add_no_more_than_that() -> None:
    assert found("The ranger said the lake was rising.", Says()) == []


def test_the_rules_add_nothing_where_the_tagger_has_something() -> None:
    text = "“The lake is rising,” the ranger said."
    (one,) = found(text, Says(("said", "the ranger", "“ The lake is rising , ”")))
    assert one.rule == TAGGER


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "The bishop said: “We will rebuild the nave.\n\n“And we will not wait for the state.”"
    (one,) = found(text, Says(("said", "The bishop", "“ We will rebuild the nave .")))
    assert [span.of(text) for span in one.content][1:] == ["“And we will not wait for the state.”"]


def test_a_cue_of_the_user_takes_effect(tmp_path: Path) -> None:
    text = "The council glorped that rents would fall."
    assert all(one.rule != "glorp" for one in found(text, Says()))
    (tmp_path / "cues.csv").write_text("id,term,match,class\nglorp,glorp,lemma,doubting\n", encoding="utf-8")
    (one,) = found(text, Says(), tmp_path)
    assert (one.rule, one.stance) == ("glorp", "doubting")
    assert as_row(text, one)["source"] == ["The council"]


def test_a_cue_the_user_switches_off_is_found_no_more(tmp_path: Path) -> None:
    text = "The union said the mine was unsafe."
    assert found(text)
    (tmp_path / "cues.csv").write_text("id,status\nsay,off\n", encoding="utf-8")
    assert found(text, FAST, tmp_path) == []
    assert found(text, Says(("said", "The union", "the mine was unsafe")), tmp_path) == []


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The club reportedly paid nine million euros.", "reportedly", "The club", "paid nine million euros"),
        ("He allegedly slept through the storm.", "allegedly", "He", "slept through the storm"),
        ("The meaning is clear: nobody won.", "is clear", "The", "nobody won"),
    ],
)
def test_a_source_that_is_none(text: str, cue: str, source: str, content: str) -> None:
    (one,) = found(text, Says((cue, source, content)))
    assert (one.source, one.agentless, one.rule) == ((), True, f"{TAGGER}+nobody")


def test_the_end_of_a_compound_is_no_cue() -> None:
    text = "The Clinton-supporting group met in Lima."
    assert found(text, Says(("supporting", "Clinton", "group"))) == []
    assert found("The self-described poet met a friend.", Says(("described", "self", "poet")))
