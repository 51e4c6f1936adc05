"""`credscore rank`."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run

COLUMNS = (
    "rank,source,articles,score,low,high,attribution,hedging,residue,consistency,readability_grade,provisional,reason"
    ",style,best_rank,worst_rank"
)


def test_csv_when_piped_with_the_columns_of_the_contract(credscore: Run, seeds: Path) -> None:
    done = credscore("rank", seeds)
    assert done.stdout.splitlines()[0] == COLUMNS
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [r["rank"] for r in rows] == ["1", "2", "3", "4", "5"]
    assert all(r["provisional"] == "true" and float(r["low"]) <= float(r["score"]) <= float(r["high"]) for r in rows)


def test_a_table_and_json_on_request(credscore: Run, seeds: Path) -> None:
    assert "003_06b4c541cbedfc8d" in credscore("rank", seeds, "--format", "table").stdout
    assert len(json.loads(credscore("rank", seeds, "--format", "json").stdout)) == 5


def test_fail_under_leaves_with_one(credscore: Run, seeds: Path) -> None:
    assert credscore("rank", seeds, "--fail-under", 1).returncode == 0
    failed = credscore("rank", seeds, "--fail-under", 99)
    assert failed.returncode == 1
    assert failed.stdout.startswith("rank,")
    assert "under 99" in failed.stderr


def test_stdin(credscore: Run) -> None:
    row = {
        "id": "a",
        "source": "x",
        "text": "Mayor Ann Lee said on Monday that the bridge would close. She said so twice. Nobody was hurt in it.",
    }
    done = credscore("rank", "-", "--input-format", "jsonl", stdin=json.dumps(row) + "\n{broken\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].split(",")[1] == "x"
    assert "line 2" in done.stderr
