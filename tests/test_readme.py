"""The README's two commands do what it says, in a copy of the project with nothing set up."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMAND = re.compile(r"<!-- command: (\w+) -->\n```bash\n(.+?)\n```", re.DOTALL)


def commands() -> dict[str, str]:
    return dict(COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8")))


def test_there_are_two_commands_of_one_line_each() -> None:
    assert set(commands()) == {"score", "test"}
    assert all("\n" not in command for command in commands().values())


@pytest.mark.slow
def test_both_commands_run_in_a_fresh_copy(tmp_path: Path) -> None:
    copy = tmp_path / "credscore"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", "reports"))
    clean = {
        k: v
        for k, v in os.environ.items()
        if k not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST")
    }
    found = commands()
    subprocess.run(["bash", "-euo", "pipefail", "-c", found["score"]], cwd=copy, env=clean, check=True)
    written = {p.name for p in (copy / "reports" / "seeds").iterdir()}
    data = {"articles.csv", "sources.csv", "stories.jsonl", "evidence.jsonl", "refused.csv"}
    assert written == data | {f"{Path(name).stem}.schema.json" for name in data} | {"report.html", "run.json"}
    # The whole suite is running already: here one file shows that the command sets up and starts pytest.
    clean["PYTEST_ADDOPTS"] = "tests/test_article.py"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", found["test"]],
        cwd=copy,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    assert re.search(r"\d+ passed", done.stdout)
