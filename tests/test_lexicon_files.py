"""Lexicon files: layers, inflection, and one labelled case per error."""

import json
from pathlib import Path
from typing import get_args

import pytest

from credscore.errors import LexiconError
from credscore.lexicon import builtin_dir, load_lexicons
from credscore.lexicon.entries import COLUMNS, Match
from credscore.lexicon.guards import CASES as CASE_VALUES
from credscore.lexicon.guards import CLASSES, FLAGS, NEIGHBOURS
from credscore.lexicon.inflect import forms
from credscore.lexicon.layers import irregular_forms

CASES = Path(__file__).parent / "cases"
HEAD = "id,term,match,class,weight,when,unless,yes,no,source,status,note\n"


def cases(name: str) -> list[dict[str, object]]:
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def builtin(tmp_path, monkeypatch):
    """A built-in layer of one small lexicon."""
    folder = write(
        tmp_path / "builtin",
        mine_toml='name = "mine"\nversion = "1"\nlanguage = "en"\n[classes.weak]\nweight = 0.5\n[classes.strong]\n',
        mine_csv=HEAD + "may,may,word,weak,,case=lower,,It may be.,,own,,\nsay,say,lemma,strong,2,,,,,own,,\n",
    )
    monkeypatch.setattr("credscore.lexicon.layers.builtin_dir", lambda: folder)
    return folder


@pytest.mark.usefixtures("builtin")
class TestLayers:
    def test_the_first_layer(self, tmp_path):
        may, say = load_lexicons(user=tmp_path / "none")["mine"].entries.values()
        assert (may.weight, say.weight) == (0.5, 2.0)  # the class's weight unless the row has its own
        assert may.origin == say.origin == "built-in"

    def test_a_layer_cannot_add_a_class_to_a_closed_lexicon(self, tmp_path, builtin):
        (builtin / "mine.toml").write_text("closed = true\n" + (builtin / "mine.toml").read_text(encoding="utf-8"))
        project = write(tmp_path / "project", mine_toml="[classes.odd]\nweight = 7\n", mine_csv="id,weight\nmay,1\n")
        with pytest.raises(LexiconError, match=r"adds the class 'odd'\. The program knows only weak, strong"):
            load_lexicons(project, user=tmp_path / "none")

    def test_a_partial_row_changes_only_its_cells(self, tmp_path):
        project = write(tmp_path / "project", mine_csv="id,weight\nmay,0.9\n")
        lexicon = load_lexicons(project, user=tmp_path / "none")["mine"]
        before = load_lexicons(user=tmp_path / "none")["mine"].entries["may"]
        may = lexicon.entries["may"]
        assert (may.weight, may.origin) == (0.9, "project")
        assert (may.term, may.when, may.cls, may.yes) == (before.term, before.when, before.cls, before.yes)
        assert lexicon.entries["say"].origin == "built-in"

    def test_a_row_of_id_and_status_switches_off(self, tmp_path):
        project = write(tmp_path / "project", mine_csv="id,status\nmay,off\n")
        entry = load_lexicons(project, user=tmp_path / "none")["mine"].entries["may"]
        assert (entry.status, entry.term) == ("off", "may")

    def test_the_user_is_above_the_project(self, tmp_path):
        project = write(tmp_path / "project", mine_csv="id,status,weight\nmay,off,3\n")
        user = write(tmp_path / "user", mine_csv="id,status\nmay,on\n")
        entry = load_lexicons(project, user=user)["mine"].entries["may"]
        assert (entry.status, entry.weight, entry.origin) == ("on", 3.0, "user")

    def test_a_new_row_and_a_new_class(self, tmp_path):
        project = write(
            tmp_path / "project",
            mine_toml='[classes.odd]\nweight = 7\n[sources]\nours = "our desk"\n',
            mine_csv="id,term,match,class\nperchance,perchance,word,odd\n",
        )
        lexicon = load_lexicons(project, user=tmp_path / "none")["mine"]
        assert lexicon.entries["perchance"].weight == 7.0
        assert set(lexicon.classes) == {"weak", "strong", "odd"}
        assert lexicon.sources == {"ours": "our desk"}

    def test_a_new_lexicon(self, tmp_path):
        project = write(
            tmp_path / "project",
            new_toml='name = "new"\nversion = "1"\nlanguage = "en"\n[classes.x]\n',
            new_csv="id,term,match,class\na,so there,phrase,x\n",
        )
        assert set(load_lexicons(project, user=tmp_path / "none")) == {"mine", "new"}

    def test_a_folder_that_is_not_there(self, tmp_path):
        with pytest.raises(LexiconError, match="is not a folder"):
            load_lexicons(tmp_path / "nowhere")

    def test_a_wrong_cell_is_reported_where_the_topmost_row_stands(self, tmp_path):
        project = write(tmp_path / "project", mine_csv="id,class\nmay,unheard\n")
        with pytest.raises(LexiconError, match="'unheard' is unknown") as caught:
            load_lexicons(project, user=tmp_path / "none")
        assert caught.value.where == f"{project / 'mine.csv'}:2"


@pytest.mark.parametrize("case", cases("lexicon_errors.json"), ids=lambda case: case["comment"])
def test_an_error_names_file_line_and_column(case, tmp_path):
    for name, text in case["files"].items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicons(tmp_path, user=tmp_path / "none")
    assert caught.value.where.startswith(str(tmp_path / case["where"]))
    assert case["says"] in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_is_not_utf8(tmp_path):
    (tmp_path / "hedges.csv").write_bytes(b"id,term\n\xff\xfe,x\n")
    with pytest.raises(LexiconError, match="Save it as UTF-8"):
        load_lexicons(tmp_path, user=tmp_path / "none")


@pytest.mark.parametrize("case", cases("forms.json"), ids=lambda case: case["comment"])
def test_forms(case):
    assert list(forms(case["term"], irregular_forms())) == case["forms"]


def test_irregular_forms_are_clean():
    text = (builtin_dir() / "irregular.csv").read_text(encoding="utf-8")
    bases = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert len(bases) == len(set(bases))
    for base, others in irregular_forms().items():
        assert others, base
        assert all(form.isalpha() and form.islower() for form in (base, *others)), base


def test_the_worked_example_of_the_docs(tmp_path):
    """The project lexicon of docs/lexicons.md adds a row, changes a cell and switches a row off."""
    page = (Path(__file__).parents[1] / "docs" / "lexicons.md").read_text(encoding="utf-8")
    (tmp_path / "hedges.csv").write_text(page.partition("```csv\n")[2].partition("```")[0], encoding="utf-8")
    before = load_lexicons(user=tmp_path / "none")["hedges"].entries
    after = load_lexicons(tmp_path, user=tmp_path / "none")["hedges"].entries
    assert set(after) - set(before) == {"mooted"}
    assert (after["reportedly"].weight, after["reportedly"].term) == (0.5, "reportedly")
    assert (before["may-headline"].status, after["may-headline"].status) == ("on", "off")
    assert {row for row in before if before[row] != after[row]} == {"reportedly", "may-headline"}


def test_the_docs_name_every_guard_and_column():
    page = (Path(__file__).parents[1] / "docs" / "lexicons.md").read_text(encoding="utf-8")
    for name in (*FLAGS, *NEIGHBOURS, *CASE_VALUES, *CLASSES, *COLUMNS, *get_args(Match)):
        assert name in page, name
