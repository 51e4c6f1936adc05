"""The reference and the profile that ship can be made anew, and are made as they say."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.article import article_card
from credscore.errors import InputError
from credscore.records import Attribution, Evidence, Hedge, Span, Style
from credscore.settings import Reference, default_settings, load_settings
from credscore.training import profile, validity
from credscore.training import reference as making
from credscore.training.rated import Rated, read_evidence, read_ratings
from credscore.wire import dumps, evidence_json
from tests.test_article import evidence

SETTINGS = default_settings()
SCORE = SETTINGS.score


def table(sources: int = 80, truth: str = "style.loaded", noise: float = 0.1) -> Rated:
    """Sources whose rating is one column and some noise."""
    chance = np.random.default_rng(1)
    means = {name: chance.uniform(0, 100, sources) for name in profile.COLUMNS}
    rating = means[truth] / 100 + chance.normal(0, noise, sources)
    names = tuple(f"s{n:03}" for n in range(sources))
    return Rated(names, rating, chance.integers(1, 30, sources), means)


def test_the_fit_finds_what_the_ratings_go_by_and_no_weight_is_negative() -> None:
    one = table()
    weights = profile.fit(one, np.arange(80), SCORE)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    assert profile.COLUMNS[int(weights.argmax())] == "style.loaded"
    upside_down = Rated(one.names, -one.rating, one.articles, one.means)
    assert profile.fit(upside_down, np.arange(80), SCORE)[profile.COLUMNS.index("style.loaded")] == 0


def test_a_source_is_scored_by_weights_that_never_saw_it() -> None:
    noise = table(sources=60, noise=50.0)
    seen = profile.correlation(profile.scores(noise, profile.fit(noise, np.arange(60), SCORE), SCORE), noise.rating)
    unseen = profile.cross_validated(noise, noise, SCORE, least=1, splits=10)
    assert unseen.rho < seen.rho - 0.05
    assert next(profile.held_out(noise, noise, SCORE, 1)).shape == (60,)


def test_what_is_told_twice_is_not_told_beside_the_other() -> None:
    chance = np.random.default_rng(2)
    rating = chance.uniform(size=200)
    length = rating + chance.normal(0, 0.3, 200)
    copied = length + chance.normal(0, 0.05, 200)
    assert profile.correlation(copied, rating).rho > 0.5
    assert abs(profile.beside(copied, length, rating).rho) < 0.3
    assert profile.correlation(np.ones(20), chance.uniform(size=20)).sources == 20


def test_a_written_profile_scores_as_the_fit_does(tmp_path: Path) -> None:
    weights = np.array([0.1, 0.05, 0.0, 0.2, 0.25, 0.2, 0.1, 0.1])
    profile.write(weights, tmp_path / "made.toml", "made-up ratings", "nothing")
    made = load_settings(tmp_path / "made.toml")
    assert made.profile.fitted_on == "made-up ratings"
    loud = evidence(
        style=(Style(0, 3, "loaded", "vile"), Style(5, 6, "lure", "guess-what")),
        hedges=(Hedge(0, 3, "hearsay", "r"),),
        attributions=(Attribution((), (Span(0, 9),), (), "direct", "official", True, False, "A", 1.0, "say"),),
    )
    card = article_card(loud, made)
    parts = {f"{c.name}.{signal}": part for c in card.criteria for signal, part in c.parts.items()}
    parts |= {f"{c.name}.estimate": c.estimate or 0.0 for c in card.criteria}
    expected = sum(weight * parts[name] for name, weight in zip(profile.COLUMNS, weights, strict=True))
    assert card.score == pytest.approx(expected, abs=0.1)


def articles() -> list[Evidence]:
    return [
        evidence(
            id=str(n),
            source=f"s{n % 12:02}",
            style=tuple(Style(i, i + 1, "exclamation", "exclamation-mark") for i in range(n % 5)),
            own_words=100 + n,
        )
        for n in range(72)
    ]


def test_a_reference_is_made_of_articles_and_read_back(tmp_path: Path) -> None:
    made = making.reference(articles(), SCORE, "made-up articles", SETTINGS.reference)
    loud = made.signals["exclamation"]
    assert loud.quantiles == tuple(sorted(loud.quantiles))
    assert len(loud.quantiles) == making.STEPS + 1
    assert loud.mean == pytest.approx(sum(n % 5 for n in range(72)) / sum(100 + n for n in range(72)), rel=1e-4)
    # No article has a headline: that signal is kept as it was.
    assert made.signals["headline"] == SETTINGS.reference.signals["headline"]
    making.write(made, tmp_path / "reference.toml")
    again = tomllib.loads((tmp_path / "reference.toml").read_text(encoding="utf-8"))
    assert Reference.model_validate(again) == made


def test_what_cannot_be_judged_is_no_reference() -> None:
    assert not list(making.judged([evidence(function_words=0.1), evidence(own_words=3)], SCORE))


@settings(max_examples=20)
@given(st.text(max_size=30))
def test_a_description_with_any_mark_is_written_as_toml(words: str) -> None:
    made = SETTINGS.reference.model_copy(update={"made_from": words})
    assert tomllib.loads(making.as_toml(made))["made_from"] == words


def test_the_tables_of_the_page_are_made(tmp_path: Path) -> None:
    (tmp_path / "evidence.jsonl").write_text(
        "".join(dumps(evidence_json(one, "text")) + "\n" for one in articles()), encoding="utf-8"
    )
    rows = [{"domain": f"s{n % 12:02}", "origin": "abp", "pc1": (n % 12) / 12} for n in range(72)]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found, ratings = list(read_evidence(tmp_path)), read_ratings(tmp_path / "gold.jsonl")
    assert found == articles()
    cards = validity.cards_by(found, SETTINGS)
    lines = list(validity.report(cards, cards, ratings, SETTINGS, splits=2))
    assert any(line.startswith("| all | 12 |") for line in lines)
    assert any(line.startswith("| `style.exclamation` |") for line in lines)


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no evidence"):
        list(read_evidence(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_ratings(tmp_path / "gold.jsonl")
