"""Who speaks, on gold source spans: PolNeAR's dev articles with all their attributions, the seeds, and end to end."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from credscore.attribution import attributions
from credscore.attribution.found import Found
from credscore.attribution.who import Identity, identify
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import Tagger
from credscore.records import Article, Attribution, Span
from credscore.settings import default_settings
from tests.gates.conftest import ROOT, Floors

pytestmark = pytest.mark.gate
Row = dict[str, Any]
MODELS = {"fast": Tagger("fast"), "rules": None}


def rows(path: Path) -> list[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def spans(pairs: list[list[int]] | None) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs or ())


def found(row: Row, text: str) -> Found:
    """A gold attribution as the finder would hand it on."""
    content = spans(row["content"])
    quote = "direct" if "".join(span.of(text) for span in content)[:1] in ('"', "“") else "indirect"
    return Found(spans(row["source"]), spans(row["cue"]), content, quote, "gold")  # type: ignore[arg-type]


def printed(row: Row, who: Identity | Attribution) -> Row:
    return {
        "source": row["source"], "cue": row["cue"], "kind": who.kind,
        "named": who.named, "via_document": who.via_document, "entity": who.entity,
    }  # fmt: skip


def scores(
    main: Callable[[str, str], None], gold: Path, predicted: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, float]:
    """What ../shared/bench/kinds.py prints, by name."""
    capsys.readouterr()
    main(str(gold), str(predicted))
    lines = (line.replace("kind macro-F1", "kind_macro_f1").split() for line in capsys.readouterr().out.splitlines())
    return {words[0]: float(words[2] if words[1] == "F1" else words[1]) for words in lines}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_lexicons())


def write(path: Path, predicted: dict[str, list[Row]]) -> Path:
    path.write_text(
        "".join(json.dumps({"id": k, "attributions": v}) + "\n" for k, v in predicted.items()), encoding="utf-8"
    )
    return path


def test_sources_dev(
    reader: Reader, floors: Floors, shared: Path, bench: Callable[[str], ModuleType], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    gold = shared / "gold" / "sources_dev.jsonl"
    wanted = {row["doc"] for row in rows(gold)}
    given: dict[str, list[Row]] = {}
    alone: dict[str, dict[str, list[Row]]] = {model: {} for model in MODELS}
    weights = default_settings().attribution
    for article in rows(shared / "data" / "attribution" / "polnear_dev.jsonl.gz"):
        if article["id"] in wanted:
            document = reader.read(Article(article["id"], "s", article["text"]))
            every = article["attributions"]
            whos = identify(document, [found(row, article["text"]) for row in every])
            given[article["id"]] = [printed(row, who) for row, who in zip(every, whos, strict=True)]
            for model, tagger in MODELS.items():
                found_alone = attributions(document, weights, tagger)
                alone[model][article["id"]] = [printed({"source": a.source, "cue": a.cue}, a) for a in found_alone]
    main = bench("kinds").main
    on_gold = scores(main, gold, write(tmp_path / "given.jsonl", given), capsys)
    for name in ("kind", "kind_macro_f1", "named", "via_document", "entity_pronoun", "entity_other"):
        floors.check(f"kinds.gold_spans.{name}", on_gold[name], gold)
    for model, predicted in alone.items():
        end_to_end = scores(main, gold, write(tmp_path / f"{model}.jsonl", predicted), capsys)
        floors.check(f"kinds.{model}.found", end_to_end["found"], gold)
        # Shares of all gold rows, so that a finder that finds more hard ones does not look worse.
        for name in ("kind", "named", "via_document"):
            floors.check(f"kinds.{model}.found_and_{name}", end_to_end["found"] * end_to_end[name] / 100, gold)
        if model != "rules":
            for name in ("kind", "kind_macro_f1", "named", "via_document", "entity_pronoun", "entity_other"):
                floors.check(f"kinds.{model}.{name}", end_to_end[name], gold)


def test_seeds(reader: Reader, floors: Floors, shared: Path) -> None:
    path = shared / "gold" / "seeds_attributions.jsonl"
    right: Counter[str] = Counter()
    gold = rows(path)
    for name in sorted({row["doc"] for row in gold}):
        mine = [row for row in gold if row["doc"] == name]
        document = reader.read(Article(name, "s", (ROOT / "seeds" / name).read_text(encoding="utf-8")))
        given = [
            Found(
                spans([row["source"]] if row["source"] else None),
                spans([row["cue"]] if row["cue"] else None),
                spans([row["anchor"]]) if row["quote"].startswith("direct") else (),
                "direct" if row["quote"].startswith("direct") else "indirect",
                "gold",
            )
            for row in mine
        ]
        for row, who in zip(mine, identify(document, given), strict=True):
            right["kind"] += row["kind"] == who.kind
            right["named"] += row["named"] == who.named
            right["via_document"] += row["via_document"] == who.via_document
            right["entity"] += row["entity"] == who.entity
    assert right["kind"] == len(gold)
    for measure in ("named", "via_document", "entity"):
        floors.check(f"seeds.{measure}", 100 * right[measure] / len(gold), path)
