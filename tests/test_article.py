"""The formulas of an article card, and the laws they keep."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.article import article_card, attribution_criterion, composite, hedging_criterion, residue_criterion
from credscore.records import Attribution, Evidence, Fingerprint, Hedge, Residue, Span
from credscore.settings import default_settings

SETTINGS = default_settings()
SENTENCES = tuple(Span(50 * i, 50 * i + 49) for i in range(20))


def evidence(**changes: object) -> Evidence:
    """Twenty sentences, 200 words, nothing found."""
    blank = Evidence(
        "a",
        "s",
        None,
        None,
        None,
        None,
        200,
        200,
        SENTENCES,
        tuple(range(20)),
        20,
        (),
        (),
        (),
        (),
        {},
        Fingerprint((), (), ()),
    )
    return replace(blank, **changes)  # type: ignore[arg-type]


def said(start: int, end: int, weight: float = 1.0, entity: str | None = "Pat Ryder") -> Attribution:
    return Attribution(
        (), (Span(start, end),), (), "indirect", "official", entity is not None, False, entity, weight, "say"
    )


attributions = st.lists(
    st.builds(
        said,
        st.integers(0, 990),
        st.just(999),
        st.sampled_from([0.0, 0.5, 1.0]),
        st.sampled_from(["A", "B", "C", None]),
    ),
    max_size=12,
)


@given(attributions, attributions)
def test_more_attributions_never_lower_the_score(some: list[Attribution], more: list[Attribution]) -> None:
    before = attribution_criterion(evidence(attributions=tuple(some)), SETTINGS.score).score
    after = attribution_criterion(evidence(attributions=(*some, *more)), SETTINGS.score).score
    assert before is not None
    assert after is not None
    assert after >= before
    assert 0 <= before <= 100


@given(attributions)
def test_the_order_of_attributions_does_not_matter(some: list[Attribution]) -> None:
    one = attribution_criterion(evidence(attributions=tuple(some)), SETTINGS.score)
    other = attribution_criterion(evidence(attributions=tuple(reversed(some))), SETTINGS.score)
    assert one == other


def test_attribution_counts_each_sentence_once_by_its_best_attribution() -> None:
    twice = evidence(attributions=(said(0, 10, 0.5, None), said(20, 30, 1.0)))
    criterion = attribution_criterion(twice, SETTINGS.score)
    assert criterion.counts["attributed"] == 1
    assert criterion.counts["worth"] == 1.0
    assert criterion.score == pytest.approx(100 * (0.7 * (1 / 20) / 0.6 + 0.3 * 1 / 4))


def test_a_quotation_over_three_sentences_attributes_all_three() -> None:
    assert attribution_criterion(evidence(attributions=(said(10, 140),)), SETTINGS.score).counts["attributed"] == 3


def test_full_marks_need_no_more_than_the_full_density() -> None:
    every = tuple(said(span.start, span.end, entity=None) for span in SENTENCES)
    assert attribution_criterion(evidence(attributions=every), SETTINGS.score).score == pytest.approx(70)


def test_too_short_is_empty_with_a_reason_and_never_zero() -> None:
    short = evidence(content=(0, 1), content_words=10)
    assert attribution_criterion(short, SETTINGS.score).score is None
    assert hedging_criterion(short, SETTINGS.score).score is None
    assert "sentences" in (attribution_criterion(short, SETTINGS.score).reason or "")


def test_only_the_outlets_own_hedges_cost() -> None:
    own, theirs = Hedge(0, 3, "hearsay", "r"), Hedge(0, 3, "hearsay", "r", owner="speaker")
    assert hedging_criterion(evidence(hedges=(theirs,) * 9), SETTINGS.score).score == 100
    # One hearsay hedge in 200 words is five per 1,000; ten halve the score.
    assert hedging_criterion(evidence(hedges=(own,)), SETTINGS.score).score == pytest.approx(100 / 1.5)


def test_approximators_are_shown_and_not_punished() -> None:
    criterion = hedging_criterion(evidence(hedges=(Hedge(0, 5, "approximator", "about"),)), SETTINGS.score)
    assert criterion.score == 100
    assert criterion.counts["approximator"] == 1


def test_residue_costs_by_line_and_by_words_lost() -> None:
    dirty = evidence(residue=(Residue(0, 9, "link", "r"),), content_words=180)
    assert residue_criterion(evidence(), SETTINGS.score).score == 100
    assert residue_criterion(dirty, SETTINGS.score).score == pytest.approx(100 * 0.9 / 1.5)


def test_the_composite_leaves_out_what_could_not_be_judged() -> None:
    weighed = SETTINGS.score.model_copy(update={"weights": {"a": 3.0, "b": 3.0, "c": 1.0, "d": 0.0}})
    assert composite({"a": 100, "b": 0, "c": None}, weighed) == 50
    assert composite({"a": 100, "b": None, "c": 0}, weighed) == 75
    assert composite({"a": None, "b": None, "c": 100}, weighed) is None
    assert composite({"a": None, "d": 5}, weighed) is None


def test_what_is_merely_clean_has_no_composite() -> None:
    card = article_card(evidence(content=(0,), content_words=5, words=5), SETTINGS)
    assert card.score is None
    assert card.criteria[2].score == 100


def test_another_language_is_not_judged() -> None:
    card = article_card(evidence(function_words=0.08), SETTINGS)
    assert card.score is None
    assert {c.reason for c in card.criteria} == {"does not read as English"}


def test_a_card_has_its_three_own_criteria() -> None:
    assert [c.name for c in article_card(evidence(), SETTINGS).criteria] == ["attribution", "hedging", "residue"]
