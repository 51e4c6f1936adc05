"""What each rule of the overlay changes on PolNeAR dev: `python tests/bench/overlay.py` prints F1 without each."""

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from credscore.attribution import tagged
from credscore.attribution.quotes import quote_kind
from credscore.attribution.scene import Draft
from credscore.attribution.words import Words
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model import Link, Paragraph, Tagger
from credscore.records import Article

SHARED = Path(__file__).parents[3] / "shared"
FIND: Any = import_module("credscore.attribution.find")
MEASURES = ("sentence", "source_exact", "content", "triple")


class Remembering(Tagger):
    """The tagger that ships, asked once for the same paragraphs."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._told: dict[Any, list[list[Link]]] = {}

    def links(self, paragraphs: Sequence[Paragraph]) -> list[list[Link]]:
        key = tuple((one.words, one.marks.tobytes()) for one in paragraphs)
        if key not in self._told:
            self._told[key] = super().links(paragraphs)
        return self._told[key]


@contextmanager
def instead(module: Any, name: str, other: Any) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, other)
    yield
    setattr(module, name, kept)


def quoted(words: Words, draft: Draft) -> bool:
    return bool(draft.source and quote_kind(words, draft.content) == "direct")


def signed(draft: Draft) -> bool:
    return draft.rule in tagged.SIGNED


VARIANTS: tuple[tuple[str, Any, str, Any], ...] = (
    ("all of it", tagged, "TAGGER", tagged.TAGGER),
    ("without colon and dash", tagged, "_adds", lambda w, d: not signed(d) and (d.agentless or quoted(w, d))),
    ("without agentless additions", tagged, "_adds", lambda w, d: signed(d) or quoted(w, d)),
    ("without quotations with a speaker", tagged, "_adds", lambda _, d: signed(d) or d.agentless),
    ("without compounds taken out", tagged, "_in_compound", lambda *_: False),
    ("without tagger+nobody", tagged, "_nobody", lambda *_: None),
    ("without tagger+antecedent", tagged, "_antecedent", lambda *_: None),
    ("without quotations that go on", FIND, "adopt", lambda *_: None),
    ("every draft of the rules added", tagged, "_adds", lambda *_: True),
    ("no overlay", FIND, "overlaid", lambda _document, _words, found, _drafts: list(found)),
)


def main() -> None:
    sys.path.insert(0, str(SHARED / "bench"))
    score = import_module("attribution").score
    with gzip.open(SHARED / "data" / "attribution" / "polnear_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    reader, tagger = Reader(load_lexicons()), Remembering("fast")
    documents = [reader.read(Article(one["id"], "s", one["text"])) for one in gold]
    print(f"{'':36}" + "".join(f"{name:>14}" for name in MEASURES))
    for label, module, name, other in VARIANTS:
        with instead(module, name, other):
            predicted = {
                one["id"]: [{role: getattr(f, role) for role in ("source", "cue", "content")} for f in found]
                for one, found in zip(gold, (FIND.find(each, tagger) for each in documents), strict=True)
            }
        scores = score(gold, predicted)
        print(f"{label:36}" + "".join(f"{100 * scores[name][2]:14.2f}" for name in MEASURES), flush=True)


if __name__ == "__main__":
    main()
