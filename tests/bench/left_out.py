"""Whether `lexicon suggest cues` finds words that it should: python -m tests.bench.left_out

Every second row of `cues` is taken out, and the first fifty candidates of polnear_train are held against what was taken
out (and against the other cue lexicons, whose rows are cues as well). About five minutes on one core.
"""

import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path

from credscore.attribution.cues import LEXICONS
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.pipeline import Analyser, Options
from credscore.records import Article
from credscore.settings import default_settings
from credscore.tuning.speech import LEXICON, new_cues

GOLD = Path(__file__).resolve().parents[3] / "shared" / "data" / "attribution" / "polnear_train.jsonl.gz"
MOST = 50


def main() -> None:
    """Print each candidate, whether a lexicon has it, and how many are."""
    lexicons = load_lexicons()
    known = {entry.term for name in LEXICONS for entry in lexicons[name].entries.values()}
    kept = dict(list(lexicons[LEXICON].entries.items())[::2])
    analyser = Analyser(Options(default_settings()))
    analyser.reader = Reader({**lexicons, LEXICON: replace(lexicons[LEXICON], entries=kept)})
    with gzip.open(GOLD, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = new_cues([Article(row["id"], row["publisher"], row["text"]) for row in rows], analyser)[:MOST]
    for one in found:
        sys.stdout.write(f"{one.likelihood:8.1f} {one.count:4} {one.elsewhere:5} {one.term:20} {one.term in known}\n")
    sys.stdout.write(f"{sum(one.term in known for one in found)} of {len(found)} are rows of a cue lexicon\n")


if __name__ == "__main__":
    main()
