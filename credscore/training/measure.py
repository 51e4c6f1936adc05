"""How well links match the gold, in words: what the decoder is tuned by, and what the log tells after each run.

Stricter than `triple` of the project's scorer (which aligns all attributions of an article at once) and close to it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from credscore.model.decode import CONTENT, SOURCE, Link, Run
from credscore.training.data import Example


class Score(NamedTuple):
    """F1 (0..1) of sentences with a cue, of cues, of sources and contents with their cue, and of whole attributions."""

    sentence: float
    cue: float
    source: float
    content: float
    triple: float


def score(pairs: Iterable[tuple[Example, Sequence[Link]]]) -> Score:
    """The score of links over examples with gold; those without a content do not count."""
    hits, found, wanted = [0, 0, 0, 0], 0, 0
    told_right = told = 0
    for example, every in pairs:
        links = [link for link in every if link.content]
        gold = [(run, roles) for run, roles in zip(example.cues, example.roles, strict=True) if roles.any()]
        sentences = example.window.sentences
        right = {int(sentences[word]) for run, _ in gold for word in range(*run)}
        ours = {int(sentences[word]) for link in links for word in _words(link.cue)}
        told_right += 2 * len(right & ours)
        told += len(right) + len(ours)
        found += len(links)
        wanted += len(gold)
        open_ = list(range(len(gold)))
        for link in links:
            match = next((i for i in open_ if _overlap(link.cue[0], gold[i][0])), None)
            if match is None:
                continue
            open_.remove(match)
            roles = gold[match][1]
            sources, contents = _words(link.source), _words(link.content)
            gold_sources = {w for w, role in enumerate(roles) if role == SOURCE}
            gold_contents = {w for w, role in enumerate(roles) if role == CONTENT}
            source = bool(sources & gold_sources) or not (sources or gold_sources)
            content = 2 * len(contents & gold_contents) >= 0.5 * (len(contents) + len(gold_contents))
            for i, held in enumerate((True, source, content, source and content)):
                hits[i] += held
    return Score(told_right / max(1, told), *(2 * hit / max(1, found + wanted) for hit in hits))


def _overlap(one: Run, other: Run) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(runs: Iterable[Run]) -> set[int]:
    return {word for first, last in runs for word in range(first, last)}
