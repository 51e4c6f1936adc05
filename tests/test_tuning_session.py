"""The law of the session: after any changes of the lexicons it holds what a fresh run with these lexicons finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credscore.corpus import read
from credscore.lexicon import Entry, Lexicon, Lexicons, load_lexicons
from credscore.model import Tagger
from credscore.pipeline import RULES, Analyser, Options, Scorer, score, survey
from credscore.records import Article
from credscore.settings import default_settings
from credscore.tuning.recall import Memory
from credscore.tuning.session import Session

SEEDS = Path(__file__).parents[1] / "seeds"
SETTINGS = default_settings()
SHIPPED = load_lexicons(user=Path("/nonexistent"))
MADE = Article(
    "made",
    "The Gazette",
    "Read also: Ten ways to tie a knot\n"
    "Gen. Ann Lee said on Monday that at least nine people were killed near the Orlets bridge. “It may rain,” she "
    "said.\n"
    "Officials reportedly expect repairs to cost about 2,000 crowns, according to a statement of the roads agency.\n"
    "The so-called governor, Jon Dell, claims that seven were hurt vs. nine in May. Share this on social media.\n",
    title="Nine may have died, Gen. Lee says",
)
# Rows that matter to these articles, of every kind of lexicon, and one that matches nowhere.
ROWS = (
    ("hedges", "may"), ("hedges", "reportedly"), ("hedges", "so-called"), ("hedges", "perhaps"),
    ("cues", "say"), ("cues", "confirm"), ("cues", "claim"), ("cue_phrases", "according-to"),
    ("predicates", "killed-kill"), ("residue", "read-also-inline"), ("residue", "at-a-glance"),
    ("abbreviations", "gen"), ("abbreviations", "vs"), ("titles", "general"),
)  # fmt: skip
TERMS = ("bridge", "said on", "nine people", "Orlets", "raid", "operation", "Read also", "zzz", "Monday that")
NEW_ROWS_IN = ("abbreviations", "cues", "hedges", "organisations", "predicates", "residue", "titles")


def with_row(lexicons: Lexicons, name: str, entry: Entry) -> Lexicons:
    lexicon: Lexicon = lexicons[name]
    return {**lexicons, name: replace(lexicon, entries={**lexicon.entries, entry.id: entry})}


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Entry]:
    """A row of a layer above the built-in one: switched off, weighed or classed otherwise, or new."""
    if draw(st.booleans()):
        name, row = draw(st.sampled_from(ROWS))
        classes = [{"cls": cls} for cls in sorted(SHIPPED[name].classes)]
        change = draw(st.sampled_from(({"status": "off"}, {"weight": 0.25}, {"note": "seen"}, *classes)))
        return name, replace(SHIPPED[name].entries[row], origin="project", **change)
    name = draw(st.sampled_from(NEW_ROWS_IN))
    term = draw(st.sampled_from(TERMS))
    match = "phrase" if " " in term else draw(st.sampled_from(("word", "lemma")))
    cls = draw(st.sampled_from(sorted(SHIPPED[name].classes)))
    status = draw(st.sampled_from(("on", "off")))
    row = term.lower().replace(" ", "-") + "-mine"
    return name, Entry(row, term, match, cls, 1.0, status=status, origin="project")


@pytest.fixture(scope="module", params=[RULES, "fast"])
def loaded(request: pytest.FixtureRequest) -> Session:
    one = Session(Options(SETTINGS, model=request.param), SHIPPED)
    for article in [*read([str(SEEDS)], settings=SETTINGS.corpus), MADE]:
        assert isinstance(article, Article)
        assert one.add(article) is None
    return one


@pytest.fixture
def session(loaded: Session) -> Iterator[Session]:
    yield loaded
    loaded.use(SHIPPED)
    loaded.go_on()


@given(steps=st.lists(edits(), min_size=1, max_size=4))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edits_give_what_a_fresh_run_gives(session: Session, steps: list[tuple[str, Entry]]) -> None:
    lexicons = session.lexicons
    for name, entry in steps:
        lexicons = with_row(lexicons, name, entry)
        session.use(lexicons, first="made")
        session.go_on(0)  # one article at most: the next edit finds others waiting
    assert session.go_on() == 0
    fresh = Analyser(Options(SETTINGS, model=session.options.model), lexicons)
    evidence = [fresh.evidence(article) for article in session.articles]
    assert [session.evidence(article.id) for article in session.articles] == evidence
    assert session.scored == score(evidence, SETTINGS)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scoring_that_remembers_gives_what_scoring_afresh_gives(session: Session, data: st.DataObject) -> None:
    every = [session.evidence(article.id) for article in session.articles]
    scorer = Scorer(SETTINGS)
    for _ in range(3):
        evidence = data.draw(st.lists(st.sampled_from(every), unique_by=lambda one: one.id))
        # Of one article less is claimed than before, and it may be told to belong to a story.
        claimed = data.draw(st.integers(0, 3))
        story = data.draw(st.sampled_from((None, "raid")))
        evidence[:1] = [replace(one, claims=one.claims[:claimed], story=story) for one in evidence[:1]]
        assert scorer.score(evidence) == score(evidence, SETTINGS)


def test_an_edit_of_hedges_or_residue_does_not_wake_the_tagger(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.options.model == RULES:
        pytest.skip("it has none")
    read_again: list[object] = []
    links = Tagger.links
    monkeypatch.setattr(Tagger, "links", lambda self, paragraph: read_again.append(paragraph) or links(self, paragraph))
    before = session.scored
    off = {"may": "hedges", "reportedly": "hedges", "read-also-inline": "residue"}
    lexicons = SHIPPED
    for row, name in off.items():
        lexicons = with_row(lexicons, name, replace(SHIPPED[name].entries[row], status="off", origin="project"))
    assert session.use(lexicons)
    session.go_on()
    assert session.scored != before
    assert read_again == []
    # A cue wakes it for the paragraphs in which the rules now mark something else.
    paragraphs = sum(len(article.text.splitlines()) for article in session.articles)
    session.use(
        with_row(lexicons, "cues", replace(SHIPPED["cues"].entries["announce"], status="off", origin="project"))
    )
    session.go_on()
    assert 0 < len(read_again) < paragraphs / 3


def test_what_only_explains_a_row_touches_no_article(session: Session) -> None:
    entry = replace(SHIPPED["cues"].entries["say"], note="the commonest", yes="He said no.", source="own")
    assert session.use(with_row(SHIPPED, "cues", entry)) == 0


def test_an_article_of_an_id_that_is_loaded_is_refused(session: Session) -> None:
    refusal = session.add(MADE)
    assert refusal is not None
    assert refusal.code == "duplicate-id"


def test_an_article_read_after_an_edit_is_read_with_it(session: Session) -> None:
    cue = Entry("bridge-mine", "bridge", "word", "hearsay", 1.0, origin="project")
    session.use(with_row(SHIPPED, "hedges", cue))
    session.go_on()
    late = replace(MADE, id="late")
    assert session.add(late) is None
    assert "bridge-mine" in {hedge.rule for hedge in session.evidence("late").hedges}
    assert [name for name, _ in session.hits("late", MADE.text.index("bridge"), MADE.text.index("bridge") + 1)] == [
        "hedges"
    ]
    session.remove("late")


def test_what_a_source_repeats_follows_the_articles() -> None:
    bodies = (
        "The old bridge will be closed for a year, Mayor Ann Lee said on Monday.",
        "Two ships ran into each other off the cape, and nobody was hurt.",
        "Teachers asked for smaller classes when they met the minister.",
        "A court in the capital let the baker go, since no witness had come.",
        "Wheat has become dear: farmers blame the late rain in spring.",
    )
    articles = [Article(str(n), "ledger", f"{line}\nHeard along the river {n} times") for n, line in enumerate(bodies)]
    session = Session(Options(SETTINGS, model=RULES), SHIPPED)
    for article in articles:
        session.add(article)
    assert session.go_on() == 0
    for gone in ((), ("0",), ("0", "1")):
        for name in gone[-1:]:
            session.remove(name)
            assert session.go_on() == 0
        left = [article for article in articles if article.id not in gone]
        fresh = Analyser(Options(SETTINGS, model=RULES), SHIPPED, refrains=survey(left, SETTINGS.residue.refrain))
        assert [session.evidence(article.id) for article in left] == [fresh.evidence(article) for article in left]
        marks = {r.rule for article in left for r in session.evidence(article.id).residue}
        assert marks == ({f"repeat-source:{len(left)}/{len(left)}"} if len(left) >= 4 else set())


def test_a_stage_must_name_the_lexicons_it_reads() -> None:
    document = Analyser(Options(SETTINGS, model=RULES), SHIPPED).reader.read(MADE)
    with pytest.raises(TypeError, match="names the lexicons"):
        Memory()("all", lambda d: list(d.hits), document)
