"""The formulas of an article card, and the laws they keep."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.article import MEASURES, Measure, article_card, composite, criterion, standing
from credscore.records import Attribution, Criterion, Evidence, Fingerprint, Hedge, Residue, Span, Style
from credscore.settings import default_settings

SETTINGS = default_settings()
SCORE = SETTINGS.score
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
        own_words=150,
    )
    return replace(blank, **changes)  # type: ignore[arg-type]


def said(
    start: int,
    end: int,
    weight: float = 1.0,
    entity: str | None = "Pat Ryder",
    kind: str = "official",
    document: bool = False,
) -> Attribution:
    named = entity is not None
    return Attribution((), (Span(start, end),), (), "indirect", kind, named, document, entity, weight, "say")  # type: ignore[arg-type]


KINDS = ("official", "person", "organisation", "document", "media", "group", "agentless")
attributions = st.lists(
    st.builds(
        said,
        st.integers(0, 990),
        st.just(999),
        st.sampled_from([0.0, 0.5, 1.0]),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from(KINDS),
        st.booleans(),
    ),
    max_size=12,
)
MEASURED = [(name, signal) for name, signals in SCORE.signals.model_dump().items() for signal in signals]


def judged(name: str, **changes: object) -> Criterion:
    return criterion(name, evidence(**changes), SETTINGS)


def points(name: str, **changes: object) -> float:
    score = judged(name, **changes).score
    assert score is not None
    assert 0 <= score <= 100
    return score


@given(attributions, attributions)
def test_more_attributions_never_lower_the_score(some: list[Attribution], more: list[Attribution]) -> None:
    assert points("attribution", attributions=(*some, *more)) >= points("attribution", attributions=tuple(some))


@given(attributions)
def test_the_order_of_attributions_does_not_matter(some: list[Attribution]) -> None:
    for name in ("attribution", "hedging"):
        assert judged(name, attributions=tuple(some)) == judged(name, attributions=tuple(reversed(some)))


@pytest.mark.parametrize(("name", "signal"), MEASURED)
@given(st.floats(0, 400), st.floats(0, 400), st.floats(1, 1e6))
def test_a_standing_rises_with_the_amount_and_falls_with_the_size(
    name: str, signal: str, one: float, other: float, size: float
) -> None:
    low, high = sorted((one, other))
    least, most = (standing(signal, Measure(amount, size), SETTINGS.reference) for amount in (low, high))
    assert 0 < least <= most < 1
    assert standing(signal, Measure(low, 2 * size), SETTINGS.reference) <= least


@pytest.mark.parametrize("signal", ["density", "own", "pieces", "intensifier"])
def test_a_short_article_stands_near_the_middle_and_a_long_one_where_its_rate_is(signal: str) -> None:
    mean = SETTINGS.reference.signals[signal].mean
    shares = [standing(signal, Measure(3 * mean * size, size), SETTINGS.reference) for size in (1, 30, 3000)]
    assert shares == sorted(shares)
    assert shares[0] < 0.8
    assert shares[-1] > 0.9


def test_seventy_means_more_than_seventy_per_cent_of_the_reference() -> None:
    quantiles = SETTINGS.reference.signals["diversity"].quantiles
    share = standing("diversity", Measure(7.0), SETTINGS.reference)
    below = sum(q < 7 for q in quantiles) / len(quantiles)
    assert below < share < below + sum(q == 7 for q in quantiles) / len(quantiles)


def test_attribution_counts_each_sentence_once_by_its_best_attribution() -> None:
    counts = judged("attribution", attributions=(said(0, 10, 0.5, None), said(20, 30, 1.0))).counts
    assert counts["attributed"] == 1
    assert counts["worth"] == 1.0
    assert counts["entities"] == counts["named"] == 1


def test_a_quotation_over_three_sentences_attributes_all_three() -> None:
    assert judged("attribution", attributions=(said(10, 140),)).counts["attributed"] == 3


def test_another_medium_is_second_hand_and_no_voice_of_its_own() -> None:
    only = (said(0, 10, 0.3, "The Gazette", "media"),)
    both = (*only, said(20, 30))
    assert judged("attribution", attributions=only).counts["entities"] == 0
    assert judged("hedging", attributions=only).counts["second_hand"] == 1
    assert judged("hedging", attributions=both).counts["second_hand"] == 0
    assert points("hedging", attributions=only) < points("hedging", attributions=both) == 100


def test_a_second_voice_and_a_document_raise_the_score() -> None:
    one = points("attribution", attributions=(said(0, 10), said(60, 70)))
    two = points("attribution", attributions=(said(0, 10), said(60, 70, entity="Ann Lee")))
    written = points("attribution", attributions=(said(0, 10), said(60, 70, document=True)))
    assert one < two
    assert one < written


def test_too_short_is_empty_with_a_reason_and_never_zero() -> None:
    for name, unit in (("attribution", "sentences"), ("hedging", "words"), ("style", "words in its own voice")):
        short = judged(name, content=(0, 1), content_words=10, own_words=10)
        assert short.score is None
        assert unit in (short.reason or "")


def test_only_the_outlets_own_hedges_cost() -> None:
    own, theirs = Hedge(0, 3, "hearsay", "r"), Hedge(0, 3, "hearsay", "r", owner="speaker")
    assert points("hedging", hedges=(theirs,) * 9) == 100
    assert points("hedging", hedges=(own,) * 2) < points("hedging", hedges=(own,)) < 100


def test_approximators_are_shown_and_not_punished() -> None:
    found = judged("hedging", hedges=(Hedge(0, 5, "approximator", "about"),))
    assert found.score == 100
    assert found.counts["approximator"] == 1


@given(st.integers(50, 100_000))
def test_one_hundred_is_none_at_all_whatever_the_length(words: int) -> None:
    text = {"words": words, "content_words": words}
    assert points("hedging", **text) == points("residue", **text) == 100
    assert points("hedging", hedges=(Hedge(0, 3, "distancing", "r"),), **text) < 100
    assert points("residue", residue=(Residue(0, 9, "byline", "r"),), words=words, content_words=words - 1) < 100


def test_none_in_a_short_text_is_estimated_as_the_short_text_it_is() -> None:
    short, long = (judged("hedging", content_words=words).estimate for words in (60, 6000))
    assert short is not None
    assert long is not None
    assert 40 < short < long < 100


def test_residue_costs_by_line_and_by_words_lost() -> None:
    one, many = (Residue(0, 9, "link", "r"),), tuple(Residue(i, i + 1, "link", "r") for i in range(9))
    assert points("residue") == 100
    assert points("residue", residue=one, content_words=195) > points("residue", residue=many, content_words=195)
    assert points("residue", residue=one, content_words=195) > points("residue", residue=one, content_words=100)


def test_style_is_measured_by_class_over_the_outlets_own_words() -> None:
    loud = tuple(Style(i, i + 1, "exclamation", "exclamation-mark") for i in range(3))
    assert judged("style", style=loud).counts["exclamation"] == 3
    assert points("style", style=loud) < points("style", style=loud[:1]) < points("style")
    assert points("style", own_words=1000) > points("style", own_words=60)


def test_a_headline_is_judged_only_where_there_is_one() -> None:
    missed = (Style(0, 9, "headline", "headline-not-borne-out", 1.0, "title"),)
    assert "headline" not in judged("style").counts
    assert points("style", title="Nine bridges") > points("style", title="Nine bridges", style=missed)


def test_the_composite_leaves_out_what_could_not_be_judged() -> None:
    weighed = SCORE.model_copy(update={"weights": {"a": 3.0, "b": 3.0, "c": 1.0, "d": 0.0}})
    assert composite({"a": 100, "b": 0, "c": None}, weighed) == 50
    assert composite({"a": 100, "b": None, "c": 0}, weighed) == 75
    assert composite({"a": None, "b": None, "c": 100}, weighed) is None
    assert composite({"a": None, "d": 5}, weighed) is None


def test_style_is_no_part_of_the_default_composite() -> None:
    loud = evidence(style=tuple(Style(i, i + 1, "loaded", "vile") for i in range(30)))
    assert article_card(loud, SETTINGS).score == article_card(evidence(), SETTINGS).score


def test_a_criterion_without_weights_is_empty() -> None:
    none = SCORE.signals.model_copy(update={"style": dict.fromkeys(SCORE.signals.style, 0.0)})
    silent = SETTINGS.model_copy(update={"score": SCORE.model_copy(update={"signals": none})})
    found = criterion("style", evidence(), silent)
    assert (found.score, found.reason) == (None, "none of its signals has a weight")


def test_what_is_merely_clean_has_no_composite() -> None:
    card = article_card(evidence(content=(0,), content_words=5, words=5, own_words=5), SETTINGS)
    assert card.score is None
    assert card.criteria[2].score == 100


def test_another_language_is_not_judged() -> None:
    card = article_card(evidence(function_words=0.08), SETTINGS)
    assert card.score is None
    assert {c.reason for c in card.criteria} == {"does not read as English"}


def test_a_card_has_its_own_criteria() -> None:
    assert [c.name for c in article_card(evidence(), SETTINGS).criteria] == list(MEASURES)
