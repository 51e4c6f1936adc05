"""Findings -> article card. The formulas are those of docs/scoring.md; every number in them comes from settings."""

from collections.abc import Mapping, Sequence

from credscore.records import Attribution, Card, Criterion, Evidence, Span
from credscore.settings import ScoreSettings, Settings


def composite(scores: Mapping[str, float | None], settings: ScoreSettings) -> float | None:
    """The weighted mean of the criteria that could be judged, 0..100.

    None when these carry less than the share `min_judged` of all weight: a text of one sentence that is merely clean
    must not come out on top.
    """
    weights = settings.weights
    known = {name: score for name, score in scores.items() if score is not None and weights.get(name, 0.0) > 0}
    total = sum(weights[name] for name in known)
    if not total or total < settings.min_judged * sum(weights.values()):
        return None
    return sum(weights[name] * score for name, score in known.items()) / total


def attribution_criterion(evidence: Evidence, settings: ScoreSettings) -> Criterion:
    """How densely sentences are attributed, by what the best attribution in each is worth, and to how many entities.

    Adding an attribution never lowers it: each sentence counts its best one, and the number of sentences is fixed.
    """
    base = [evidence.sentences[i] for i in evidence.content]
    if len(base) < settings.min_sentences:
        return Criterion(
            "attribution", None, {"sentences": len(base)}, f"fewer than {settings.min_sentences} sentences"
        )
    worth = _worth(base, evidence.attributions)
    entities = {a.entity.casefold() for a in evidence.attributions if a.named and a.entity}
    density = sum(worth) / len(base)
    diversity = len(entities) / (len(entities) + settings.entities_half)
    share = settings.diversity_share
    score = 100 * ((1 - share) * min(1.0, density / settings.density_full) + share * diversity)
    counts = {
        "sentences": len(base),
        "attributed": sum(w > 0 for w in worth),
        "worth": sum(worth),
        "attributions": len(evidence.attributions),
        "entities": len(entities),
    }
    return Criterion("attribution", score, counts)


def _worth(sentences: Sequence[Span], attributions: Sequence[Attribution]) -> list[float]:
    """For each sentence the weight of the best attribution that touches it. Sentences are in order and disjoint."""
    worth = [0.0] * len(sentences)
    spans = sorted((span, a.weight) for a in attributions for span in (*a.source, *a.cue, *a.content))
    first = 0
    for span, weight in spans:
        while first < len(sentences) and sentences[first].end <= span.start:
            first += 1
        index = first
        while index < len(sentences) and sentences[index].start < span.end:
            worth[index] = max(worth[index], weight)
            index += 1
    return worth


def hedging_criterion(evidence: Evidence, settings: ScoreSettings) -> Criterion:
    """How rarely the outlet itself holds back: weighted hedges per 1,000 words that no cited speaker owns."""
    if evidence.content_words < settings.min_words:
        return Criterion("hedging", None, {"words": evidence.content_words}, f"fewer than {settings.min_words} words")
    own = [h for h in evidence.hedges if h.owner == "outlet"]
    weighed = sum(h.weight * settings.hedge_weight[h.cls] for h in own)
    rate = 1000 * weighed / evidence.content_words
    counts: dict[str, float] = {
        "words": evidence.content_words,
        "hedges": len(evidence.hedges),
        "own": len(own),
        "weighed": weighed,
    }
    for cls in settings.hedge_weight:
        counts[cls] = sum(h.cls == cls for h in own)
    return Criterion("hedging", 100 / (1 + rate / settings.hedges_half), counts)


def residue_criterion(evidence: Evidence, settings: ScoreSettings) -> Criterion:
    """How clean the text is: weighted residue per 1,000 words, times the share of words that are the article's own."""
    if not evidence.words:
        return Criterion("residue", None, {"words": 0}, "no words")
    weighed = sum(settings.residue_weight[r.kind] for r in evidence.residue)
    rate = 1000 * weighed / max(evidence.words, settings.min_words)
    clean = evidence.content_words / evidence.words
    counts = {
        "words": evidence.words,
        "lines": evidence.lines,
        "residue": len(evidence.residue),
        "weighed": weighed,
        "residue_words": evidence.words - evidence.content_words,
    }
    return Criterion("residue", 100 * clean / (1 + rate / settings.residue_half), counts)


_OWN = {"attribution": attribution_criterion, "hedging": hedging_criterion, "residue": residue_criterion}


def article_card(evidence: Evidence, settings: Settings) -> Card:
    """The card of one article by itself; the source room adds consistency, which needs the other articles."""
    score = settings.score
    if evidence.words >= score.min_words and evidence.function_words < score.min_function_words:
        counts = {"words": evidence.words, "function_words": evidence.function_words}
        criteria = tuple(Criterion(name, None, counts, "does not read as English") for name in _OWN)
    else:
        criteria = tuple(judge(evidence, score) for judge in _OWN.values())
    return Card(
        id=evidence.id,
        source=evidence.source,
        title=evidence.title,
        date=evidence.date,
        story=evidence.story,
        words=evidence.words,
        sentences=len(evidence.content),
        score=composite({c.name: c.score for c in criteria}, score),
        criteria=criteria,
        readability=evidence.readability,
    )
