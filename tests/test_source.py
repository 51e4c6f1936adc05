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

SETTINGS = default_settings()


def card(source: str, score: float | None, number: int = 0) -> Card:
    """A card whose three own criteria all have one score."""
    names = ("attribution", "hedging", "residue", "consistency")
    criteria = tuple(Criterion(n, score, {}, None if score is not None else "too short") for n in names)
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
    bare = replace(card("a", 50.0), criteria=card("a", 50.0).criteria[:3])
    done = complete(bare, agreement(compared=4, equal=4), "s-1", SETTINGS)
    assert done.story == "s-1"
    assert done.score is not None
    assert done.score > 50


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
