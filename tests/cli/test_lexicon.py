"""`credscore lexicon list` and `show`."""

import csv
import io
from pathlib import Path

from tests.cli.conftest import Run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_list_names_every_lexicon(credscore: Run) -> None:
    names = {row["name"] for row in rows(credscore("lexicon", "list").stdout)}
    assert {"cues", "hedges", "residue", "titles", "organisations"} <= names


def test_show_prints_entries_and_their_layer(credscore: Run, tmp_path: Path) -> None:
    shown = rows(credscore("lexicon", "show", "hedges").stdout)
    assert len(shown) > 100
    assert {row["origin"] for row in shown} == {"built-in"}
    one = shown[0]["id"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "hedges.csv").write_text(f"id,status\n{one},off\n", encoding="utf-8")
    changed = rows(credscore("lexicon", "show", f"hedges/{one}", "--lexicons", "mine").stdout)
    assert [(row["status"], row["origin"], row["term"]) for row in changed] == [("off", "project", shown[0]["term"])]


def test_what_is_not_there_is_named(credscore: Run) -> None:
    for name in ("nothing", "hedges/nothing"):
        done = credscore("lexicon", "show", name)
        assert done.returncode == 2
        assert "nothing" in done.stderr
