"""Editing a layer's CSV: only what is meant changes, and nobody's work is lost."""

import threading
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from credscore.errors import LexiconConflictError, LexiconError
from credscore.lexicon import edited, load_lexicons, open_layer, save
from credscore.lexicon.edit import add, change, remove, switch_off, switch_on
from credscore.lexicon.table import records

DESK = """\ufeff# our desk, "its" words\r
id,term,match,class,weight,status,note\r
"mooted",mooted,word,hearsay,,,"adds, a row"\r
\r
reportedly,,,,0.5\r
# the end\r
"""
IDS = st.sampled_from(("a", "b", "c-d", "may", "e--f"))
CELLS = st.text(alphabet="ab, \"'#\n\u00e9=", max_size=6)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A layer's file in one of the many shapes that people and spreadsheets give it."""
    end = draw(st.sampled_from(("\n", "\r\n")))
    columns = ["id", *draw(st.permutations(("term", "status", "note")))]
    lines = [",".join(columns)]
    for row in draw(st.lists(IDS, unique=True)):
        status = draw(st.sampled_from(("", "on", "off")))
        cells = {"id": row, "status": status, "term": draw(CELLS), "note": draw(CELLS)}
        quoted = ['"{}"'.format(cells[column].replace('"', '""')) for column in columns]
        lines += [",".join([row, *quoted[1 : draw(st.integers(1, 4))]])]
        lines += draw(st.lists(st.sampled_from(('# a, "remark', "", ",,,")), max_size=2))
    text = end.join(lines) + draw(st.sampled_from(("", end)))
    return draw(st.sampled_from(("", "\ufeff"))) + text


def effect(text: str) -> dict[str, dict[str, str]]:
    """The rows by id, with their cells that hold something and change something."""
    header: list[str] = []
    rows = {}
    for record in records(text):
        if record.cells and not header:
            header = list(record.cells)
        elif record.cells:
            cells = {c: v.strip() for c, v in zip(header, record.cells, strict=False) if v.strip()}
            if cells.get("status") == "on":
                del cells["status"]  # what it is without
            if len(cells) > 1:
                rows[cells["id"]] = cells
    return rows


@given(st.text(alphabet='a,"#\r\n \ufeff', max_size=30))
def test_records_joined_are_the_text(text):
    try:
        found = list(records(text))
    except ValueError:
        return
    assert "".join(record.raw for record in found) == text


@given(files(), IDS)
def test_off_then_on_is_identity(text, row):
    there = row in effect(text)
    was_off = effect(text).get(row, {}).get("status") == "off"
    off = switch_off(text, row)
    assert effect(off)[row]["status"] == "off"
    on = switch_on(off, row)
    assert effect(on) == effect(text) or was_off
    if f"\n{row}" not in text:
        assert not there
        assert on == text


@given(files(), IDS, st.dictionaries(st.sampled_from(("term", "note")), CELLS, min_size=1))
@example("id,term,status,note\nb\n\na", "a", {"term": "x"})
def test_an_edit_leaves_all_other_records_as_they_are(text, row, cells):
    def others(text):
        return [r.raw.strip("\r\n") for r in records(text) if not (r.cells and r.cells[0] == row)]

    for new in (
        change(text, row, cells),
        switch_off(text, row),
        switch_on(text, row),
        switch_on(text, row, off_below=True),
    ):
        assert others(new) == others(text)
    if row in effect(switch_off(text, row)):
        assert others(remove(switch_off(text, row), row)) == others(text)


@given(files(), IDS, st.dictionaries(st.sampled_from(("term", "note")), CELLS, min_size=1))
def test_a_change_changes_these_cells(text, row, cells):
    before, after = effect(text).get(row, {"id": row}), effect(change(text, row, cells)).get(row, {"id": row})
    assert after == {k: v for k, v in {**before, **{k: v.strip() for k, v in cells.items()}}.items() if v}


def test_a_row_is_added_in_the_manner_of_the_file():
    new = add(
        DESK, {"id": "perchance", "term": "perchance", "match": "word", "class": "epistemic", "yes": "Perchance, so."}
    )
    assert (
        new == DESK.replace(",note\r\n", ",note,yes\r\n") + 'perchance,perchance,word,epistemic,,,,"Perchance, so."\r\n'
    )


def test_a_file_that_is_not_there_gets_the_columns_it_needs():
    assert switch_off("", "may") == "id,status\nmay,off\n"
    assert add("", {"note": "x", "id": "a", "term": "t"}) == "id,term,note\na,t,x\n"


def test_a_row_of_ones_own_is_removed():
    assert remove(DESK, "reportedly") == DESK.replace("reportedly,,,,0.5\r\n", "")
    with pytest.raises(LexiconError, match="has no row 'may'"):
        remove(DESK, "may")


def test_what_a_layer_below_has_off_is_switched_on():
    on = switch_on("", "may", off_below=True)
    assert on == "id,status\nmay,on\n"
    assert switch_on(switch_off(on, "may"), "may", off_below=True) == on


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "mooted", "term": "x"}, "stands here already"),
        ({"id": "Not an id"}, "is no id"),
        ({"id": "#a"}, "is no id"),
        ({"term": "x"}, "is no id"),
        ({"id": "a", "colour": "x"}, "no column 'colour'"),
        ({"id": "a", "term": "x\x1b[2J"}, "control character"),
    ],
)
def test_a_row_that_cannot_be_added(row, says):
    with pytest.raises(LexiconError, match=says) as caught:
        add(DESK, row)
    assert caught.value.remedy


@pytest.fixture
def desk(tmp_path) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "hedges.csv").write_bytes(DESK.encode("utf-8"))
    return tmp_path / "desk"


def test_saving_keeps_a_backup_and_leaves_nothing_else(desk):
    file = open_layer(desk, "hedges")
    saved = save(file, edited(file, lambda text: switch_off(text, "may")), user=desk / "none")
    assert saved == open_layer(desk, "hedges")
    assert load_lexicons(desk, user=desk / "none")["hedges"].entries["may"].status == "off"
    assert (desk / "hedges.csv.bak").read_bytes() == DESK.encode("utf-8")
    assert {path.name for path in desk.iterdir()} == {"hedges.csv", "hedges.csv.bak"}


def test_a_folder_that_is_not_there_is_made(tmp_path):
    file = open_layer(tmp_path / "new", "hedges")
    save(file, switch_off(file.text, "may"), user=tmp_path / "none")
    assert (tmp_path / "new" / "hedges.csv").read_text(encoding="utf-8") == "id,status\nmay,off\n"


def test_what_does_not_load_is_not_written(desk):
    file = open_layer(desk, "hedges")
    with pytest.raises(LexiconError, match="'unheard' is unknown") as caught:
        save(file, change(file.text, "mooted", {"class": "unheard"}), user=desk / "none")
    assert caught.value.where == f"{desk / 'hedges.csv'}:3"
    assert open_layer(desk, "hedges") == file
    with pytest.raises(LexiconError, match="has no TOML"):
        save(open_layer(desk, "new"), "id\n", user=desk / "none")
    assert {path.name for path in desk.iterdir()} == {"hedges.csv"}


def test_the_second_of_two_writers_is_told(desk):
    mine, yours = open_layer(desk, "hedges"), open_layer(desk, "hedges")
    save(mine, switch_off(mine.text, "may"), user=desk / "none")
    with pytest.raises(LexiconConflictError, match="changed by somebody else"):
        save(yours, switch_off(yours.text, "might"), user=desk / "none")
    assert "may,,,,,off" in open_layer(desk, "hedges").text
    first, second = open_layer(desk, "cues"), open_layer(desk, "cues")
    save(first, switch_off("", "say"), user=desk / "none")
    with pytest.raises(LexiconConflictError):
        save(second, switch_off("", "tell"), user=desk / "none")


def test_of_many_writers_at_once_none_loses_anything(desk):
    saved = []

    def write(row: str) -> None:
        while True:
            file = open_layer(desk, "hedges")
            try:
                save(file, switch_off(file.text, row), user=desk / "none")
            except LexiconConflictError:
                continue
            saved.append(row)
            return

    rows = ["may", "might", "could", "perhaps", "possibly"]
    threads = [threading.Thread(target=write, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(saved) == sorted(rows)
    entries = load_lexicons(desk, user=desk / "none")["hedges"].entries
    assert {entries[row].status for row in rows} == {"off"}


def test_a_name_leads_nowhere_else(tmp_path):
    for name in ("../hedges", "/etc/passwd", "a/b", "..", "", "A"):
        with pytest.raises(LexiconError, match="is no name of a lexicon"):
            open_layer(tmp_path, name)
