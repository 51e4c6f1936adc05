"""Consistency, intervals and the ranking."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.records import Card, Criterion
from credscore.settings import default_settings
from credscore.source import complete, consistency_criterion, source_cards
from credscore.story.agreement import Agreement
from credscore.tables import CRITERIA

SETTINGS = default_settings()


def card(source: str, score: float | None, number: int = 0) -> Card:
    """A card whose criteria all have one score."""
    reason = None if score is not None else "too short"
    criteria = tuple(Criterion(n, score, {}, reason, estimate=score) for n in CRITERIA)
    return Card(f"{source}-{number}", source, None, None, None, 100, 10, score, criteria, {"grade": 10.0})


def agreement(**counts: int) -> Agreement:
    blank = {"compared": 0, "equal": 0, "compatible": 0, "variant": 0, "contradict": 0, "uncorroborated": 0}
    return Agreement(**{**blank, **counts})


def test_nothing_to_compare_is_empty_with_a_reason() -> None:
    assert consistency_criterion(None, SETTINGS.score).score is None
    alone = consistency_criterion(agreement(uncorroborated=5), SETTINGS.score)
    assert alone.score is None
    assert alone.reason


def test_only_contradictions_cost_and_agreement_adds_certainty() -> None:
    def score(**counts: int) -> float:
        value = consistency_criterion(agreement(**counts), SETTINGS.score).score
        assert value is not None
        return value

    assert score(compared=2, equal=2) > score(compared=1, equal=1)
    assert score(compared=3, equal=2, contradict=1) < score(compared=2, equal=2)
    assert score(compared=2, equal=2, uncorroborated=7) == score(compared=2, equal=2)
    assert score(compared=1, variant=1) > score(compared=1, contradict=1)
    assert score(compared=4, equal=4) == pytest.approx(100 * 6 / 6.5)


def test_complete_adds_consistency_to_the_composite() -> None:
    whole = card("a", 50.0)
    bare = replace(whole, criteria=tuple(c for c in whole.criteria if c.name != "consistency"))
    done = complete(bare, agreement(compared=4, equal=4), "s-1", SETTINGS)
    assert done.story == "s-1"
    assert done.score is not None
    assert done.score > 50
    assert tuple(c.name for c in done.criteria) == CRITERIA


def test_best_first_ties_share_a_rank_and_the_unscored_come_last() -> None:
    ranking = source_cards(
        [card("c", 50.0), card("b", 50.0), card("a", None), card("d", 80.0), card("e", 10.0)], SETTINGS
    )
    assert [(s.source, s.rank) for s in ranking] == [("d", 1), ("b", 2), ("c", 2), ("e", 4), ("a", None)]
    assert "attribution: too short" in ranking[-1].reason


def test_an_interval_narrows_with_articles_and_holds_the_score() -> None:
    few = source_cards([card("a", 60.0, n) for n in range(2)], SETTINGS)[0]
    many = source_cards([card("a", 60.0, n) for n in range(30)], SETTINGS)[0]
    for one in (few, many):
        assert one.low is not None
        assert one.high is not None
        assert one.score is not None
        assert one.low <= one.score <= one.high
    assert (many.high or 0) - (many.low or 0) < (few.high or 0) - (few.low or 0)
    assert few.provisional
    assert not many.provisional


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 100) | st.none()), max_size=30), st.randoms())
def test_the_ranking_does_not_depend_on_the_order_of_articles(
    pairs: list[tuple[str, float | None]], chance: random.Random
) -> None:
    cards = [card(source, score, n) for n, (source, score) in enumerate(pairs)]
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert source_cards(cards, SETTINGS) == source_cards(shuffled, SETTINGS)


def test_a_source_of_one_article_lies_near_the_middle_and_one_of_many_at_its_own_mean() -> None:
    scores = [source_cards([card("a", 90.0, i) for i in range(n)], SETTINGS)[0].score or 0 for n in (1, 10, 1000)]
    middle, typical = SETTINGS.score.middle, SETTINGS.score.middle_articles
    assert scores[0] == pytest.approx((90 + typical * middle) / (1 + typical))
    assert middle < scores[0] < scores[1] < scores[2] < 90
    assert scores[2] == pytest.approx(90, abs=0.2)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
def test_an_interval_holds_the_score_and_lies_within_the_scale(scores: list[float]) -> None:
    one = source_cards([card("a", score, n) for n, score in enumerate(scores)], SETTINGS)[0]
    assert one.low is not None
    assert one.high is not None
    assert one.score is not None
    assert 0 <= one.low <= one.score <= one.high <= 100


def test_of_many_articles_the_bootstrap_and_its_formula_are_the_same() -> None:
    chance = random.Random(3)
    cards = [card("a", min(100.0, max(0.0, chance.gauss(60, 15))), n) for n in range(1500)]
    drawn, told = (
        source_cards(cards, SETTINGS.model_copy(update={"score": score}))
        for score in (SETTINGS.score.model_copy(update={"draw_articles": n}) for n in (1500, 1499))
    )
    assert drawn[0].score == told[0].score
    assert drawn[0].low == pytest.approx(told[0].low, abs=0.15)
    assert drawn[0].high == pytest.approx(told[0].high, abs=0.15)


def test_the_interval_covers_the_true_mean_about_as_often_as_it_says() -> None:
    # Sources whose true means are spread about the middle as the settings say, of a few articles each.
    chance, score = random.Random(5), SETTINGS.score
    between = score.spread / score.middle_articles**0.5
    hits = 0
    for number in range(300):
        truth = chance.gauss(score.middle, between)
        scores = [min(100.0, max(0.0, chance.gauss(truth, score.spread))) for _ in range(1 + number % 12)]
        one = source_cards([card("a", value, n) for n, value in enumerate(scores)], SETTINGS)[0]
        hits += (one.low or 0) <= truth <= (one.high or 0)
    assert 0.85 < hits / 300 < 0.99


def test_sources_may_change_ranks_where_their_intervals_overlap() -> None:
    cards = [card(name, score, n) for name, score in (("a", 90.0), ("b", 88.0), ("c", 20.0)) for n in range(40)]
    ranges = {s.source: (s.rank, s.best_rank, s.worst_rank) for s in source_cards(cards, SETTINGS)}
    assert ranges == {"a": (1, 1, 2), "b": (2, 1, 2), "c": (3, 3, 3)}
    assert source_cards([card("x", None)], SETTINGS)[0].best_rank is None
