"""Gates of the residue room: extracted_dev as ../shared/bench/residue.py scores it, and the five seeds exactly."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article
from credscore.residue import residue
from credscore.settings import default_settings

pytestmark = pytest.mark.gate


def read(id: str, text: str, mode: str) -> list[dict[str, Any]]:
    found = residue(READER.read(Article(id, id, text)), default_settings().residue, mode)
    return [{"start": r.start, "end": r.end, "kind": r.kind, "rule": r.rule} for r in found]


READER = Reader({"residue": load_lexicons()["residue"]})


@pytest.mark.parametrize("mode", ["balanced", "strict"])
def test_lines_of_extracted_dev(
    mode: str,
    floors: Any,
    shared: Path,
    bench: Callable[[str], ModuleType],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gold = shared / "data" / "residue" / "extracted_dev.jsonl.gz"
    with gzip.open(gold, "rt", encoding="utf-8") as file:
        rows = [bench("articles").article(number, json.loads(line)) for number, line in enumerate(file)]
    predicted = tmp_path / "predicted.jsonl"
    lines = (json.dumps({"id": row["id"], "residue": read(row["id"], row["text"], mode)}) for row in rows)
    predicted.write_text("\n".join(lines), encoding="utf-8")
    bench("residue").main(str(gold), str(predicted))
    printed = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    precision, recall, f1 = map(float, printed["lines"])
    lost = float(printed["content_lost"][0])
    assert lost <= (1.0 if mode == "balanced" else 0.5)
    floors.check(f"residue.{mode}.content_kept", 100 - lost, gold)
    if mode == "balanced":
        floors.check("residue.balanced.f1", f1, gold)
    else:
        floors.check("residue.strict.precision", precision, gold)
        floors.check("residue.strict.recall", recall, gold)


@pytest.mark.parametrize("mode", ["balanced", "strict"])
def test_lines_of_the_seeds(mode: str, shared: Path) -> None:
    with (shared / "gold" / "seeds_lines.csv").open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    found: dict[str, set[int]] = {}
    for doc in {row["doc"] for row in gold}:
        text = (shared / "seeds" / f"{doc}.txt").read_text(encoding="utf-8")
        found[doc] = {text.count("\n", 0, r["start"]) + 1 for r in read(doc, text, mode)}
    wrong = [
        (row["doc"], row["line"], row["label"])
        for row in gold
        if row["label"] != "borderline" and (row["label"] == "residue") != (int(row["line"]) in found[row["doc"]])
    ]
    assert wrong == []
