"""A thousand articles of many outlets in one go: none lost, none failed, and memory within bounds."""

import csv
import gzip
import json
import resource
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

ARTICLES = 1000
MIB = 1024


@pytest.mark.gate
@pytest.mark.slow
def test_a_thousand_articles_are_scored_within_a_gibibyte(shared: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rated.jsonl"
    with (
        gzip.open(shared / "data" / "sources" / "rated_dev.jsonl.gz", "rt", encoding="utf-8") as gold,
        rows.open("w", encoding="utf-8") as out,
    ):
        for number, line in enumerate(islice(gold, ARTICLES)):
            row = json.loads(line)
            wanted = {
                "id": str(number),
                "source": row["domain"],
                "title": row["title"],
                "text": row["text"],
                "date": row["date"],
            }
            out.write(json.dumps(wanted) + "\n")
    program = Path(sys.executable).with_name("credscore")
    subprocess.run(
        [program, "score", rows, "--out", tmp_path / "run", "--format", "csv"], check=True, capture_output=True
    )
    # The peak of all children so far, in KiB on Linux.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with (tmp_path / "run" / "articles.csv").open(encoding="utf-8", newline="") as file:
        cards = list(csv.DictReader(file))
    with (tmp_path / "run" / "refused.csv").open(encoding="utf-8", newline="") as file:
        refused = list(csv.DictReader(file))
    assert len(cards) + len(refused) == ARTICLES
    assert not [row for row in refused if row["code"] == "failed"]
    assert len(refused) < ARTICLES / 100
    assert peak < 1024 * MIB
