"""Laws of layers: laying them over one another is associative, and what is switched off and on is as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.errors import SettingsError
from credscore.lexicon import load_lexicons
from credscore.lexicon.edit import change, switch_off, switch_on
from credscore.lexicon.project import project_folder

PROJECT, USER, NONE = Path("/nowhere/project"), Path("/nowhere/user"), Path("/nowhere/none")
FILE = "hedges.csv"
IDS = ("may", "might", "so-called", "may-headline")
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "weight": st.sampled_from(("0.5", "2")),
        "status": st.sampled_from(("on", "off")),
        "class": st.sampled_from(("hearsay", "epistemic")),
        "unless": st.sampled_from(("case=upper", "next=be; prev=the")),
        "note": st.sampled_from(("ours", 'a "note", so')),
    },
).filter(bool)
LAYERS = st.dictionaries(st.sampled_from(IDS), CELLS)


def file_of(rows: dict[str, dict[str, str]]) -> str:
    text = "id\n"
    for row, cells in rows.items():
        text = change(text, row, cells)
    return text


def entries(project: str, user: str | None) -> list[object]:
    drafts = {PROJECT / FILE: project} | ({USER / FILE: user} if user is not None else {})
    found = load_lexicons(PROJECT, user=USER if user is not None else NONE, drafts=drafts)["hedges"].entries.values()
    return [replace(entry, origin="") for entry in found]


@settings(deadline=None, max_examples=40)
@given(LAYERS, LAYERS)
def test_layering_is_associative(lower, upper):
    """(built-in < project) < user is built-in < (project < user), the two files made one."""
    one = file_of(lower)
    for row, cells in upper.items():
        one = change(one, row, cells)
    assert entries(file_of(lower), file_of(upper)) == entries(one, None)


@settings(deadline=None, max_examples=40)
@given(LAYERS, st.sampled_from(IDS))
def test_off_then_on_is_identity_on_what_is_found(rows, row):
    text = file_of(rows)
    before = load_lexicons(PROJECT, user=NONE, drafts={PROJECT / FILE: text})["hedges"].entries[row]
    off = switch_off(text, row)
    assert load_lexicons(PROJECT, user=NONE, drafts={PROJECT / FILE: off})["hedges"].entries[row].status == "off"
    if before.status == "on":
        assert entries(switch_on(off, row), None) == entries(text, None)


def test_the_project_file_names_the_folder(tmp_path):
    (tmp_path / "credscore.toml").write_text('lexicons = "words"\n', encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    assert project_folder(tmp_path) == project_folder(tmp_path / "deep" / "er") == tmp_path / "words"
    (tmp_path / "deep" / "credscore.toml").write_text('\ufefflexicons = "../words"\n', encoding="utf-8")
    assert project_folder(tmp_path / "deep" / "er") == tmp_path / "deep" / ".." / "words"


@pytest.mark.parametrize("text", ["lexicons = ", 'lexicon = "words"\n', "lexicons = 3\n", 'lexicons = " "\n', ""])
def test_a_project_file_that_is_wrong_is_named(text, tmp_path):
    (tmp_path / "credscore.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="lexicons") as caught:
        project_folder(tmp_path)
    assert caught.value.where == str(tmp_path / "credscore.toml")
