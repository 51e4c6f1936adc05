"""Time credscore by stage, in this process: `python stages.py ARTICLES.jsonl` prints JSON.

The pipeline itself runs; the functions it calls are wrapped by a clock that charges a stage for what it does alone.
"""

import json
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

from credscore import pipeline
from credscore.corpus import read
from credscore.records import Article, Refusal
from credscore.settings import default_settings

# What `pipeline` calls by these names, and the stage each is charged to.
STAGES = {
    "residue": "residue",
    "attributions": "attribution",
    "hedges": "hedging",
    "voice": "style",
    "claims": "claims",
    "readability": "readability",
    "fingerprint": "fingerprint",
    "article_card": "cards",
    "complete": "cards",
    "agreement": "cards",
    "source_cards": "ranking",
}


class Clock:
    """Seconds by stage; what a stage calls that is a stage itself is not counted twice."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            start = process_time()
            try:
                return function(*args, **options)
            finally:
                whole = process_time() - start
                self.spent[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return run

    def timed_items(self, stage: str, items: Iterator[Any]) -> Iterator[Any]:
        step = self.timed(stage, lambda: next(items, None))
        while (item := step()) is not None:
            yield item


def main(path: str) -> None:
    clock = Clock()
    for name, stage in STAGES.items():
        setattr(pipeline, name, clock.timed(stage, getattr(pipeline, name)))
    pipeline.Stories.of = clock.timed("stories", pipeline.Stories.of)  # type: ignore[method-assign]
    settings = default_settings()
    start = process_time()
    analyser = pipeline.Analyser(pipeline.Options(settings))
    analyser.evidence(Article("warm-up", "none", "Rain fell."))  # what is imported at first use
    startup = process_time() - start
    clock.spent.clear()
    analyser.reader.read = clock.timed("language", analyser.reader.read)  # type: ignore[method-assign]
    analyser.reader._matcher.find = clock.timed("lexicons", analyser.reader._matcher.find)  # type: ignore[method-assign]
    if analyser.tagger is not None:
        analyser.tagger.links = clock.timed("tagger", analyser.tagger.links)  # type: ignore[method-assign]
    analyser.evidence = clock.timed("pipeline", analyser.evidence)  # type: ignore[method-assign]

    counted = {"articles": 0, "words": 0, "refused": 0}

    def articles() -> Iterator[Article | Refusal]:
        for item in clock.timed_items("corpus", iter(read([path], settings=settings.corpus))):
            if isinstance(item, Article):
                counted["articles"] += 1
                counted["words"] += len(item.text.split())
            yield item

    start = process_time()
    first = clock.timed_items("first reading", iter(read([path], settings=settings.corpus)))
    analyser.refrains = clock.timed("refrains", pipeline.survey)(first, settings.residue.refrain)
    evidence, refused = pipeline.evidence_of(pipeline.analyse(analyser, articles()))
    read_and_found = process_time() - start
    scored = clock.timed("pipeline", pipeline.score)(evidence, settings)
    counted["refused"] = len(refused)
    result = {
        **counted,
        "cards": len(scored.cards),
        "stories": len(scored.stories),
        "startup": startup,
        "seconds": process_time() - start,
        "seconds_evidence": read_and_found,
        "stages": dict(clock.spent),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
