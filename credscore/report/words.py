"""Numbers in words: what a criterion was counted from, and what a ranking can and cannot tell."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from credscore.records import Criterion, Evidence, SourceCard, StyleClass
from credscore.settings import ProfileSettings

CRITERION_NAMES = {
    "attribution": "Who says so",
    "hedging": "How sure",
    "residue": "How clean",
    "consistency": "Do others agree",
    "style": "In what tone",
}


def asks(name: str) -> str:
    """What a criterion asks, or its name where it asks nothing."""
    return CRITERION_NAMES.get(name, name.replace("_", " ").capitalize())


def counted(value: float, one: str, many: str = "") -> str:
    """A number with the word for what was counted."""
    return f"{value:,.0f} {one if value == 1 else many or one + 's'}"


def tally_of(evidence: Evidence) -> tuple[str, ...]:
    """What was found in an article, counted in words."""
    return (
        counted(len(evidence.attributions), "attribution"),
        counted(sum(h.owner == "outlet" for h in evidence.hedges), "hedge of its own", "hedges of its own"),
        counted(len(evidence.residue), "piece of residue", "pieces of residue"),
        counted(len(evidence.claims), "claim"),
    )


def inputs_of(criterion: Criterion) -> str:
    """The inputs of a criterion as a sentence, or the reason why it could not be judged."""
    count = criterion.counts

    def n(key: str, one: str, many: str = "") -> str:
        return counted(count.get(key, 0), one, many)

    if criterion.score is None:
        return criterion.reason or "not judged"
    match criterion.name:
        case "attribution":
            attributed = f"{count.get('attributed', 0):,.0f} of {n('sentences', 'sentence')} attributed"
            return (
                f"{attributed}, {n('attributions', 'attribution')}, {n('entities', 'named entity', 'named entities')}"
            )
        case "hedging":
            classes = (
                f"{count[c]:.0f} {c}" for c in ("hearsay", "epistemic", "distancing", "approximator") if count.get(c)
            )
            return f"{n('own', 'hedge')} in its own voice in {n('words', 'word')}" + _listed(classes)
        case "style":
            loud = (f"{count[c]:.0f} {c.replace('_', ' ')}" for c in get_args(StyleClass) if count.get(c))
            return f"{n('words', 'word')} in its own voice" + _listed(loud)
        case "residue":
            share = count.get("residue_words", 0) / max(1, count.get("words", 0))
            return f"{n('residue', 'piece')} of residue, {100 * share:.0f}\u00a0% of {n('words', 'word')}"
        case "consistency":
            # Weighted by support, so that a fraction stands for a claim.
            against = math.ceil(count.get("contradict", 0))
            alone = count.get("uncorroborated", 0)
            told = f"; {n('uncorroborated', 'claim')} nobody else could confirm" if alone else ""
            return f"{n('compared', 'settled claim')} compared, {against or 'none'} contradicted{told}"
    return ", ".join(f"{key.replace('_', ' ')} {value:,.4g}" for key, value in count.items() if value)


def _listed(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    return f": {text}" if text else ""


def how_sure(sources: Sequence[SourceCard]) -> list[str]:
    """What the ranking can and cannot tell, in plain words."""
    ranked = [card for card in sources if card.score is not None and card.low is not None and card.high is not None]
    notes = []
    few = sum(card.provisional for card in sources)
    if few:
        whose = "Every source has" if few == len(sources) else f"{few} of {len(sources)} sources have"
        notes.append(f"{whose} too few articles for a rank that would hold: read it as provisional.")
    if len(ranked) > 1:
        top = ranked[0]
        level = [card for card in ranked[1:] if (card.high or 0) >= (top.low or 0)]
        if len(level) == len(ranked) - 1:
            notes.append("All intervals overlap that of the first: the order may be chance.")
        elif level:
            notes.append(f"The first {len(level) + 1} cannot be told apart: their intervals overlap.")
        else:
            notes.append("The first stands clear of the others.")
    if len(ranked) < len(sources):
        notes.append(f"{len(sources) - len(ranked)} could not be scored; the reason stands on the card.")
    return notes


def profile_notes(profile: ProfileSettings) -> list[str]:
    """What the weights of a ranking were fitted on and how well they predict; only that they are a user's own if so."""
    told = [text for text in (profile.fitted_on, profile.predicts) if text]
    return [f"Profile {profile.name}: {' '.join(told) or 'weights of your own, not compared with any rating.'}"]


def standing(profile: ProfileSettings, weights: Mapping[str, float]) -> list[str]:
    """What stands beside the ranking on where the score comes from, sentence by sentence."""
    total = sum(weights.values()) or 1.0
    shares = (f"{name} {100 * weight / total:.0f}\u00a0%" for name, weight in weights.items() if weight)
    return [f"The score weighs {_in_a_row(list(shares))}.", *profile_notes(profile)]


def _in_a_row(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else "nothing"
