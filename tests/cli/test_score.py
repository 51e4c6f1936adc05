"""`credscore score`."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run

DATA = ["articles.csv", "evidence.jsonl", "refused.csv", "sources.csv", "stories.jsonl"]
FILES = sorted([*DATA, *(f"{Path(name).stem}.schema.json" for name in DATA), "report.html", "run.json"])


def test_scores_the_seeds_into_a_folder(credscore: Run, seeds: Path, tmp_path: Path) -> None:
    done = credscore("score", seeds, "--out", "run")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "run").iterdir()) == FILES
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 5
    report = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "003_06b4c541cbedfc8d" in report
    # The report is a function of the folder: made anew it is the same.
    assert credscore("report", "run").returncode == 0
    assert (tmp_path / "run" / "report.html").read_text(encoding="utf-8") == report


def test_nothing_is_lost(credscore: Run, table: Path, tmp_path: Path) -> None:
    done = credscore("score", table, "--column", "text=body", "--out", "run")
    assert done.returncode == 0, done.stderr
    cards, refused = (
        list(csv.DictReader(io.StringIO((tmp_path / "run" / name).read_text(encoding="utf-8"), newline="")))
        for name in ("articles.csv", "refused.csv")
    )
    assert [c["id"] for c in cards] == ["0", "1", "2"]
    assert [c["source"] for c in cards] == ["NA", "007", "NA"]
    assert [r["id"] for r in refused] == ["9"]
    assert "9" in done.stderr
    assert json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["refused"] == 1


def test_jsonl_cards_carry_the_counts_behind_each_score(credscore: Run, table: Path) -> None:
    done = credscore("score", table, "--column", "text=body", "--format", "jsonl")
    card = json.loads(done.stdout.splitlines()[0])
    assert card["criteria"]["attribution"]["counts"]["sentences"] == 3
    assert card["criteria"]["consistency"]["score"] is None
    assert card["criteria"]["consistency"]["reason"]


def test_jobs_change_nothing(credscore: Run, seeds: Path) -> None:
    assert credscore("score", seeds, "--jobs", 2).stdout == credscore("score", seeds).stdout


def test_a_profile_changes_the_weights(credscore: Run, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        "[score.weights]\nattribution = 1.0\nhedging = 0.0\nresidue = 0.0\nconsistency = 0.0\n", encoding="utf-8"
    )
    done = credscore("score", seeds, "--profile", "mine.toml")
    for row in csv.DictReader(io.StringIO(done.stdout)):
        assert row["score"] == row["attribution"]


def test_the_profile_that_ships_weighs_style_and_says_what_it_rests_on(
    credscore: Run, seeds: Path, tmp_path: Path
) -> None:
    plain, fitted = (credscore("score", seeds, "--profile", name).stdout for name in ("default", "calibrated"))
    assert plain != fitted
    told = credscore("rank", seeds, "--profile", "calibrated", "--format", "table").stdout
    assert "Profile calibrated: Expert ratings" in told
    assert credscore("score", seeds, "--profile", "calibrated", "--out", "run").returncode == 0
    run = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert run["profile"] == run["settings"]["profile"]["name"] == "calibrated"
    assert len(run["settings_digest"]) == len(run["model_digest"]) == 16


def test_reviews_as_linked_data(credscore: Run, seeds: Path) -> None:
    found = json.loads(credscore("score", seeds, "--format", "json-ld").stdout)
    assert found["@context"] == "https://schema.org"
    assert len(found["@graph"]) == 5
    assert {review["@type"] for review in found["@graph"]} == {"Review"}


def test_schemas_are_printed(credscore: Run) -> None:
    assert "evidence" in credscore("schema").stdout
    assert json.loads(credscore("schema", "cards").stdout)["type"] == "object"
    assert json.loads(credscore("schema", "sources").stdout)["fields"][0]["name"] == "rank"
    wrong = credscore("schema", "nosuch")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "findings" in wrong.stderr


def test_mistakes_are_named_and_exit_with_two(credscore: Run, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[score]\nmin_wrods = 3\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    for args, word in (
        (["nowhere"], "nowhere"),
        ([seeds, "--model", "nosuch"], "nosuch"),
        ([seeds, "--profile", "nosuch"], "nosuch"),
        ([seeds, "--profile", "bad.toml"], "min_wrods"),
        ([seeds, "--lexicons", "nowhere"], "nowhere"),
        ([seeds, "--column", "text"], "text"),
        (["empty.txt"], "empty.txt"),
        ([seeds, "--residue", "loose"], "loose"),
        ([], "INPUT"),
    ):
        done = credscore("score", *args)
        assert done.returncode == 2, (args, done.stdout, done.stderr)
        assert word in done.stderr, (args, done.stderr)
        assert "Traceback" not in done.stderr
        assert done.stdout == ""
