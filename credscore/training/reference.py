"""The reference that scores are measured by: how every signal is spread over articles. Numbers, no text."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from credscore.article import Measure, measures, value
from credscore.records import Evidence
from credscore.settings import Distribution, Reference, ScoreSettings

STEPS = 40  # between the least and the most: a quantile every 2.5 per cent


def judged(evidence: Iterable[Evidence], settings: ScoreSettings) -> Iterator[Evidence]:
    """The articles that every criterion can judge: long enough, and in English."""
    for one in evidence:
        long_enough = min(one.content_words, one.own_words) >= settings.min_words
        english = one.function_words >= settings.min_function_words
        if long_enough and english and len(one.content) >= settings.min_sentences:
            yield one


def reference(evidence: Iterable[Evidence], settings: ScoreSettings, made_from: str, old: Reference) -> Reference:
    """The reference made from articles, each counting once.

    Rates are shrunk as `old` says; a signal that no article has (a headline, where there are no titles) stays as there.
    """
    found: dict[str, list[Measure]] = {}
    for one in judged(evidence, settings):
        for signals in measures(one, settings).values():
            for name, measure in signals.items():
                found.setdefault(name, []).append(measure)
    return Reference(
        made_from=made_from,
        words=old.words,
        sentences=old.sentences,
        signals=old.signals | {name: _distribution(name, values, old) for name, values in found.items()},
    )


def _distribution(name: str, found: list[Measure], old: Reference) -> Distribution:
    size = sum(measure.size for measure in found)
    mean = float(f"{sum(measure.amount for measure in found) / (size or len(found)):.6g}")
    values = [value(name, measure, mean, old) for measure in found]
    quantiles = np.quantile(values, np.linspace(0, 1, STEPS + 1))
    return Distribution(mean=mean, quantiles=tuple(float(f"{q:.6g}") for q in quantiles))


def write(made: Reference, path: Path) -> None:
    """Write a reference as the TOML that settings read."""
    path.write_text(as_toml(made), encoding="utf-8")


def as_toml(made: Reference) -> str:
    """A reference as TOML."""
    lines = [
        "# What scores are measured against: made by `python -m credscore.training reference` (docs/scoring.md).",
        f"made_from = {text(made.made_from)}",
        f"words = {made.words}",
        f"sentences = {made.sentences}",
    ]
    for name, distribution in made.signals.items():
        quantiles = ", ".join(f"{q:.6g}" for q in distribution.quantiles)
        lines += ["", f"[signals.{name}]", f"mean = {distribution.mean:.6g}", f"quantiles = [{quantiles}]"]
    return "\n".join(lines) + "\n"


def text(words: str) -> str:
    """Words as a string of TOML: that of JSON, but for the one character that JSON leaves as it is."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
