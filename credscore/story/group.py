"""Articles to stories: one pass in order of date, each article joining the story of its nearest neighbour.

Near linear: an article is compared in full with a few dozen others at most, found through an inverted index over its
rarest words. The result does not depend on the order of the input: articles are sorted by date and id first.
"""

import math
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from credscore.settings import StorySettings
from credscore.story.member import Member, Vocabulary


@dataclass(frozen=True, slots=True)
class _Vector:
    """An article's words with weights of length one, in the order of its fingerprint."""

    terms: "array[int]"
    weights: "array[float]"

    @classmethod
    def of(cls, member: Member, weights: Sequence[float]) -> Self:
        raw = [(1 + math.log(n)) * weights[t] for t, n in zip(member.terms, member.counts, strict=True)]
        length = math.sqrt(math.fsum(w * w for w in raw)) or 1.0
        return cls(member.terms, array("f", (w / length for w in raw)))


def groups(members: Iterable[Member], vocabulary: Vocabulary, settings: StorySettings) -> list[list[Member]]:
    """The articles of each story, in order of date and id; an article that matches nothing is alone.

    An article joins the story of the article it is most like, if their cosine is at least `settings.similarity`; the
    more days between them the more is asked. A missing date is near every date.
    """
    ordered = sorted(members, key=lambda e: (e.day is not None, e.day or 0, e.id))
    weights, ranks = vocabulary.weights(settings.prior_articles), vocabulary.ranks()
    index: dict[int, deque[int]] = defaultdict(lambda: deque(maxlen=settings.postings))
    vectors: list[_Vector] = []
    story_of: list[int] = []
    stories: list[list[Member]] = []
    for number, member in enumerate(ordered):
        vector = _Vector.of(member, weights)
        keys = [t for t in sorted(member.terms, key=lambda t: (-weights[t], ranks[t])) if vocabulary.shared(t)][
            : settings.rare_terms
        ]
        nearest = _nearest(
            member, vector, _candidates(keys, index, weights, settings.candidates), ordered, vectors, settings
        )
        if nearest is None:
            story_of.append(len(stories))
            stories.append([])
        else:
            story_of.append(story_of[nearest])
        stories[story_of[-1]].append(member)
        vectors.append(vector)
        for term in keys:
            index[term].append(number)
    return stories


def _candidates(keys: Sequence[int], index: dict[int, deque[int]], weights: Sequence[float], most: int) -> list[int]:
    """The articles that share the most weight of rare words, most first."""
    score: Counter[int] = Counter()
    for term in keys:
        if term in index:
            for number in index[term]:
                score[number] += weights[term]  # type: ignore[assignment]
    return sorted(score, key=lambda number: (-score[number], number))[:most]


def _nearest(
    member: Member,
    vector: _Vector,
    candidates: Iterable[int],
    ordered: Sequence[Member],
    vectors: Sequence[_Vector],
    settings: StorySettings,
) -> int | None:
    """The earlier article that is most like this one, None where none is like enough."""
    mine = dict(zip(vector.terms, vector.weights, strict=True))
    best, best_score = None, 1.0
    for number in sorted(candidates):
        gap = _gap(member, ordered[number])
        if gap > settings.window_days:
            continue
        other = vectors[number]
        cosine = math.fsum(mine[t] * w for t, w in zip(other.terms, other.weights, strict=True) if t in mine)
        likeness = cosine / (settings.similarity * (1 + settings.gap_factor * math.log1p(gap)))
        if likeness >= best_score + 1e-12:
            best, best_score = number, likeness
    return best


def _gap(one: Member, other: Member) -> int:
    return 0 if one.day is None or other.day is None else abs(one.day - other.day)
