"""`credscore serve`: what it says when it cannot start. The page itself: tests/test_workbench_*.py."""

import socket
import sys
from pathlib import Path

import pytest

from credscore.cli.serve import serve
from credscore.errors import InputError
from tests.cli.conftest import Run


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[serve.__module__], "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'credscore\[serve\]'"):
        serve()


def test_a_port_that_is_taken_is_named(credscore: Run, table: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = credscore("serve", table, "--column", "text=body", "--port", port, "--model", "rules")
    assert done.returncode == 2
    assert f"--port: port {port} cannot be used" in done.stderr


def test_an_input_that_is_not_there_is_named(credscore: Run) -> None:
    done = credscore("serve", "nowhere", "--port", 0)
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_lexicon_that_is_broken_at_the_start_is_named_with_its_line(credscore: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "hedges.csv").write_text("id,status\nmay,nonsense\n", encoding="utf-8")
    done = credscore("serve", "--lexicons", "mine", "--port", 0, "--model", "rules")
    assert done.returncode == 2
    assert "hedges.csv:2" in done.stderr
