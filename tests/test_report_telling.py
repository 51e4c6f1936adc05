"""What the report says by itself: the most telling sentences, the small multiples, and tables of large stories."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from credscore.records import (
    Attribution,
    Consensus,
    Criterion,
    Evidence,
    Hedge,
    Relation,
    SourceCard,
    Span,
    Story,
    Value,
    Witness,
)
from credscore.report.charts import panels
from credscore.report.sources import source_views
from credscore.report.stories import RELATIONS, against_settled, story_view
from credscore.report.telling import SHOWN, samples
from credscore.report.views import article_row
from credscore.report.words import inputs_of, standing
from credscore.settings import ProfileSettings, default_settings
from credscore.tables import CRITERIA
from tests.made_run import TEXT, evidence, run

LIMITS = default_settings().report
LINES = (
    "Mayor Ann Lee told the council on Monday that nine ships had sunk.",
    "It is widely believed that the harbour was never inspected.",
    "The owner reportedly left the town on the same evening.",
    "Seven ships sank, and nobody has been found.",
    "Read also: Ten ways to tie a knot",
)


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def telling() -> tuple[Evidence, str]:
    """An article with a named source, an agentless passive, hearsay, a deviation and a line of residue."""
    text = "\n".join(LINES)
    base = evidence("a", "s", text=text)
    named = Attribution(
        (place(text, "Mayor Ann Lee"),),
        (place(text, "told"),),
        (),
        "indirect",
        "official",
        True,
        False,
        "Ann Lee",
        1,
        "r",
    )
    agentless = Attribution(
        (), (place(text, "widely believed"),), (), "indirect", "agentless", False, False, None, 0, "r"
    )
    return replace(
        base,
        attributions=(named, agentless),
        hedges=(Hedge(*place(text, "reportedly"), "hearsay", "r"), Hedge(*place(text, "never"), "epistemic", "r")),
        residue=(replace(base.residue[0], start=text.index("Read also"), end=len(text)),),
        content=(0, 1, 2, 3),
    ), text


def deviation(text: str) -> list[Story]:
    value = Value("a", 7, 7, "contradict", *place(text, "Seven ships"))
    claim = Consensus("ships_sunk", "", 9, 9, None, 4, 5, True, (value,))
    return [Story("s", ("a",), (), (claim,))]


def test_strong_is_who_can_be_asked_and_weak_the_gravest_of_each_kind() -> None:
    one, text = telling()
    strong, weak = samples([one], against_settled(deviation(text)), {"a": text})["s"]
    assert [(s.words, s.why) for s in strong] == [("Mayor Ann Lee", "cites Ann Lee, official")]
    assert [s.words for s in weak] == ["Seven ships", "widely believed", "reportedly"]
    assert weak[0].why == "contradicts the others: 4 of 5 witnesses say ships sunk 9"
    assert weak[0].before + weak[0].words + weak[0].behind == LINES[3]


def test_what_a_speaker_hedges_and_what_nobody_disputes_is_no_weakness() -> None:
    one, text = telling()
    calm = replace(
        one,
        attributions=one.attributions[:1],
        hedges=tuple(replace(hedge, owner="speaker") for hedge in one.hedges),
        residue=(),
    )
    assert samples([calm], {}, {"a": text})["s"][1] == ()


@given(st.permutations([f"a{n}" for n in range(6)]))
def test_the_samples_do_not_hang_on_the_order_of_articles(order: list[str]) -> None:
    found = samples([evidence(name, "s") for name in order], {}, dict.fromkeys(order, TEXT))
    assert found == samples([evidence(name, "s") for name in sorted(order)], {}, dict.fromkeys(order, TEXT))
    strong, weak = found["s"]
    assert len(strong) <= SHOWN and len(weak) <= SHOWN


def test_a_sample_of_an_endless_sentence_is_cut_around_its_words() -> None:
    text = f"{'before ' * 200}Mayor Ann Lee said {'after ' * 200}it."
    base = evidence("a", "s", text=text)
    said = replace(base.attributions[0], source=(place(text, "Mayor Ann Lee"),), cue=(place(text, "said"),))
    strong, _ = samples([replace(base, attributions=(said,), content=(0,))], {}, {"a": text})["s"]
    assert strong[0].words == "Mayor Ann Lee"
    assert strong[0].before.startswith("…before") and strong[0].behind.endswith("after…")
    assert len(strong[0].before) < 250 and len(strong[0].behind) < 250


# ---- A story of more articles than have a column


def large(relations: list[Relation]) -> Story:
    """A story with one settled claim, of which article n says what relation n is."""
    ids = tuple(f"a{n:03}" for n in range(len(relations)))
    values = tuple(
        Value(name, 9, 9, relation, 34, 38, text=f"{n % 3} ships")
        for n, (name, relation) in enumerate(zip(ids, relations, strict=True))
    )
    claim = Consensus("ships_sunk", "", 9, 9, None, 5, len(ids), True, values)
    return Story("s", ids, tuple(Witness((name,)) for name in ids), (claim,))


@given(st.lists(st.sampled_from(list(RELATIONS)), min_size=2, max_size=40), st.integers(1, 12))
def test_no_article_of_a_large_story_is_lost(relations: list[Relation], columns: int) -> None:
    story = large(relations)
    found = {name: evidence(name, name) for name in story.articles}
    rows = {name: article_row(one, TEXT, None, f"article-{n}") for n, (name, one) in enumerate(found.items(), 1)}
    limits = LIMITS.model_copy(update={"columns": columns})
    view = story_view(story, "story-1", found, rows, limits)
    assert len(view.columns) == min(columns, len(relations))
    (row,) = view.rows
    assert sum(map(len, row.cells)) + sum(group.articles for group in row.others) == len(relations)
    for group in row.others:
        assert group.articles == relations.count(group.relation) - sum(
            one.relation == group.relation for cell in row.cells for one in cell
        )
        told = [articles for _, articles, _ in group.phrases]
        assert all(a >= b for a, b in pairwise(told))
        assert sum(told) == group.articles or group.more
    # Whoever contradicts has a column before those that do not.
    in_columns = sum(one.relation == "contradict" for cell in row.cells for one in cell)
    assert in_columns == min(len(view.columns), relations.count("contradict"))
    assert len(view.members) == len(relations)
    assert [sum(member.relations) for member in view.members] == [1] * len(relations)


def test_claims_beyond_the_limit_are_counted() -> None:
    story = large(["equal", "equal"])
    many = replace(story, claims=story.claims * 7)
    found = {name: evidence(name, name) for name in story.articles}
    rows = {name: article_row(one, TEXT, None, "") for name, one in found.items()}
    view = story_view(many, "story-1", found, rows, LIMITS.model_copy(update={"claims": 3}))
    assert (len(view.rows), view.left_out) == (3, 4)


# ---- Small multiples, and words for numbers


def source(name: str, score: float | None) -> SourceCard:
    return SourceCard(name, 1, 1, score, 0.0, 100.0, dict.fromkeys(CRITERIA, score), 8.0, False, "")


@given(st.lists(st.none() | st.floats(0, 100), max_size=40))
def test_a_panel_shows_every_judged_source_once(scores: list[float | None]) -> None:
    views = source_views([source(f"s{n}", score) for n, score in enumerate(scores)], [], {}, {}, 1000)
    found = panels(views, {"attribution": 1.0})
    assert [panel.name for panel in found] == list(CRITERIA)
    judged = sorted((score for score in scores if score is not None), reverse=True)
    for panel in found:
        assert list(panel.scores) == judged
        assert len(panel.best) + panel.between + len(panel.worst) == len(judged)
        named = [point.score for point in (*panel.best, *panel.worst)]
        assert named == sorted(named, reverse=True)
        assert ("no source could be judged" in panel.told) == (not judged)


def test_a_chart_in_words_names_the_ends() -> None:
    views = source_views([source("A", 80.0), source("B", 20.0), source("C", None)], [], {}, {}, 1000)
    assert panels(views, {})[0].told == ("Who says so: 2 of 3 sources, median 50; highest A with 80, lowest B with 20.")


def test_the_weights_and_what_they_rest_on_stand_in_words() -> None:
    mine = ProfileSettings(name="mine", fitted_on="", predicts="")
    fitted = ProfileSettings(name="p", fitted_on="Fitted on x.", predicts="Predicts y.")
    weighs, rests = standing(mine, {"attribution": 3.0, "hedging": 1.0, "style": 0.0})
    assert weighs == "The score weighs attribution 75\u00a0% and hedging 25\u00a0%."
    assert "not compared with any rating" in rests
    assert standing(fitted, {"attribution": 1.0})[1] == "Profile p: Fitted on x. Predicts y."


def test_the_inputs_of_a_criterion_that_is_new_are_listed() -> None:
    assert (
        inputs_of(Criterion("tone", 50.0, {"loud_words": 3, "words": 1200, "none": 0})) == "loud words 3, words 1,200"
    )


def test_a_deviation_is_told_where_it_stands() -> None:
    made = run(*(evidence(f"a{n}", f"s{n}") for n in range(5)))
    found = against_settled(made.scored.stories)
    assert {name for name, values in found.items() if any(v[0] == "contradict" for v in values)} == {"a3"}
