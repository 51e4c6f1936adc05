"""The card of an article. The formulas are those of docs/scoring.md; every number in them comes from settings."""

from collections.abc import Mapping

from credscore.article.measures import MEASURES, Measures, worth
from credscore.article.standing import standing
from credscore.records import Card, Criterion, Evidence
from credscore.settings import ScoreSettings, Settings

# Criteria of which none at all is 100, whatever the length of the text.
CLEAN = frozenset(("hedging", "residue"))
# Criteria of which more is better; of all others, less.
_MORE = frozenset(("attribution",))
ENGLISH = "does not read as English"


def composite(scores: Mapping[str, float | None], settings: ScoreSettings) -> float | None:
    """The weighted mean of the estimates of the criteria that could be judged, 0..100.

    None when these carry less than the share `min_judged` of all weight: a text of one sentence that is merely clean
    must not come out on top.
    """
    weights = settings.weights
    known = {name: score for name, score in scores.items() if score is not None and weights.get(name, 0.0) > 0}
    total = sum(weights[name] for name in known)
    if not total or total < settings.min_judged * sum(weights.values()):
        return None
    return sum(weights[name] * score for name, score in known.items()) / total


def criterion(name: str, evidence: Evidence, settings: Settings) -> Criterion:
    """One criterion: the weighted mean of how its signals stand to the reference, 0..100; empty with its reason.

    Adding an attribution never lowers `attribution`. `hedging` and `residue` are 100 exactly where nothing that weighs
    was found, since a signal with no finding counts as 100 there; their `estimate` takes none in a short text for
    what it is, a short text.
    """
    counts = _counts(name, evidence, settings.score)
    if reason := _too_little(name, evidence, settings.score):
        return Criterion(name, None, counts, reason)
    found = MEASURES[name](evidence, settings.score)
    weights = {signal: weight for signal, weight in settings.score.signals[name].items() if weight and signal in found}
    if not weights:
        return Criterion(name, None, counts, "none of its signals has a weight")
    parts = {signal: _part(name, signal, found, settings) for signal in weights}
    shown = {s: 100.0 if name in CLEAN and not found[s].amount else part for s, part in parts.items()}
    return Criterion(name, _mean(shown, weights), counts, parts=parts, estimate=_mean(parts, weights))


def _mean(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights[signal] * part for signal, part in parts.items()) / sum(weights.values())


def _part(name: str, signal: str, found: Measures, settings: Settings) -> float:
    share = standing(signal, found[signal], settings.reference)
    return 100 * (share if name in _MORE else 1 - share)


def _too_little(name: str, evidence: Evidence, settings: ScoreSettings) -> str | None:
    match name:
        case "attribution" if len(evidence.content) < settings.min_sentences:
            return f"fewer than {settings.min_sentences} sentences"
        case "hedging" if evidence.content_words < settings.min_words:
            return f"fewer than {settings.min_words} words"
        case "residue" if not evidence.words:
            return "no words"
        case "style" if evidence.own_words < settings.min_words:
            return f"fewer than {settings.min_words} words in its own voice"
    return None


def _counts(name: str, evidence: Evidence, settings: ScoreSettings) -> dict[str, float]:
    """The inputs of a criterion, in the units a reader counts in."""
    found = {signal: measure.amount for signal, measure in MEASURES[name](evidence, settings).items()}
    match name:
        case "attribution":
            best = worth([evidence.sentences[i] for i in evidence.content], evidence.attributions)
            return {
                "sentences": len(best),
                "attributed": sum(w > 0 for w in best),
                "worth": found["density"],
                "attributions": len(evidence.attributions),
                "entities": found["diversity"],
                "named": found["named"],
                "documents": found["documents"],
            }
        case "hedging":
            own = [h for h in evidence.hedges if h.owner == "outlet"]
            classes = {cls: sum(h.cls == cls for h in own) for cls in settings.hedge_weight}
            return {
                "words": evidence.content_words,
                "hedges": len(evidence.hedges),
                "own": len(own),
                "weighed": found["own"],
                "second_hand": found["second_hand"],
                **classes,
            }
        case "residue":
            return {
                "words": evidence.words,
                "lines": evidence.lines,
                "residue": len(evidence.residue),
                "weighed": found["pieces"],
                "residue_words": found["lost"],
            }
    return {"words": evidence.own_words, **found}


def article_card(evidence: Evidence, settings: Settings) -> Card:
    """The card of one article by itself; the source room adds consistency, which needs the other articles."""
    score = settings.score
    if evidence.words >= score.min_words and evidence.function_words < score.min_function_words:
        counts = {"words": evidence.words, "function_words": evidence.function_words}
        criteria = tuple(Criterion(name, None, counts, ENGLISH) for name in MEASURES)
    else:
        criteria = tuple(criterion(name, evidence, settings) for name in MEASURES)
    return Card(
        id=evidence.id,
        source=evidence.source,
        title=evidence.title,
        date=evidence.date,
        story=evidence.story,
        words=evidence.words,
        sentences=len(evidence.content),
        score=composite({c.name: c.estimate for c in criteria}, score),
        criteria=criteria,
        readability=evidence.readability,
    )
