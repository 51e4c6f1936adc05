"""What is counted in an article: every signal of a criterion as a count, and what it is counted over."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, get_args

from credscore.records import Attribution, Evidence, Span, StyleClass
from credscore.settings import ScoreSettings


class Measure(NamedTuple):
    """An amount counted, and over how many sentences or words it was counted (0: the count stands for itself)."""

    amount: float
    size: float = 0.0


Measures = dict[str, Measure]


def attribution_measures(evidence: Evidence, _: ScoreSettings) -> Measures:
    """Who says so, over the content sentences. A further attribution never lowers any of the four.

    `density`: what the best attribution of each sentence is worth, summed; `named`: sentences with a named source;
    `documents`: sentences that rest on a document or on words in writing. Another medium is second hand and counts in
    `density` alone. `diversity`: how many entities with a name are cited, other media left out.
    """
    base = [evidence.sentences[i] for i in evidence.content]
    first_hand = [a for a in evidence.attributions if a.kind != "media"]
    return {
        "density": Measure(sum(worth(base, evidence.attributions)), len(base)),
        "diversity": Measure(len({a.entity.casefold() for a in first_hand if a.named and a.entity})),
        "named": Measure(_reached(base, (a for a in first_hand if a.named)), len(base)),
        "documents": Measure(
            _reached(base, (a for a in first_hand if a.via_document or a.kind == "document")), len(base)
        ),
    }


def hedging_measures(evidence: Evidence, settings: ScoreSettings) -> Measures:
    """What the outlet does not vouch for: its `own` hedges by class over words, `second_hand` over sentences.

    A sentence is second hand when another medium is its only source: the outlet passes on a report it does not own.
    """
    base = [evidence.sentences[i] for i in evidence.content]
    own = sum(h.weight * settings.hedge_weight[h.cls] for h in evidence.hedges if h.owner == "outlet")
    media = touched(base, (a for a in evidence.attributions if a.kind == "media"))
    others = touched(base, (a for a in evidence.attributions if a.kind not in ("media", "agentless")))
    return {"own": Measure(own, evidence.content_words), "second_hand": Measure(len(media - others), len(base))}


def residue_measures(evidence: Evidence, settings: ScoreSettings) -> Measures:
    """What is not the article: `pieces`, weighed by kind, and the `lost` words they hold, both over words."""
    pieces = sum(settings.residue_weight[r.kind] for r in evidence.residue)
    return {
        "pieces": Measure(pieces, evidence.words),
        "lost": Measure(evidence.words - evidence.content_words, evidence.words),
    }


def style_measures(evidence: Evidence, _: ScoreSettings) -> Measures:
    """How the outlet raises its own voice, by class over its words; `headline` where there is one."""
    found = {
        cls: Measure(sum(s.weight for s in evidence.style if s.cls == cls), evidence.own_words)
        for cls in get_args(StyleClass)
    }
    if evidence.title is None:
        del found["headline"]
    else:
        found["headline"] = Measure(found["headline"].amount)
    return found


# How each criterion that an article has by itself is measured.
MEASURES: dict[str, Callable[[Evidence, ScoreSettings], Measures]] = {
    "attribution": attribution_measures,
    "hedging": hedging_measures,
    "residue": residue_measures,
    "style": style_measures,
}


def measures(evidence: Evidence, settings: ScoreSettings) -> dict[str, Measures]:
    """Every measure of an article by criterion."""
    return {name: measure(evidence, settings) for name, measure in MEASURES.items()}


def _reached(sentences: Sequence[Span], attributions: Iterable[Attribution]) -> int:
    return len(touched(sentences, attributions))


def touched(sentences: Sequence[Span], attributions: Iterable[Attribution]) -> set[int]:
    """The indexes of the sentences that a span of these attributions touches."""
    return {index for index, _ in _touching(sentences, attributions)}


def worth(sentences: Sequence[Span], attributions: Iterable[Attribution]) -> list[float]:
    """For each sentence the weight of the best attribution that touches it."""
    best = [0.0] * len(sentences)
    for index, weight in _touching(sentences, attributions):
        best[index] = max(best[index], weight)
    return best


def _touching(sentences: Sequence[Span], attributions: Iterable[Attribution]) -> Iterable[tuple[int, float]]:
    """Each sentence with the weight of each attribution that touches it. Sentences are in order and disjoint."""
    spans = sorted((span, a.weight) for a in attributions for span in (*a.source, *a.cue, *a.content))
    first = 0
    for span, weight in spans:
        while first < len(sentences) and sentences[first].end <= span.start:
            first += 1
        index = first
        while index < len(sentences) and sentences[index].start < span.end:
            yield index, weight
            index += 1
