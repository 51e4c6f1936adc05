"""Fits `weights.csv`, the weights of the signals.

Run as `python -m credscore.residue.train GOLD.jsonl.gz [--write]`. GOLD holds extracted articles with labelled lines:
{doc, lines: [{text, label: content|residue|mixed, kind?}]}. Lines that the lexicon or a rule decides are left out; the
rest is fitted by a logistic regression with an L2 penalty. Printed are precision, recall, F1 and the share of content
words lost for several thresholds, cross-validated by page (`doc`): no page is scored by weights that saw it. Needs
scipy (the extra `dev`).
"""

import csv
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article
from credscore.residue.find import decide
from credscore.residue.lines import LEXICON, read_lines
from credscore.residue.rules import front
from credscore.residue.signals import first_prose, own_signals, place_signals
from credscore.residue.weigh import BIAS
from credscore.settings import default_settings

UNCOUNTED = frozenset({"headline", "standfirst", "symbol"})
FOLDS = 10
PENALTY = 10.0
RARE = 25  # a signal seen on fewer lines than this gets no weight: it would remember pages, not learn from them
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled line: its page, signals, words, whether it is residue, and what was decided without weighing.

    `decided` is true for residue, false for the article's own heading, None for a line to be weighed.
    """

    doc: str
    signals: frozenset[str]
    words: int
    residue: bool
    counted: bool
    decided: bool | None


def samples(path: Path) -> list[Sample]:
    """Every line of the gold file that is not blank."""
    settings = default_settings().residue
    reader = Reader({LEXICON: load_lexicons()[LEXICON]})
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            gold = [line for line in row["lines"] if line["text"].strip()]
            text = "\n".join(line["text"] for line in gold)
            lines = read_lines(reader.read(Article(row["doc"], row["doc"], text)))
            own = [own_signals(line) for line in lines]
            verdicts = decide(lines, own, settings, settings.entry_weight.balanced)
            kept = front(lines, first_prose(own), verdicts)
            decided = [index in verdicts for index in range(len(lines))]
            for index, place in enumerate(place_signals(lines, own, decided)):
                line, label, mine = lines[index], gold[index], own[index]
                done = True if decided[index] else False if index in kept else None
                counted = label["label"] != "mixed" and label.get("kind") not in UNCOUNTED
                words = len(line.text.split())
                found.append(
                    Sample(row["doc"], frozenset(mine | place), words, label["label"] == "residue", counted, done)
                )
    return found


def fit(rows: Sequence[Sample], names: Sequence[str]) -> dict[str, float]:
    """The weights that make the labels of `rows` most likely, shrunk towards zero."""
    # The same lines stand in the output of many extractors: alike ones are fitted once, with their number.
    known = frozenset(names)
    alike = Counter((row.signals & known, row.residue) for row in rows)
    matrix = _matrix([signals for signals, _ in alike], names)
    labels = np.array([label for _, label in alike], dtype=float)
    number = np.array(list(alike.values()), dtype=float)

    def loss(weights: Array) -> tuple[float, Array]:
        odds = matrix @ weights
        fall = labels * np.logaddexp(0, -odds) + (1 - labels) * np.logaddexp(0, odds)
        slope = matrix.T @ (number * (1 / (1 + np.exp(-odds)) - labels))
        slope[1:] += PENALTY * weights[1:]
        return float(number @ fall + PENALTY * (weights[1:] ** 2).sum() / 2), slope

    result = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip([BIAS, *names], map(float, result.x), strict=True))


def _matrix(lines: Sequence[frozenset[str]], names: Sequence[str]) -> Array:
    column = {name: index for index, name in enumerate(names, start=1)}
    matrix = np.zeros((len(lines), len(names) + 1))
    matrix[:, 0] = 1
    for index, signals in enumerate(lines):
        for signal in signals:
            if signal in column:
                matrix[index, column[signal]] = 1
    return matrix


def fold(doc: str) -> int:
    """The fold a page falls in, the same in every run."""
    return int(hashlib.sha256(doc.encode()).hexdigest(), 16) % FOLDS


def cross_validated(rows: Sequence[Sample], names: Sequence[str]) -> Array:
    """The probability of each line by weights that did not see its page; 1 or 0 for a decided line."""
    folds = np.array([fold(row.doc) for row in rows])
    chances = np.array([float(bool(row.decided)) for row in rows])
    for number in range(FOLDS):
        weights = fit([row for row, n in zip(rows, folds, strict=True) if n != number and usable(row)], names)
        vector = np.array([weights[BIAS], *(weights[name] for name in names)])
        held = [index for index, row in enumerate(rows) if folds[index] == number and row.decided is None]
        odds = _matrix([rows[index].signals for index in held], names) @ vector
        chances[held] = 1 / (1 + np.exp(-odds))
    return chances


def usable(row: Sample) -> bool:
    """Whether a line is one to learn from."""
    return row.counted and row.decided is None


def figures(rows: Sequence[Sample], flagged: Sequence[bool]) -> tuple[float, float, float, float]:
    """Precision, recall and F1 of lines, and the share of content words lost, all in per cent."""
    counted = [(row, flag) for row, flag in zip(rows, flagged, strict=True) if row.counted]
    hits = sum(flag and row.residue for row, flag in counted)
    precision = hits / max(1, sum(flag for _, flag in counted))
    recall = hits / max(1, sum(row.residue for row, _ in counted))
    lost = sum(row.words for row, flag in counted if flag and not row.residue)
    words = sum(row.words for row, _ in counted if not row.residue)
    f1 = 2 * precision * recall / (precision + recall or 1)
    return 100 * precision, 100 * recall, 100 * f1, 100 * lost / max(1, words)


def main(path: Path, *, write: bool) -> None:
    """Cross-validate, print, and with `write` put the weights fitted on all pages beside this module."""
    rows = samples(path)
    learnable = [row for row in rows if usable(row)]
    counts = {
        name: sum(name in row.signals for row in learnable) for name in {s for row in learnable for s in row.signals}
    }
    names = sorted(name for name, count in counts.items() if count >= RARE)
    print(f"{len(rows)} lines, {sum(bool(row.decided) for row in rows)} decided, {len(names)} signals")
    print("threshold  precision recall    f1  content_lost")
    chances = cross_validated(rows, names)
    for threshold in (1.0, *THRESHOLDS):
        label = "decided" if threshold == 1 else f"{threshold:.2f}"
        print("{:9}  {:9.1f} {:6.1f} {:5.1f} {:13.2f}".format(label, *figures(rows, list(chances >= threshold))))
    if write:
        weights = fit(learnable, names)
        ranked = sorted(weights, key=lambda name: (name != BIAS, -weights[name], name))
        with Path(__file__).with_name("weights.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("signal", "weight", "lines"))
            writer.writerows((name, f"{weights[name]:.2f}", counts.get(name, len(learnable))) for name in ranked)


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv)
