"""Training: gold as examples, in other dress too, and what the decoder is tuned by. None of it needs torch."""

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.errors import InputError
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model.decode import CONTENT, SOURCE, Link, runs
from credscore.model.inputs import B_CONTENT, B_CUE, B_SOURCE, Encoder
from credscore.model.runtime import TOKENIZER, folder_of
from credscore.training.augment import Names, restyled
from credscore.training.data import Example, examples, rows
from credscore.training.measure import score
from credscore.training.tune import cue_moves
from tests.test_attribution_find import CASES

READER = Reader({n: lexicon for n, lexicon in load_lexicons().items() if n.startswith("cue") or n == "abbreviations"})
ENCODER = Encoder((folder_of("fast") / TOKENIZER).read_text(encoding="utf-8"))


def span(text: str, part: str) -> list[int]:
    return [text.index(part), text.index(part) + len(part)]


def row(case: dict[str, Any]) -> dict[str, Any]:
    """A labelled case as a row of gold."""
    text = case["text"]
    listed = [
        {key: [one[key]] if isinstance(one[key], str) else one[key] or [] for key in ("source", "cue", "content")}
        for one in case["expect"]
    ]
    found = [{key: [span(text, part) for part in parts] for key, parts in one.items()} for one in listed]
    return {"text": text, "attributions": found}


GOLD = [row(case) for case in CASES if "\n" not in case["text"]]
TEXT = "Headline of the day\nThe mayor said it rained.\n“I got wet,” Ann Lee said."
STORY = {
    "text": TEXT,
    "attributions": [
        {"source": [span(TEXT, "The mayor")], "cue": [[TEXT.index("said"), TEXT.index("said") + 4]],
         "content": [span(TEXT, "it rained")]},
        {"source": [span(TEXT, "Ann Lee")], "cue": [[TEXT.rindex("said"), TEXT.rindex("said") + 4]],
         "content": [span(TEXT, "“I got wet,”")]},
    ],
}  # fmt: skip


def test_gold_becomes_tags_and_roles() -> None:
    title, first, second = examples(STORY, 3, READER, ENCODER)
    assert not title.cues
    assert not title.tags.any()
    assert [int(tag) for tag in first.tags[:4]] == [B_SOURCE, B_SOURCE + 1, B_CUE, B_CONTENT]
    assert first.cues == ((2, 3),)
    assert first.roles.tolist() == [[SOURCE, SOURCE, 0, CONTENT, CONTENT, 0]]
    assert second.roles[0].tolist().count(SOURCE) == 2
    assert {one.article for one in (title, first, second)} == {3}


def test_a_cue_of_the_rules_that_is_none_is_learned_as_none() -> None:
    (one,) = examples({"text": "The mayor said it rained.", "attributions": []}, 0, READER, ENCODER)
    assert one.cues == ((2, 3),)
    assert not one.roles.any()
    assert not one.tags.any()


def test_without_gold_nothing_is_known() -> None:
    assert all((one.tags == -1).all() for one in examples(STORY, 0, READER, ENCODER, labelled=False))


def test_what_the_gold_says_is_found_in_full() -> None:
    """An answer that repeats the gold reaches 1 in every measure."""
    found = [one for gold in GOLD for one in examples(gold, 0, READER, ENCODER)]

    def links(one: Example) -> list[Link]:
        pairs = [(cue, roles.tolist()) for cue, roles in zip(one.cues, one.roles, strict=True) if roles.any()]
        return [Link((cue,), runs(roles, SOURCE), runs(roles, CONTENT)) for cue, roles in pairs]

    assert score((one, links(one)) for one in found) == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert score((one, []) for one in found).triple == 0.0


def test_a_wrong_source_costs_the_triple() -> None:
    _, first, _ = examples(STORY, 0, READER, ENCODER)
    reached = score([(first, [Link(((2, 3),), (), ((3, 5),))])])
    assert reached == (1.0, 1.0, 0.0, 1.0, 0.0)


def test_a_cue_cannot_go_on_with_nothing() -> None:
    moves = cue_moves(one for gold in GOLD for one in examples(gold, 0, READER, ENCODER))
    assert moves.shape == (3, 3)
    assert np.allclose(np.exp(moves).sum(1), 1)
    assert moves[0, 2] < moves[0, 1] - 3


@given(st.integers(0, 10_000), st.sampled_from([*GOLD, STORY]))
def test_another_dress_keeps_the_gold(seed: int, gold: dict[str, Any]) -> None:
    changed = restyled(gold, random.Random(seed))
    letters = lambda text: "".join(c for c in text.casefold() if c.isalnum())  # noqa: E731
    for before, after in zip(gold["attributions"], changed["attributions"], strict=True):
        for role in ("source", "cue", "content"):
            was = [letters(gold["text"][a:b]) for a, b in before[role]]
            assert [letters(changed["text"][a:b]) for a, b in after[role]] == was


def test_a_quotation_that_lost_its_marks_keeps_its_content() -> None:
    text = STORY["text"].replace("“", " ").replace("”", " ")
    *_, second = examples({**STORY, "text": text}, 0, READER, ENCODER)
    assert second.roles[0].tolist().count(CONTENT) >= 3


def test_names_are_swapped_throughout_an_article() -> None:
    texts = ["Mayor Quarle spoke. A friend of Quarle left. Rain fell on Quarle."]
    names = Names(texts)
    assert names.known[0] == "Quarle"
    swaps = {names.swap(random.Random(seed))("Quarle") for seed in range(20)}
    assert "Quarle" in swaps
    assert len(swaps) > 3
    assert names.swap(random.Random(1))("rain") == "rain"


@pytest.mark.parametrize("name", ["nowhere.jsonl", "plain.gz"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain.gz").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=name):
        list(rows(tmp_path / name))


@pytest.mark.parametrize("line", ["{", "[]", '{"attributions": []}', "7"])
def test_a_line_that_is_no_gold_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(STORY) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2"):
        list(rows(path))
