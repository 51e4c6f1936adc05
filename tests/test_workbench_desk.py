"""The state behind the page: edits, undo, saving, two hands at once, and files that change on disk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from credscore.errors import LexiconConflictError, LexiconError
from credscore.lexicon import load_lexicons
from credscore.pipeline import RULES, Options, Scored
from credscore.records import Article, Refusal
from credscore.settings import Settings, default_settings
from credscore.workbench.desk import Desk
from credscore.workbench.draft import Draft
from tests.workbench_story import TEXT, TITLE

ARTICLES = (Article("a", "The Gazette", TEXT, TITLE), Article("b", "The Courier", TEXT.replace("nine", "seven"), TITLE))
NEW = {"term": "Gazette members", "match": "phrase", "class": "promo", "when": "line-start"}
MakeDesk = Callable[..., Desk]


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    return tmp_path / "layer"


@pytest.fixture
def desk(layer: Path, tmp_path: Path) -> Desk:
    return made(layer, tmp_path)


def made(layer: Path, tmp_path: Path, settings: Settings | None = None) -> Desk:
    return Desk(Options(settings or default_settings(), model=RULES), Draft(layer, tmp_path / "user"), ARTICLES)


def hedges(desk: Desk) -> set[str]:
    return {hedge.rule for hedge in desk.session.evidence("a").hedges}


def scores(scored: Scored) -> list[float | None]:
    return [card.score for card in scored.cards]


def test_a_row_is_switched_off_and_on_again(desk: Desk) -> None:
    before = desk.scored
    desk.switch(desk.version, "hedges", "reportedly", on=False)
    assert "reportedly" not in hedges(desk)
    assert {move.name for move in desk.moved[0]} == {"a", "b"}
    assert all(move.after > move.before for move in desk.moved[0])  # less hedging is worth more
    desk.switch(desk.version, "hedges", "reportedly", on=True)
    assert desk.scored == before
    assert desk.draft.diff() == ""


def test_changes_that_come_before_the_one_before_is_done_are_told_together(layer: Path, tmp_path: Path) -> None:
    desk = made(layer, tmp_path, replace_in(default_settings(), slice_seconds=1e-9))
    before = desk.scored
    for row in ("reportedly", "expect", "about"):  # of each only the first article is analysed at once
        desk.switch(desk.version, "hedges", row, on=False)
    assert desk.says == "3 changes, the last: Switched hedges/about off."
    while desk.go_on():
        pass
    assert {move.name: move.before for move in desk.moved[0]} == {
        card.id: round(card.score, 2) for card in before.cards if card.score is not None
    }


def test_an_added_row_gets_an_id_of_its_term_that_is_free(desk: Desk) -> None:
    assert desk.add(desk.version, "residue", NEW) == "gazette-members"
    assert desk.add(desk.version, "residue", {**NEW, "when": "line-only"}) == "gazette-members-2"
    assert desk.add(desk.version, "residue", {**NEW, "term": "«»"}) == "row"
    assert {piece.rule for piece in desk.session.evidence("a").residue} == {"gazette-members"}


def test_an_edit_writes_only_the_cells_that_differ_from_the_built_in_row(desk: Desk, layer: Path) -> None:
    form = desk.row("hedges", "reportedly")
    assert form is not None
    desk.edit(desk.version, "hedges", "reportedly", {**form.cells, "weight": "0.5", "note": "half\r\nof it"})
    assert desk.save(desk.version) == [layer / "hedges.csv"]
    assert (layer / "hedges.csv").read_text(encoding="utf-8") == "id,weight,note\nreportedly,0.5,half of it\n"
    changed = desk.row("hedges", "reportedly")
    assert changed is not None
    assert (changed.own, changed.cells["weight"], changed.origins["weight"]) == (True, "0.5", "project")
    # As it was: the row leaves the layer.
    desk.edit(desk.version, "hedges", "reportedly", {**form.cells, "weight": form.cells.get("weight", ""), "note": ""})
    assert desk.row("hedges", "reportedly") == form
    desk.save(desk.version)
    assert (layer / "hedges.csv").read_text(encoding="utf-8") == "id,weight,note\n"


def test_an_edit_of_other_cells_leaves_a_row_switched_off(desk: Desk) -> None:
    form = desk.row("hedges", "reportedly")
    assert form is not None
    desk.switch(desk.version, "hedges", "reportedly", on=False)
    desk.edit(desk.version, "hedges", "reportedly", {c: v for c, v in form.cells.items() if c != "status"})
    assert "reportedly" not in hedges(desk)


def test_a_cell_of_a_built_in_row_cannot_be_emptied(desk: Desk) -> None:
    form = desk.row("hedges", "reportedly")
    assert form is not None
    with pytest.raises(LexiconError, match="cannot be emptied"):
        desk.edit(desk.version, "hedges", "reportedly", {**form.cells, "class": ""})
    assert desk.draft.edits == ()


def test_what_cannot_be_changes_nothing(desk: Desk) -> None:
    version, before = desk.version, desk.scored
    wrong = (
        lambda: desk.add(version, "residue", {**NEW, "class": "nonsense"}),
        lambda: desk.add(version, "residue", {**NEW, "when": "next"}),
        lambda: desk.add(version, "residue", {**NEW, "term": ""}),
        lambda: desk.add(version, "residue", {**NEW, "id": "Not An Id"}),
        lambda: desk.add(version, "hedges", {**NEW, "id": "may"}),
        lambda: desk.add(version, "../x", NEW),
        lambda: desk.edit(version, "hedges", "no-such-row", {}),
        lambda: desk.drop(version, "hedges", "may"),
    )
    for one in wrong:
        with pytest.raises(LexiconError):
            one()
    assert (desk.version, desk.draft.edits) == (version, ())
    assert desk.scored == before


def test_undo_goes_back_edit_by_edit(desk: Desk) -> None:
    seen = [scores(desk.scored)]
    for row in ("reportedly", "expect", "about"):
        desk.switch(desk.version, "hedges", row, on=False)
        seen.append(scores(desk.scored))
    desk.add(desk.version, "residue", NEW)
    for expected in reversed(seen):
        desk.undo(desk.version)
        assert scores(desk.scored) == expected
    version = desk.version
    desk.undo(version)  # there is nothing more to undo
    assert desk.version == version


def test_saving_keeps_what_stood_in_the_file_and_a_backup(desk: Desk, layer: Path, tmp_path: Path) -> None:
    layer.mkdir()
    written = "# our own\nid,status,note\nmay,off,too often in sport\n"
    (layer / "hedges.csv").write_text(written, encoding="utf-8")
    desk.look()
    assert "may" not in hedges(desk)
    desk.switch(desk.version, "hedges", "about", on=False)
    assert "-may" not in desk.draft.diff()
    assert "+about,off" in desk.draft.diff()
    desk.save(desk.version)
    assert (layer / "hedges.csv").read_text(encoding="utf-8") == written + "about,off,\n"
    assert (layer / "hedges.csv.bak").read_text(encoding="utf-8") == written
    assert desk.draft.edits == ()
    assert load_lexicons(layer, user=tmp_path / "user")["hedges"].entries["about"].status == "off"


def test_of_two_hands_at_once_one_is_told(desk: Desk) -> None:
    version = desk.version
    rows = ("may", "reportedly", "expect", "about", "likely", "perhaps")

    def one(row: str) -> bool:
        try:
            desk.switch(version, "hedges", row, on=False)
        except LexiconConflictError:
            return False
        return True

    with ThreadPoolExecutor(len(rows)) as pool:
        assert sum(pool.map(one, rows)) == 1
    assert len(desk.draft.edits) == 1


def test_edits_are_made_anew_on_what_somebody_else_wrote(desk: Desk, layer: Path) -> None:
    desk.switch(desk.version, "hedges", "about", on=False)
    layer.mkdir()
    (layer / "hedges.csv").write_text("id,status\nmay,off\n", encoding="utf-8")
    with pytest.raises(LexiconConflictError, match="meanwhile"):
        desk.save(desk.version)  # it has not been seen yet
    desk.save(desk.version)
    assert (layer / "hedges.csv").read_text(encoding="utf-8") == "id,status\nmay,off\nabout,off\n"
    assert hedges(desk).isdisjoint({"may", "about"})


def test_a_broken_file_is_told_with_its_line_and_the_last_good_lexicons_stay(desk: Desk, layer: Path) -> None:
    layer.mkdir()
    path = layer / "hedges.csv"
    path.write_text("id,status\nmay,off\n", encoding="utf-8")
    desk.look()
    good = desk.scored
    path.write_text("id,status\nmay,off\nreportedly,sometimes\n", encoding="utf-8")
    desk.look()
    assert desk.problem is not None
    assert desk.problem.where == f"{path}:3"
    assert desk.scored == good
    with pytest.raises(LexiconError, match="sometimes"):
        desk.switch(desk.version, "hedges", "about", on=False)
    path.write_text("id,status\nmay,off\nreportedly,off\n", encoding="utf-8")
    desk.look()
    assert desk.problem is None
    assert hedges(desk).isdisjoint({"may", "reportedly"})


def test_the_desk_holds_so_many_articles(layer: Path, tmp_path: Path) -> None:
    desk = made(layer, tmp_path, replace_in(default_settings(), articles=2))
    more = [replace(ARTICLES[0], id="c"), Refusal("d", "d", "empty", "It holds no text."), replace(ARTICLES[0], id="e")]
    assert desk.take(more, most=2) == []
    assert [(refusal.id, refusal.code) for refusal in desk.refused] == [
        ("c", "too-many"),
        ("d", "empty"),
        ("e", "too-many"),
    ]
    # What the command line names may be endless: it is read no further.
    rest = iter([replace(ARTICLES[0], id="f"), replace(ARTICLES[0], id="g")])
    assert desk.take(rest) == []
    assert desk.refused[-1].reason == "The workbench holds 2 articles; the others were not read."
    assert next(rest).id == "g"


def replace_in(settings: Settings, **limits: float) -> Settings:
    return settings.model_copy(update={"workbench": settings.workbench.model_copy(update=limits)})
