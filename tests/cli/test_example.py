"""The committed example is what the program makes of the seeds today."""

from pathlib import Path

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def test_the_committed_example_is_fresh(credscore: Run, tmp_path: Path) -> None:
    done = credscore("score", ROOT / "seeds", "--out", "run")
    assert done.returncode == 0, done.stderr
    for name in ("articles.csv", "sources.csv", "stories.jsonl", "refused.csv"):
        fresh, committed = tmp_path / "run" / name, ROOT / "reports" / "seeds" / name
        assert committed.read_bytes() == fresh.read_bytes(), f"{name}: run the README's first command"
