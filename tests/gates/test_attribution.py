"""How well attributions are found, by the tagger and by rules alone: PolNeAR's dev articles, and the seeds."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from credscore.attribution.find import find
from credscore.attribution.found import Found
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import Tagger
from credscore.records import Article, Span
from tests.gates.conftest import Floors

pytestmark = pytest.mark.gate
ROOT = Path(__file__).parents[2]
MODELS = {"fast": Tagger("fast"), "rules": None}


def reader() -> Reader:
    return Reader({n: lexicon for n, lexicon in load_lexicons().items() if n.startswith("cue") or n == "abbreviations"})


def row(found: Found) -> dict[str, Any]:
    return {role: [list(span) for span in getattr(found, role)] for role in ("source", "cue", "content")}


def density(article: dict[str, Any], attributions: list[dict[str, Any]]) -> float:
    """The share of an article's sentences that hold a cue."""
    starts = [spans[0][0] for one in attributions if (spans := one["cue"] or one["content"])]
    held = [any(first <= start < last for start in starts) for first, last in article["sents"]]
    return sum(held) / max(1, len(held))


@pytest.mark.parametrize("model", MODELS)
def test_polnear_dev(model: str, floors: Floors, shared: Path, bench: Callable[[str], ModuleType]) -> None:
    path = shared / "data" / "attribution" / "polnear_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    read = reader().read
    tagger = MODELS[model]
    predicted = {one["id"]: [row(f) for f in find(read(Article(one["id"], "s", one["text"])), tagger)] for one in gold}
    scores = bench("attribution").score(gold, predicted)
    for name in ("sentence", "detected", "cue", "source", "source_exact", "content", "triple"):
        floors.check(f"attribution.{model}.{name}_f1", 100 * scores[name][2], path)
    pairs = [(density(one, one["attributions"]), density(one, predicted[one["id"]])) for one in gold]
    theirs, ours = np.array(pairs).T
    floors.check(f"attribution.{model}.density_agreement", 100 * (1 - float(abs(ours - theirs).mean())), path)


def _overlaps(found: Found, gold: dict[str, Any], text: str) -> bool:
    """Whether an attribution is the gold one: its cue or content, and its source by place or by wording."""
    if gold["cue"]:
        if not any(span.overlaps(Span(*gold["cue"])) for span in found.cue):
            return False
    elif not any(span.overlaps(Span(*gold["anchor"])) for span in found.content):
        return False
    if gold["quote"] == "direct-continued":
        return bool(found.source)
    if gold["source"] is None:
        return found.agentless
    # Two "he" of the gold point into a neighbouring word, so the wording counts as well as the place.
    place = Span(*gold["source"])
    return any(span.overlaps(place) or span.of(text) == gold["source_text"] for span in found.source)


@pytest.mark.parametrize("model", MODELS)
def test_seeds(model: str, floors: Floors, shared: Path) -> None:
    path = shared / "gold" / "seeds_attributions.jsonl"
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    read = reader().read
    hits = 0
    for name in sorted({one["doc"] for one in gold}):
        text = (shared / "seeds" / name).read_bytes().decode("utf-8")
        founds = find(read(Article(name, "s", text)), MODELS[model])
        hits += sum(any(_overlaps(found, one, text) for found in founds) for one in gold if one["doc"] == name)
    assert hits >= 35
    floors.check(f"attribution.{model}.seeds_found", 100 * hits / len(gold), path)
