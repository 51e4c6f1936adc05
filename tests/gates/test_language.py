"""Sentence boundaries against the annotated articles of PolNeAR."""

import gzip
import json
from pathlib import Path

import pytest

from credscore.language.document import line_spans
from credscore.language.sentences import Splitter
from credscore.lexicon import builtin_dir, load_lexicons


def boundary_f1(path: Path) -> float:
    """F1 of sentence starts over all articles, 0..100."""
    splitter = Splitter(load_lexicons(user=builtin_dir() / "nobody")["abbreviations"])
    hits = found = wanted = 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            text = row["text"]
            gold = {start for start, _ in row["sents"]}
            ours = {span.start for line in line_spans(text) for span in splitter.spans(text, line)}
            hits, found, wanted = hits + len(gold & ours), found + len(ours), wanted + len(gold)
    return 200 * hits / (found + wanted)


@pytest.mark.gate
@pytest.mark.parametrize("split", ["dev", "train"])
def test_sentence_starts(floors, shared, split):
    """On train, too: in the gold of dev, one article of 84 is split after every "Mr."."""
    path = shared / "data" / "attribution" / f"polnear_{split}.jsonl.gz"
    floors.check(f"language.{split}.sentence_start_f1", boundary_f1(path), path)
