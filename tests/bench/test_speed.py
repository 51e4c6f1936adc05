"""Words per second by stage and peak memory, beside a spaCy pipeline on the same articles. See README.md."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from bench_words import GOLD, write_articles

HERE = Path(__file__).parent
WORDS = int(os.environ.get("CREDSCORE_BENCH_WORDS", "1000000"))
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM")}

pytestmark = [pytest.mark.bench, pytest.mark.skipif(not GOLD.exists(), reason="needs ../shared")]


def alone(arguments: Sequence[str], folder: Path) -> tuple[str, float, float]:
    """Run Python with these arguments on one core and thread: output, seconds of processor time, peak memory in MiB."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        with (folder / "output").open("w+", encoding="utf-8") as output:
            process = subprocess.Popen([sys.executable, *arguments], stdout=output, env={**os.environ, **ONE_THREAD})
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            assert process.returncode == 0
            return output.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    finally:
        os.sched_setaffinity(0, before)


def table(
    words: int, ours: dict[str, Any], command: tuple[float, float], peers: dict[str, dict[str, Any]]
) -> Iterator[str]:
    def line(name: str, seconds: float, memory: float | None = None) -> str:
        peak = f"{memory:8.0f}" if memory is not None else " " * 8
        return f"{name:34}{seconds:9.2f}{words / max(seconds, 1e-9):13,.0f}{peak}"

    yield f"{words:,} words in {ours['articles']:,} articles"
    yield f"{'':34}{'seconds':>9}{'words/s':>13}{'MiB':>8}"
    for name, seconds in sorted(ours["stages"].items(), key=lambda item: -item[1]):
        yield line(f"  {name}", seconds)
    yield line("evidence (all but stories, cards)", ours["seconds_evidence"])
    yield line("pipeline", ours["seconds"], ours["peak_mib"])
    yield line("credscore score --out, whole", *command)
    for name, peer in peers.items():
        yield line(name, peer["seconds"], peer["peak_mib"])
    costs = (("pipeline", ours["seconds"]), ("score", command[0]), ("tagger", ours["stages"]["tagger"]))
    for name, seconds in costs:
        ratios = (f"{peer['seconds'] / seconds:.2f} ({who})" for who, peer in peers.items())
        yield f"{name}: times as fast as {', '.join(ratios)}"


def test_words_per_second_and_peak_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "articles.jsonl"
    words = write_articles(articles, WORDS)
    ours = json.loads(alone([str(HERE / "stages.py"), str(articles)], tmp_path)[0])
    score = ["-m", "credscore", "score", str(articles), "--out", str(tmp_path / "out"), "--jobs", "1"]
    _, *command = alone(score, tmp_path)
    peers = {
        "spaCy, as en_core_web_sm": json.loads(alone([str(HERE / "peer.py"), str(articles)], tmp_path)[0]),
        "spaCy, one shared tok2vec": json.loads(alone([str(HERE / "peer.py"), str(articles), "--shared"], tmp_path)[0]),
    }
    with capsys.disabled():
        print("", *table(words, ours, (command[0], command[1]), peers), sep="\n")
    assert {ours["words"], *(peer["words"] for peer in peers.values())} == {words}
    assert ours["cards"] == ours["articles"]
    assert ours["refused"] == 0
