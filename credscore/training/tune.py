"""What the decoder learns beside the network: how the words of a cue follow each other, what is taken for a cue."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from credscore.model.decode import Decoding, Floats, links
from credscore.model.inputs import B_CUE, I_CUE
from credscore.training.data import Example
from credscore.training.measure import Score, score

Outputs = Sequence[tuple[Example, Any, Any, Any]]
# Looked through one after another, each at the best values of the others so far, twice over.
_GRID = {
    "move_weight": (0.0, 0.2, 0.3, 0.4, 0.5, 0.7),
    "cue_bias": (-0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0),
    "source_bias": (0.0, 0.3, 0.6, 0.9, 1.2),
    "source_cost": (0.0, 0.3, 0.6, 1.0),
    "content_cost": (0.0, 0.25, 0.5, 1.0, 1.5),
}
_START = {"move_weight": 0.2, "cue_bias": 0.75, "source_bias": 0.6, "source_cost": 0.3, "content_cost": 0.5}
_NEVER = 1e-3  # a count, for what cannot be: to go on with nothing


def cue_moves(examples: Iterable[Example]) -> Floats:
    """Log-probabilities of one word's part in a cue after another's (none, begins one, goes on), from gold."""
    counts = np.ones((3, 3))
    for one in examples:
        parts = np.select([one.tags == B_CUE, one.tags == I_CUE], [1, 2])
        np.add.at(counts, (parts[:-1], parts[1:]), 1)
    counts[0, 2] = _NEVER
    result: Floats = np.log(counts / counts.sum(1, keepdims=True)).astype(np.float32)
    return result


def decoding_of(moves: Floats, values: Mapping[str, float]) -> Decoding:
    """The decoding with these values of the grid."""
    rest = {name: value for name, value in values.items() if name != "move_weight"}
    return Decoding(moves=values["move_weight"] * moves, **rest)


def tuned(outputs: Outputs, moves: Floats) -> tuple[Decoding, Score]:
    """The decoding that does best on what a network says of gold articles: by sentences and whole attributions."""

    def tried(values: Mapping[str, float]) -> Score:
        decoding = decoding_of(moves, values)
        return score(
            (one, links(tags, cues, words, one.window.sentences, decoding)) for one, tags, cues, words in outputs
        )

    best, reached = dict(_START), tried(_START)
    for name in (*_GRID, *_GRID):
        for value in _GRID[name]:
            found = tried({**best, name: value})
            if found.sentence + found.triple > reached.sentence + reached.triple:
                best, reached = {**best, name: value}, found
    return decoding_of(moves, best), reached
