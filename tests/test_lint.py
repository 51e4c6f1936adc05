"""Lint: broken lexicons with what is said of them, dead rows of a corpus, and our own lexicons."""

import json
import re
from pathlib import Path

import pytest

from credscore.errors import LexiconError
from credscore.records import Article
from credscore.tuning import lint
from tests.test_lexicon_files import HEAD, write

CASES = json.loads((Path(__file__).parent / "cases" / "lint.json").read_text(encoding="utf-8"))
_BUILTIN = re.compile(r"(?<=hedges\.csv):\d+")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_a_broken_lexicon_is_told_with_file_row_column_and_remedy(case, tmp_path):
    for name, text in case["files"].items():
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    names = ("file", "line", "row", "column", "check", "says", "remedy")
    found = [
        # Where a built-in row stands changes with its lexicon.
        dict(
            zip(
                names,
                (f.path.name, f.line, f.row, f.column, f.check, _BUILTIN.sub("", f.message), f.remedy),
                strict=True,
            )
        )
        for f in lint(tmp_path, user=tmp_path / "none")
    ]
    assert found == case["finds"]
    assert all(one["remedy"] for one in found)


def test_there_are_cases_enough():
    assert len(CASES) >= 30
    checks = {one["check"] for case in CASES for one in case["finds"]}
    assert {"duplicate", "contradiction", "shadowed", "example-yes", "example-no", "source", "idle", "guards"} <= checks


def test_our_own_lexicons_pass(tmp_path):
    assert [flaw.where + " " + flaw.text for flaw in lint(user=tmp_path / "none")] == []


def test_a_user_is_told_of_their_rows_alone(tmp_path):
    project = write(tmp_path / "project", hedges_csv="id,weight\nmay,0.5\n")
    assert lint(project, user=tmp_path / "none") == []
    assert {flaw.path.name for flaw in lint(project, names=["hedges"], user=tmp_path / "none")} <= {"hedges.csv"}
    with pytest.raises(LexiconError, match="there is no lexicon 'nothing'"):
        lint(project, names=["nothing"], user=tmp_path / "none")
    with pytest.raises(LexiconError, match="is not a folder"):
        lint(tmp_path / "nowhere", user=tmp_path / "none")


def test_rows_that_never_count_in_a_corpus(tmp_path):
    rows = (
        "gone,perchance,word,epistemic,,,,,,own,,\n"
        "guarded,might,word,approximator,,next=@number,,,,own,,\n"
        "inside,well,word,epistemic,,,,,,own,,\n"
        "alive,bridge,word,epistemic,,,,,,own,,\n"
        "asleep,nowhere,word,epistemic,,,,,,own,off,\n"
        "outside,may well,phrase,epistemic,,,,,,own,,\n"
    )
    project = write(tmp_path / "project", hedges_csv=HEAD + rows)
    corpus = [Article("a", "s", "It may well rain. The bridge might close."), Article("b", "s", "It may well snow.")]
    found = {flaw.row: flaw.message for flaw in lint(project, user=tmp_path / "none", corpus=corpus)}
    assert found == {
        "gone": "matches nowhere in 2 articles",
        "guarded": "matches 1 times in 2 articles, and its guards keep all of it out",
        "inside": "matches 2 times in 2 articles, always inside a longer match (outside)",
    }
