"""The profile `calibrated`: weights fitted to expert ratings, and how well it and every criterion go with them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls
from scipy.stats import rankdata, spearmanr

from credscore.records import StyleClass
from credscore.settings import ScoreSettings
from credscore.training.rated import Floats, Rated
from credscore.training.reference import text

# What is fitted: three criteria as they are, and those classes of style that earlier work had found to carry a signal.
# No weight may be negative: each column is already turned so that more of it is better.
STYLE = ("intensifier", "loaded", "exclamation", "question", "first_person")
CRITERIA = ("attribution", "hedging", "residue")
COLUMNS = (*(f"{name}.estimate" for name in CRITERIA), *(f"style.{name}" for name in STYLE))
RIDGE = 5.0  # pulls the weights together: a hundred sources say little of eight weights
FOLDS = 5
SPLITS = 200
DRAWS = 2000


class Rho(NamedTuple):
    """Spearman's rank correlation with a 95 % interval by bootstrap over the sources, and how many these are."""

    rho: float
    low: float
    high: float
    sources: int


def fit(table: Rated, train: npt.NDArray[np.intp], settings: ScoreSettings) -> Floats:
    """The weights of COLUMNS on the sources `train`, none negative, their sum 1.

    Ridge regression of the ranks of the ratings (0..1), a source counting n / (n + middle_articles) for n articles.
    """
    x = _matrix(table)[train] / 100
    y = rankdata(table.rating)[train] / len(table.rating)
    n = table.articles[train]
    weight = np.sqrt(n / (n + settings.middle_articles))[:, None]
    x = (x - np.average(x, axis=0, weights=weight[:, 0] ** 2)) * weight
    y = (y - np.average(y, weights=weight[:, 0] ** 2)) * weight[:, 0]
    ridge = np.sqrt(RIDGE) * np.eye(x.shape[1])
    found: Floats = nnls(np.vstack([x, ridge]), np.concatenate([y, np.zeros(x.shape[1])]))[0]
    weights: Floats = found / found.sum()
    return weights


def _matrix(table: Rated) -> Floats:
    """COLUMNS side by side; what could not be judged is in the middle."""
    return np.nan_to_num(np.column_stack([table.means[name] for name in COLUMNS]), nan=50.0)


def scores(table: Rated, weights: Floats, settings: ScoreSettings) -> Floats:
    """The scores of sources by these weights, with the shrinkage of the ranking."""
    n, typical = table.articles, settings.middle_articles
    shrunk: Floats = (n * (_matrix(table) @ weights) + typical * settings.middle) / (n + typical)
    return shrunk


def held_out(table: Rated, tested: Rated, settings: ScoreSettings, splits: int = SPLITS) -> Iterator[Floats]:
    """The scores of the sources `tested`, each by weights that were fitted without it; once for each split in folds."""
    place = {name: number for number, name in enumerate(table.names)}
    where = np.array([place[name] for name in tested.names])
    chance = np.random.default_rng(0)
    for _ in range(splits):
        fold = chance.permutation(len(table.names)) % FOLDS
        found = np.full(len(where), np.nan)
        for number in range(FOLDS):
            weights = fit(table, np.flatnonzero(fold != number), settings)
            out = fold[where] == number
            found[out] = scores(tested, weights, settings)[out]
        yield found


def correlation(values: Floats, rating: Floats) -> Rho:
    """How the ranks of some values go with those of the ratings, over the sources that have a value.

    NaN where that cannot be told: of values that are all the same, or of fewer than three sources.
    """
    known = ~np.isnan(values)
    values, rating = values[known], rating[known]
    rho = _rho(values, rating)
    if np.isnan(rho):
        return Rho(rho, rho, rho, len(values))
    chance = np.random.default_rng(0)
    draws = [
        _rho(values[drawn], rating[drawn])
        for drawn in (chance.integers(0, len(values), len(values)) for _ in range(DRAWS))
    ]
    low, high = np.nanpercentile(draws, (2.5, 97.5))
    return Rho(rho, float(low), float(high), len(values))


def beside(values: Floats, other: Floats, rating: Floats) -> Rho:
    """The correlation that is left where `other` is held constant: of what the ranks of `other` do not tell."""
    known = ~np.isnan(values)
    ranks = [rankdata(each[known]) for each in (values, rating)]
    basis = np.column_stack([np.ones(known.sum()), rankdata(other[known])])
    rests = [each - basis @ np.linalg.lstsq(basis, each, rcond=None)[0] for each in ranks]
    return correlation(*rests)


def cross_validated(table: Rated, tested: Rated, settings: ScoreSettings, least: int, splits: int = SPLITS) -> Rho:
    """The mean correlation of held-out scores over the splits; the interval is that of each source's mean score."""
    kept = tested.at_least(least)
    found = [each[kept] for each in held_out(table, tested, settings, splits)]
    mean = float(np.mean([_rho(each, tested.rating[kept]) for each in found]))
    whole = correlation(np.mean(found, axis=0), tested.rating[kept])
    return Rho(mean, whole.low, whole.high, whole.sources)


def _rho(values: Floats, rating: Floats) -> float:
    if len(values) < 3 or len(set(values)) < 2 or len(set(rating)) < 2:
        return float("nan")
    return float(spearmanr(values, rating)[0])


def write(weights: Floats, path: Path, fitted_on: str, predicts: str) -> None:
    """Write weights of COLUMNS as a profile."""
    found = dict(zip((*CRITERIA, *STYLE), map(float, weights), strict=True))
    style = {name: found.pop(name) for name in STYLE}
    whole = sum(style.values())
    lines = [
        "# Weights fitted to expert ratings of news domains: `python -m credscore.training profile` made this file.",
        "# Signs are constrained: no weight is negative. docs/validity.md has the figures.",
        "",
        "[profile]",
        'name = "calibrated"',
        f"fitted_on = {text(fitted_on)}",
        f"predicts = {text(predicts)}",
        "",
        "[score.weights]",
        *(f"{name} = {weight:.3f}" for name, weight in found.items()),
        "consistency = 0.0  # the rated articles share too few events to fit it",
        f"style = {whole:.3f}",
        "",
        "[score.signals.style]",
        *(f"{name} = {weight / whole:.3f}" for name, weight in style.items()),
        *(f"{name} = 0.0" for name in _unfitted()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _unfitted() -> Sequence[str]:
    return [name for name in get_args(StyleClass) if name not in STYLE]
