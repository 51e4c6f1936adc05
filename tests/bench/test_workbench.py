"""Edit to update in the workbench: `pytest tests/bench/test_workbench.py -m bench`; figures in docs/benchmark.md.

Five hundred articles are loaded; twenty rows are switched off in the page, one after the other, each undone before the
next. Measured in the browser: from the press of the button until the page shows the new marks and what moved. Where
more articles are touched than are analysed at once, the rest follows: the second figure is until all of them are done.
Beside them stands the processor time that the server spent, which depends less on what else the machine does.
"""

import gzip
import json
import os
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from tests.browser import Tab
from tests.served import served

ROWS = Path(__file__).parents[3] / "shared" / "data" / "sources" / "rated_dev.jsonl.gz"
ARTICLES = 500
# Rows that many articles have and rows that few have, of the lexicons that are edited most.
EDITS = (
    "residue/read-also-inline", "residue/related-things", "residue/at-a-glance", "residue/copyright-holder",
    "hedges/may", "hedges/reportedly", "hedges/so-called", "hedges/allegedly", "hedges/perhaps", "hedges/about",
    "cues/say", "cues/confirm", "cues/warn", "cues/insist", "cue_phrases/according-to",
    "titles/general", "titles/senator", "organisations/department-of-defense--pentagon", "media/reuters",
    "predicates/killed-kill",
)  # fmt: skip
# From the press until the page has the new state; then until no article waits.
PRESS = """async (button) => {
  const started = performance.now();
  const done = new Promise((shown) => document.addEventListener("htmx:afterSettle", function settled(event) {
    if (event.target.id !== "panel") return;
    document.removeEventListener("htmx:afterSettle", settled);
    shown(performance.now() - started);
  }));
  button.click();
  const first = await done;
  const waiting = document.querySelector("#moved .waiting");
  const left = waiting ? parseInt(waiting.textContent.replace(/,/g, "")) : 0;
  while (document.querySelector("#moved .waiting")) await new Promise((soon) => setTimeout(soon, 10));
  return [first, performance.now() - started, left];
}"""

pytestmark = [pytest.mark.bench, pytest.mark.skipif(not ROWS.exists(), reason="needs ../shared")]


def processor(pid: int) -> float:
    """The processor time that a process has spent, in milliseconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    with gzip.open(ROWS, "rt", encoding="utf-8") as rows, path.open("w", encoding="utf-8") as kept:
        for row in islice((json.loads(row) for row in rows), ARTICLES):
            kept.write(json.dumps({name: row.get(name) for name in ("source", "title", "text", "date")}) + "\n")
    return path


@pytest.mark.parametrize("model", ["rules", "fast"])
def test_edit_to_update(
    articles: Path, model: str, open_tab: Callable[..., Tab], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path, articles, "--model", model, seconds=600) as bench:
        page = open_tab(bench.address).page
        page.set_default_timeout(120_000)
        took: dict[str, list[float]] = {}
        pid = bench.process.pid
        for edit in EDITS:
            lexicon, row = edit.split("/")
            page.goto(f"{bench.address}/?article=1&panel=why&lexicon={lexicon}&row={row}")
            before = processor(pid)
            first, last, left = page.locator("#b-switch").evaluate(PRESS)
            took[edit] = [first, last, processor(pid) - before, left]
            page.locator("#undo").evaluate(PRESS)
        loaded = re.search(r'<span id="many" class="soft num">(\d+)</span>', bench.get("/"))
    assert loaded is not None
    assert int(loaded[1]) == ARTICLES
    with capsys.disabled():
        print(f"\n{ARTICLES} articles, --model {model}: ms until shown, all done, of processor time; articles left")
        for edit, (first, last, spent, left) in took.items():
            print(f"  {edit:46}{first:8.0f}{last:8.0f}{spent:8.0f}{left:6.0f}")
        for name, index in (("shown", 0), ("all done", 1), ("processor time", 2)):
            times = [one[index] for one in took.values()]
            print(f"  {name}: median {median(times):.0f}, most {max(times):.0f}")
