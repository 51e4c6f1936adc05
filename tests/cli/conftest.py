"""The command line by its real entry point."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def seeds() -> Path:
    return Path(__file__).parents[2] / "seeds"


@pytest.fixture
def credscore(tmp_path: Path) -> Run:
    """Run `credscore ARGS` in a folder of its own, with what is given on stdin."""
    program = Path(sys.executable).with_name("credscore")

    def run(*args: object, stdin: str | None = None, text: bool = True) -> "subprocess.CompletedProcess[str]":
        command = [str(program), *map(str, args)]
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=text,
            encoding="utf-8" if text else None,
            cwd=tmp_path,
            check=False,
        )

    return run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small table: three articles that can be scored and one that cannot."""
    path = tmp_path / "articles.csv"
    rows = ["id,source,body"]
    body = (
        "Mayor Ann Lee said on Monday that {} bridges would close. “It may rain,” she said. "
        "The council will meet on Friday to vote on the plan, officials said."
    )
    rows += [f'{number},{source},"{body.format(number + 2)}"' for number, source in enumerate(("NA", "007", "NA"))]
    path.write_text("\n".join([*rows, "9,NA,"]) + "\n", encoding="utf-8")
    return path
