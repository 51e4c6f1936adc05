"""Every command and option says what it does, and help comes without loading the heavy libraries."""

import subprocess
import sys

from typer.main import get_command

from credscore.cli import app
from tests.cli.conftest import Run

HEAVY = ("spacy", "pandas", "pydantic", "jinja2", "numpy")


def test_every_command_and_option_has_help() -> None:
    def walk(command: object, path: str) -> None:
        assert getattr(command, "help", None), path
        for parameter in getattr(command, "params", []):
            assert getattr(parameter, "help", None), f"{path} {parameter.name}"
        for name, child in getattr(command, "commands", {}).items():
            walk(child, f"{path} {name}")

    walk(get_command(app), "credscore")


def test_help_does_not_load_heavy_libraries() -> None:
    code = f"import sys, credscore.cli; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_version_and_no_arguments(credscore: Run) -> None:
    assert credscore("--version").stdout.startswith("credscore 0.")
    assert "score" in credscore("--help").stdout


def test_a_closed_pipe_is_no_error(credscore: Run, seeds: object) -> None:
    program = f"{sys.executable} -m credscore"
    done = subprocess.run(
        f"{program} lexicon show organisations | head -1", shell=True, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
