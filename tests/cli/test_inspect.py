"""`credscore inspect`."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_jsonl_has_the_fields_of_the_contract(credscore: Run, seeds: Path) -> None:
    done = credscore("inspect", seeds)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 5
    for row in rows:
        text = (seeds / row["id"]).read_text(encoding="utf-8")
        assert {"id", "source", "title", "sentences", "attributions", "hedges", "residue", "claims"} <= set(row)
        for attribution in row["attributions"]:
            assert {
                "source",
                "cue",
                "content",
                "quote",
                "kind",
                "named",
                "via_document",
                "entity",
                "weight",
                "rule",
            } <= set(attribution)
        assert all({"start", "end", "class", "rule"} <= set(h) for h in row["hedges"])
        assert all({"start", "end", "kind", "rule"} <= set(r) for r in row["residue"])
        assert all({"slot", "low", "high", "start", "end", "in"} <= set(c) for c in row["claims"])
        assert all(text[a:b].strip() == text[a:b] for a, b in row["sentences"])


def test_the_terminal_view_shows_every_word(credscore: Run, seeds: Path) -> None:
    path = seeds / "004_e2d57f12f83fee0a.txt"
    shown = " ".join(credscore("inspect", path, "--format", "table").stdout.split())
    for word in ("BAGHDAD", "Joint Operations Command", "READ ALSO", "official"):
        assert word in shown


def test_html_is_one_page_that_runs_nothing(credscore: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "<script>alert(1)</script> said Mayor Ann Lee on Monday, and nobody laughed.\n", encoding="utf-8"
    )
    page = credscore("inspect", "a.txt", "--format", "html").stdout
    assert page.lower().startswith("<!doctype html>")
    assert "<script>alert" not in page


def test_a_line_that_a_source_repeats_is_residue_however_the_articles_come(credscore: Run, tmp_path: Path) -> None:
    bodies = (
        "The old bridge will be closed for a year, Mayor Ann Lee said on Monday.",
        "Two ships ran into each other off the cape, and nobody was hurt.",
        "Teachers asked for smaller classes when they met the minister.",
        "A court in the capital let the baker go, since no witness had come.",
        "Wheat has become dear: farmers blame the late rain in spring.",
        "Her third novel tells how a railway came to a valley.",
    )
    rows = [
        {"id": str(number), "source": "ledger", "text": f"{body}\nHeard along the river {number} times"}
        for number, body in enumerate(bodies)
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    plain = credscore("inspect", "a.jsonl", "--format", "jsonl").stdout
    for row, article in zip(map(json.loads, plain.splitlines()), rows, strict=True):
        marks = {(article["text"][r["start"] : r["end"]].split()[0], r["kind"], r["rule"]) for r in row["residue"]}
        assert marks == {("Heard", "repeat", "repeat-source:6/6")}
    assert credscore("inspect", "-", "--format", "jsonl", stdin=lines).stdout == plain
    assert credscore("inspect", "a.jsonl", "--format", "jsonl", "--jobs", "2").stdout == plain
    (tmp_path / "b.jsonl").write_text("".join(reversed(lines.splitlines(keepends=True))), encoding="utf-8")
    backwards = credscore("inspect", "b.jsonl", "--format", "jsonl").stdout
    assert sorted(backwards.splitlines()) == sorted(plain.splitlines())
