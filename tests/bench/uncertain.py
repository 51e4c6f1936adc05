"""What hedging has to do with uncertain events: `python tests/bench/uncertain.py` prints the table of docs/hedging.md.

To the sentences in which credscore finds an epistemic or a hearsay cue are added, one group of words after the other,
those that tell of events which have not surely happened; on uw_newswire_dev, and on our news sentences. With sklearn
installed it also fits a regression over all words and pairs of words to the uw sentences, ten-fold cross-validated.
"""

import gzip
import json
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from credscore.hedging import hedges
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article
from credscore.settings import default_settings

SHARED = Path(__file__).parents[3] / "shared"
UW = SHARED / "data" / "hedging" / "uw_newswire_dev.jsonl.gz"
NEWS = SHARED / "gold" / "hedging_dev.jsonl"
CLASSES = {"epistemic", "hearsay"}
GROUPS = (
    ("nothing", "(?!)"),
    ("would", r"\bwould\b"),
    ("if", r"\bif\b"),
    (
        "wishes, plans, orders",
        r"\b(?:want|plan|hope|seek|ask|urge|call|order|agree|intend|offer|propose|try|refuse|threaten|decide|aim|need)"
        r"\w* (?:\w+ ){0,2}(?:to|for)\b|\b(?:should|must)\b",
    ),
    ("will", r"\bwill\b|'ll\b|\bwo n't\b"),
    ("not, no", r"\b(?:not|no|never|without)\b|n't\b"),
    ("to", r"\bto\b"),
)
Sentence = tuple[str, bool, bool]  # its text, whether credscore finds a cue, whether gold calls it hedged or uncertain


def sentences(path: Path) -> list[Sentence]:
    lexicons = load_lexicons()
    reader = Reader({name: lexicons[name] for name in ("hedges", "abbreviations")})
    found = []
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            marks = hedges(reader.read(Article("a", "s", row["text"])), (), default_settings())
            gold = row["uncertain"] if "uncertain" in row else any(c["class"] in CLASSES for c in row["cues"])
            found.append((row["text"].lower(), any(m.cls in CLASSES for m in marks), bool(gold)))
    return found


def figures(marked: Sequence[bool], gold: Sequence[bool]) -> str:
    hits = sum(m and g for m, g in zip(marked, gold, strict=True))
    precision, recall = hits / max(1, sum(marked)), hits / max(1, sum(gold))
    f1 = 2 * precision * recall / (precision + recall or 1)
    return f"{100 * precision:5.1f} {100 * recall:5.1f} {100 * f1:5.1f}"


def regression(found: Sequence[Sentence]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    gold = np.array([g for _, _, g in found])
    word = r"\b\w+\b|n't"
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=word)
    words = vectorizer.fit_transform([text for text, _, _ in found])
    chances = cross_val_predict(LogisticRegression(C=10, max_iter=1000), words, gold, cv=10, method="predict_proba")
    for least in (0.2, 0.25, 0.3, 0.4, 0.5):
        marked = chances[:, 1] > least
        print(f"regression above {least:4}   {figures(list(marked), list(gold))}   marked {100 * marked.mean():.0f} %")


def main() -> None:
    sets = [sentences(UW), sentences(NEWS)]
    print("marked as well: P, R, F1   uw                  news")
    for number, (name, _) in enumerate(GROUPS, start=1):
        pattern = re.compile("|".join(words for _, words in GROUPS[:number]))
        cells = [
            figures([cue or bool(pattern.search(text)) for text, cue, _ in found], [g for _, _, g in found])
            for found in sets
        ]
        print(f"{name:24}", *cells, sep="   ")
    if find_spec("sklearn"):
        regression(sets[0])


if __name__ == "__main__":
    main()
