"""From what the network says of each word to attributions: the cues first, then what belongs to each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credscore.model.inputs import B_CUE, I_CUE, Ints

Floats = NDArray[np.float32]
Run = tuple[int, int]  # words first..last, end-exclusive

# Where a word stands to the cue: how many words away, and how many sentences. Each has buckets, one for each small
# number, then by doubling; the buckets of sentences are numbered after those of words.
_WORDS = np.array([-128, -64, -32, -16, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 17, 33, 65, 129])
_SENTENCES = np.array([-3, -2, -1, 0, 1, 2, 3])
BUCKETS = len(_WORDS) + 1 + len(_SENTENCES) + 1
# The bucket of each distance, from one before the first edge to the last.
_BY_WORD, _BY_SENTENCE = (
    np.searchsorted(edges, np.arange(edges[0] - 1, edges[-1] + 1), side="right") + before
    for edges, before in ((_WORDS, 0), (_SENTENCES, len(_WORDS) + 1))
)
LINK = 64  # width in which a cue and a word are compared, for each role
ROLES = 2  # source, content
# What the network says of a word as a cue, or as a part: for each role a vector, and a logit for each bucket.
WIDTH = ROLES * (LINK + BUCKETS)
SOURCE, CONTENT = 1, 2  # the roles of a word towards one cue; 0 is none


_HOPELESS = 0.02  # a word less likely than this is of no cue
_TINY = 1e-9
_OTHERS = 2.0  # under the logit of no role: what belongs to one cue may hardly be another one's


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in words: where its cue, source and content stand.

    Without a content it is a cue only: what is said may stand in the next paragraph.
    """

    cue: tuple[Run, ...]
    source: tuple[Run, ...]
    content: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Decoding:
    """What the decoder knows beside the network: learned with it, and shipped in the same file.

    Attributes:
        moves: log-probabilities of one word's part in a cue after another's (none, begins one, goes on; 3 x 3),
            times their weight.
        cue_bias: added to the logits of the cue tags: how readily a word is taken for a cue.
        source_bias: added to the log-probability that a word is source: most cues have one.
        source_cost, content_cost: what it costs to begin a source or a content: few long spans, not many short ones.
    """

    moves: Floats
    cue_bias: float
    source_bias: float
    source_cost: float
    content_cost: float


def places(found: Sequence[Run], sentences: Ints) -> tuple[Ints, Ints]:
    """The two buckets of each word towards each cue, cues x words: by words, and by sentences.

    Args:
        found: the cues.
        sentences: the number of the sentence of each word.
    """
    runs_of = np.array(found)
    first, last = runs_of[:, :1], runs_of[:, 1:]
    words = np.arange(len(sentences))
    apart = np.minimum(words - first, 0) + np.maximum(words - last + 1, 0)
    return _BY_WORD[_near(apart, _WORDS)], _BY_SENTENCE[_near(sentences - sentences[first], _SENTENCES)]


def _near(distances: Ints, edges: Ints) -> Ints:
    """Distances as rows of a table of buckets: beyond the outmost edge all are alike."""
    lowest = edges[0] - 1
    rows: Ints = np.minimum(np.maximum(distances, lowest), edges[-1]) - lowest
    return rows


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities along the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def viterbi(scores: Floats, moves: Floats) -> list[int]:
    """The best sequence of three labels: scores (words x 3) of each, `moves` of one label after another."""
    # Plain numbers, written out for three labels: a sixth of the time that arrays take.
    into = moves.T.tolist()
    first, second, third = scores[0].tolist()
    back = []
    for row in scores[1:].tolist():
        came, reached = [], []
        for (from_first, from_second, from_third), worth in zip(into, row, strict=True):
            one, two, three = first + from_first, second + from_second, third + from_third
            label, most = (0, one) if one >= two else (1, two)
            came.append(label if most >= three else 2)
            reached.append(max(most, three) + worth)
        first, second, third = reached
        back.append(came)
    ends = (first, second, third)
    return _walked_back(ends.index(max(ends)), back)


def role_path(scores: Floats, source_cost: float, content_cost: float) -> list[int]:
    """The best sequence of roles, where to begin a source or a content costs something and all else is free.

    It is `viterbi` for such moves, without trying those that cannot be best. Scores are words x 3.
    """
    none, source, content = scores[0].tolist()
    source, content = source - source_cost, content - content_cost
    back = []
    for zero, one, two in scores[1:].tolist():
        best, most = (0, none) if none >= source else (SOURCE, source)
        if content > most:
            best, most = CONTENT, content
        begun, said = most - source_cost, most - content_cost
        back.append((best, SOURCE if source >= begun else best, CONTENT if content >= said else best))
        none = most + zero
        source = max(source, begun) + one
        content = max(content, said) + two
    ends = (none, source, content)
    return _walked_back(ends.index(max(ends)), back)


def _walked_back(label: int, back: Sequence[Sequence[int]]) -> list[int]:
    path = [label]
    for came in reversed(back):
        label = came[label]
        path.append(label)
    return path[::-1]


def runs(path: Sequence[int], label: int) -> tuple[Run, ...]:
    """Where one label stands, as runs of words."""
    found, last = [], 0
    while label in path[last:]:
        first = last = path.index(label, last)
        while last < len(path) and path[last] == label:
            last += 1
        found.append((first, last))
    return tuple(found)


def cues(logits: Floats, decoding: Decoding) -> list[Run]:
    """The cues of a window."""
    chances = np.exp(logits - logits.max(-1, keepdims=True))
    parts = chances[:, B_CUE : I_CUE + 1]
    parts *= math.exp(decoding.cue_bias)
    chances /= chances.sum(-1, keepdims=True)
    sure = parts.sum(-1)
    # Only words that may be of a cue, and their neighbours, are gone through: elsewhere the best is no cue anyway.
    near = np.flatnonzero(np.convolve(sure > _HOPELESS, (1, 1, 1))[1:-1])
    if not len(near):
        return []
    scores = np.empty((len(near), 3), dtype=np.float32)
    scores[:, 0] = np.maximum(1 - sure[near], 0)  # rounding may leave less than nothing
    scores[:, 1:] = parts[near]
    found: list[Run] = []
    for word, part in zip(near.tolist(), viterbi(np.log(scores + _TINY), decoding.moves), strict=True):
        if part == 2 and found and found[-1][1] == word:
            found[-1] = (found[-1][0], word + 1)
        elif part:
            found.append((word, word + 1))
    return found


def links(tags: Floats, as_cues: Floats, as_words: Floats, sentences: Ints, decoding: Decoding) -> list[Link]:
    """The attributions of one window, from the network's answers for its words, in order of their cues.

    Args:
        tags: logits of the seven tags, words x 7.
        as_cues: what each word is as a cue, words x WIDTH.
        as_words: what each is as a part of an attribution, words x WIDTH.
        sentences: the number of the sentence of each word.
        decoding: see there.
    """
    found = cues(tags, decoding)
    if not found:
        return []
    # Not as probabilities: the path goes by how much better one role is than another.
    roles = _exclusive(role_logits(found, as_cues, as_words, sentences))
    roles[:, :, SOURCE] += decoding.source_bias
    for first, last in found:
        roles[:, first:last, 1:] = -1e4  # a cue is no part of what is said
    answer = []
    for run, scores in zip(found, roles, strict=True):
        path = role_path(scores, decoding.source_cost, decoding.content_cost)
        answer.append(Link((run,), _likeliest(scores, runs(path, SOURCE)), runs(path, CONTENT)))
    return answer


def _likeliest(scores: Floats, sources: tuple[Run, ...]) -> tuple[Run, ...]:
    """The source, which is one phrase: of several that were found the one the network is surest of."""
    if len(sources) < 2:
        return sources
    return (max(sources, key=lambda run: float((scores[slice(*run), 1] - scores[slice(*run), 0]).sum())),)


def role_logits(found: Sequence[Run], as_cues: Floats, as_words: Floats, sentences: Ints) -> Floats:
    """Logits of the three roles of each word towards each cue, cues x words x 3; that of no role is 0.

    The logit of a role is the product of the two vectors, and what both, the cue and the word, say of such a distance.
    """
    count, vectors = len(as_words), ROLES * LINK
    cues = np.stack([as_cues[first:last].mean(0) for first, last in found])
    asked = cues[:, :vectors].reshape(len(found), ROLES, LINK)
    parts = as_words[:, :vectors].reshape(count, ROLES, LINK)
    logits = np.zeros((len(found), count, 3), dtype=np.float32)
    logits[:, :, 1:] = np.einsum("crd,wrd->cwr", asked, parts) / np.sqrt(LINK)
    far_of_cue = cues[:, vectors:].reshape(len(found), BUCKETS, ROLES)
    far_of_word = as_words[:, vectors:].reshape(count, BUCKETS, ROLES)
    every_cue, every_word = np.arange(len(found))[:, None], np.arange(count)
    for bucket in places(found, sentences):
        logits[:, :, 1:] += far_of_cue[every_cue, bucket] + far_of_word[every_word, bucket]
    return logits


def _exclusive(logits: Floats) -> Floats:
    """Each word is content of one cue at most: of the one it belongs to most likely."""
    if len(logits) > 1:
        content = logits[:, :, CONTENT]
        others = np.arange(len(logits))[:, None] != content.argmax(0)
        content[others] = np.minimum(content[others], -_OTHERS)
    return logits
