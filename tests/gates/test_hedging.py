"""Hedges against gold: news, rare classes in news, science, newswire, and the seeds.

Whole sets; one sentence is one article, as ../shared/bench/articles.py makes them.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from credscore.hedging import hedges
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article, Hedge
from credscore.settings import default_settings
from tests.gates.conftest import ROOT, Floors

pytestmark = pytest.mark.gate
Bench = Callable[[str], ModuleType]


class Figures(NamedTuple):
    """Percent, of sentences, cues or one class."""

    precision: float
    recall: float
    f1: float


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader({"hedges": load_lexicons()["hedges"]})


@pytest.fixture
def measure(
    reader: Reader, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Figures]]:
    """What bench/hedging.py would print for a gold file, by the name of the line."""

    def run(
        gold: Path, classes: set[str] | None = None, pick: Callable[[dict[str, object]], bool] = lambda _: True
    ) -> dict[str, Figures]:
        articles, scorer = bench("articles"), bench("hedging")
        rows = [row for row in articles.rows(str(gold)) if pick(row)]
        picked, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
        picked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        with predicted.open("w", encoding="utf-8") as file:
            for number, row in enumerate(rows):
                article = articles.article(number, row)
                marks = found(reader, article["text"])
                line = [{"start": mark.start, "end": mark.end, "class": mark.cls} for mark in marks]
                file.write(json.dumps({"id": article["id"], "hedges": line}) + "\n")
        figures: dict[str, Figures] = {}

        def keep(name: str, hit_p: int, all_p: int, hit_g: int, all_g: int) -> None:
            p, r = 100 * hit_p / (all_p or 1), 100 * hit_g / (all_g or 1)
            figures[name] = Figures(p, r, 2 * p * r / (p + r or 1))

        monkeypatch.setattr(scorer, "report", keep)
        scorer.main(str(picked), str(predicted), classes)
        return figures

    return run


def found(reader: Reader, text: str) -> tuple[Hedge, ...]:
    return hedges(reader.read(Article("a", "s", text)), (), default_settings())


def test_news(measure: Callable[..., dict[str, Figures]], shared: Path, floors: Floors) -> None:
    path = shared / "gold" / "hedging_dev.jsonl"
    figures = measure(path)
    floors.check("hedging.news.cue_f1", figures["cue"].f1, path)
    floors.check("hedging.news.sentence_f1", figures["sentence"].f1, path)
    floors.check("hedging.news.epistemic_f1", figures["epistemic"].f1, path)
    floors.check("hedging.news.approximator_f1", figures["approximator"].f1, path)


def test_news_in_running_text(measure: Callable[..., dict[str, Figures]], shared: Path, floors: Floors) -> None:
    path = shared / "gold" / "hedging_dev.jsonl"
    figures = measure(path, pick=lambda row: row["stratum"] == "random")
    floors.check("hedging.news.random_precision", figures["cue"].precision, path)
    floors.check("hedging.news.random_f1", figures["cue"].f1, path)


def test_rare_classes(measure: Callable[..., dict[str, Figures]], shared: Path, floors: Floors) -> None:
    path = shared / "gold" / "hedging_rare_dev.jsonl"
    figures = measure(path)
    floors.check("hedging.rare.cue_f1", figures["cue"].f1, path)
    floors.check("hedging.rare.hearsay_f1", figures["hearsay"].f1, path)
    floors.check("hedging.rare.distancing_f1", figures["distancing"].f1, path)


def test_science(measure: Callable[..., dict[str, Figures]], shared: Path, floors: Floors) -> None:
    path = shared / "data" / "hedging" / "bioscope_abstracts.jsonl.gz"
    figures = measure(path, {"epistemic", "hearsay"})
    floors.check("hedging.bioscope.cue_f1", figures["cue"].f1, path)
    floors.check("hedging.bioscope.sentence_f1", figures["sentence"].f1, path)


def test_newswire(measure: Callable[..., dict[str, Figures]], shared: Path, floors: Floors) -> None:
    path = shared / "data" / "hedging" / "uw_newswire_dev.jsonl.gz"
    floors.check("hedging.uw.sentence_f1", measure(path, {"epistemic", "hearsay"})["sentence"].f1, path)


class Gold(NamedTuple):
    """A hedge of a seed by hand. Class `soft` is free either way, `trap` must never be marked."""

    start: int
    end: int
    cls: str


def seed_gold(path: Path) -> dict[str, list[Gold]]:
    """By document: lines are 1-based, offsets within the line."""
    gold: dict[str, list[Gold]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = (ROOT / "seeds" / f"{row['doc']}.txt").read_text(encoding="utf-8")
            begin = sum(len(line) + 1 for line in text.split("\n")[: int(row["line"]) - 1])
            cue = Gold(begin + int(row["start"]), begin + int(row["end"]), row["class"])
            assert text[cue.start : cue.end] == row["cue"]
            gold[row["doc"]].append(cue)
    return gold


def test_seeds(reader: Reader, shared: Path, floors: Floors) -> None:
    path = shared / "gold" / "seeds_hedges.csv"
    right = wrong = missed = 0
    trapped = []
    for doc, gold in seed_gold(path).items():
        text = (ROOT / "seeds" / f"{doc}.txt").read_text(encoding="utf-8")
        marks = found(reader, text)
        for mark in marks:
            met = {cue.cls for cue in gold if cue.start < mark.end and mark.start < cue.end}
            right += mark.cls in met
            wrong += not met or bool(met - {"soft", "trap", mark.cls})
            trapped += [(doc, text[mark.start : mark.end])] * ("trap" in met and mark.cls not in met)
        missed += sum(
            not any(cue.start < mark.end and mark.start < cue.end and cue.cls == mark.cls for mark in marks)
            for cue in gold
            if cue.cls not in {"soft", "trap"}
        )
    f1 = 200 * right / (2 * right + wrong + missed)
    assert not trapped
    assert f1 >= 90
    floors.check("hedging.seeds.cue_f1", f1, path)
