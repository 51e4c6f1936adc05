"""How a command ends when what is around it fails: closed pipes, full disks, folders that are not to be written."""

import csv
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PROGRAM = Path(sys.executable).with_name("credscore")


def shell(line: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        ["bash", "-c", line],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        encoding="utf-8",
        env=os.environ | {"COLUMNS": "80", "PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"},
    )
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr
    return done


@pytest.mark.parametrize("args", ["--help", "lexicon show titles", "lexicon show titles --format table"])
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_reader_who_leaves_is_no_failure(args: str, buffered: str, tmp_path: Path) -> None:
    # 1 would say that a threshold failed.
    done = shell(f"PYTHONUNBUFFERED={buffered} credscore {args} | head -c 1; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert done.stdout.splitlines()[-1].strip().endswith("0")
    assert done.stderr == ""


def test_a_reader_who_leaves_does_not_cost_the_report(seeds: Path, tmp_path: Path) -> None:
    shell(f"credscore score {seeds} --out run | head -c 1", tmp_path)
    assert (tmp_path / "run" / "report.html").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("form", ["csv", "jsonl", "table"])
def test_a_full_disk_is_named(form: str, tmp_path: Path) -> None:
    done = shell(f"credscore lexicon show hedges/may --format {form} > /dev/full", tmp_path)
    assert (done.returncode, done.stderr) == (2, "credscore: output: No space left on device.\n")


def test_closed_streams(tmp_path: Path) -> None:
    assert shell("credscore lexicon list >&-", tmp_path).returncode == 0
    assert shell("credscore score nowhere 2>&-", tmp_path).returncode == 2
    done = shell("credscore score - <&-", tmp_path)
    assert done.returncode == 2
    assert "no article" in done.stderr


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_named(credscore: Run, seeds: Path, tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = credscore("score", seeds, "--out", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"credscore: {out}")
    assert done.stderr.count("\n") == 1


def test_a_run_writes_over_nothing_but_a_run(credscore: Run, tmp_path: Path) -> None:
    text = "Police said on Monday that two men had died near the old bridge."
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    table = tmp_path / "articles.csv"
    table.write_text(f"id,text\n1,{text}\n", encoding="utf-8")
    for inputs, out in ((["texts"], "texts"), (["articles.csv"], "."), (["texts"], ".")):
        done = credscore("score", *inputs, "--out", out)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert "Choose another folder" in done.stderr
    assert table.read_text(encoding="utf-8").startswith("id,text\n1,Police")
    assert [p.name for p in (tmp_path / "texts").iterdir()] == ["a.txt"]
    for _ in range(2):  # the second time over the first, whose files are no articles
        done = credscore("score", "texts", "--out", "texts/run")
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 2), done.stderr
        assert "refused" not in done.stderr


def test_where_nothing_can_be_scored_every_reason_is_still_written(credscore: Run, tmp_path: Path) -> None:
    table = "id,text\n" + "".join(f"{number},\n" for number in range(30))
    done = credscore("score", "-", "--input-format", "csv", "--out", "run", stdin=table)
    assert (done.returncode, done.stdout) == (2, "")
    assert "10 more are not named here" in done.stderr
    with (tmp_path / "run" / "refused.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 30
    assert credscore("report", "run").returncode == 0


def test_names_out_of_files_do_not_steer_the_terminal(tmp_path: Path) -> None:
    text = "Police said on Monday that two men had died near the old bridge."
    (tmp_path / "a.csv").write_text(
        f'id,source,text\n"b\x1b[31m\x07\nc",x,\n1,"s\x1b[2J",{text}\n', encoding="utf-8", newline=""
    )
    master, slave = pty.openpty()
    command = [str(PROGRAM), "rank", "a.csv", "--fail-under", "100"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=slave, cwd=tmp_path, check=False, timeout=60)
    os.close(slave)
    said = os.read(master, 100_000).decode()
    os.close(master)
    assert done.returncode in (0, 1)
    assert "refused b\ufffd[31m\ufffd\ufffdc" in said
    assert "\x1b[31m\x07" not in said
    assert "s\x1b[2J" not in said


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("run.json", '"settings": {', '"settings": 3, "was": {'),
        ("evidence.jsonl", '"sentences": [[0, ', '"sentences": [["zero", '),
        ("evidence.jsonl", "{", "\udcff{"),
    ],
)
def test_a_damaged_run_folder_is_named(credscore: Run, tmp_path: Path, name: str, old: str, new: str) -> None:
    (tmp_path / "a.txt").write_text(
        "Police said on Monday that two men had died near the old bridge.", encoding="utf-8"
    )
    assert credscore("score", "a.txt", "--out", "run").returncode == 0
    path = tmp_path / "run" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", errors="surrogateescape")
    done = credscore("report", "run")
    assert done.returncode == 2
    assert done.stderr.startswith(f"credscore: {Path('run', name)}:1: is damaged (")
