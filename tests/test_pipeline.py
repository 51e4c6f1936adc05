"""The laws of the pipeline, on the five seeds and on any text."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credscore.engines import run
from credscore.pipeline import Analysed, Analyser, Options, analyse, evidence_of, score
from credscore.records import Article, Evidence, Refusal, Span
from credscore.report import page
from credscore.settings import default_settings
from credscore.store import load_run, write_run
from credscore.wire import dumps, evidence_from, evidence_json

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
OPTIONS = Options(default_settings())
ARTICLES = [Article(path.name, path.stem, path.read_text(encoding="utf-8")) for path in SEEDS]
# Texts made of what trips readers: quotation marks, numbers, names, odd blanks, half sentences.
MARKS = [*"“”\"'‘’•—$():.é😀\n\x0b\u202e\u200b ", ". ", "\r\n", "\n\n", "U.S.", "2,500"]
WORDS = ["nine", "said", "he", "may", "at least", "Pat Ryder", "were killed", "according to", "on Tuesday", "in Iraq"]
PIECES = st.sampled_from([*MARKS, *WORDS, "Related articles", "READ ALSO:"])
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=60).map("".join)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(OPTIONS)


@pytest.fixture(scope="module")
def seeds(analyser: Analyser) -> list[Evidence]:
    return evidence_of(analyse(analyser, ARTICLES))[0]


def spans_of(evidence: Evidence) -> list[Span]:
    spans = [*evidence.sentences]
    for attribution in evidence.attributions:
        spans += [*attribution.source, *attribution.cue, *attribution.content]
    marks = [*evidence.hedges, *evidence.residue, *(c for c in evidence.claims if c.place == "text")]
    return spans + [Span(m.start, m.end) for m in marks]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS | st.text(max_size=300), title=st.none() | TEXTS)
def test_any_text_gives_evidence_whose_offsets_slice_exactly(analyser: Analyser, text: str, title: str | None) -> None:
    evidence = analyser.evidence(Article("a", "s", text, title))
    for span in spans_of(evidence):
        assert 0 <= span.start < span.end <= len(text)
    for attribution in evidence.attributions:
        assert attribution.cue or attribution.content
        assert attribution.rule
        assert 0 <= attribution.weight <= 1
    for claim in evidence.claims:
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert 0 <= claim.start < claim.end <= len(title or "" if claim.place == "title" else text)
    back, same = evidence_from(json.loads(dumps(evidence_json(evidence, text))))
    assert (back, same) == (evidence, text)


@given(order=st.permutations(range(len(ARTICLES))))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_articles_does_not_matter(seeds: list[Evidence], order: list[int]) -> None:
    straight, shuffled = score(seeds, OPTIONS.settings), score([seeds[i] for i in order], OPTIONS.settings)
    assert shuffled.stories == straight.stories
    assert shuffled.sources == straight.sources
    assert {c.id: c for c in shuffled.cards} == {c.id: c for c in straight.cards}


def test_processes_and_chunks_do_not_matter(seeds: list[Evidence]) -> None:
    small = OPTIONS.settings.model_copy(update={"corpus": OPTIONS.settings.corpus.model_copy(update={"batch": 2})})
    pooled = list(run(ARTICLES, Options(small), jobs=2))
    assert [r.evidence for r in pooled if isinstance(r, Analysed)] == seeds


def test_articles_that_can_be_read_once_are_no_input() -> None:
    with pytest.raises(TypeError, match="twice"):
        run(iter(ARTICLES), OPTIONS)


def test_every_finding_names_its_rule(seeds: list[Evidence]) -> None:
    for evidence in seeds:
        for finding in (*evidence.attributions, *evidence.hedges, *evidence.residue, *evidence.claims):
            assert finding.rule


def test_an_article_that_trips_a_defect_is_refused_and_the_rest_go_on(
    analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Analyser.evidence

    def trip(self: Analyser, article: Article) -> Evidence:
        if article.id == "bad":
            raise RuntimeError("boom")
        return real(self, article)

    monkeypatch.setattr(Analyser, "evidence", trip)
    results = list(analyse(analyser, [ARTICLES[0], Article("bad", "s", "text"), ARTICLES[1]]))
    assert [type(r) for r in results] == [Analysed, Refusal, Analysed]
    assert isinstance(results[1], Refusal)
    assert "boom" in results[1].reason


def test_replay_gives_every_number_again(analyser: Analyser, tmp_path: Path) -> None:
    results = [*analyse(analyser, ARTICLES), Refusal("=x", "=x.txt", "empty", "There is no text.")]
    written = write_run(tmp_path, results, OPTIONS, analyser.reader.lexicons, "default")
    for name in ("articles.csv", "sources.csv", "stories.jsonl"):
        (tmp_path / name).unlink()
    back = load_run(tmp_path)
    assert back == written
    assert list(page(back)) == list(page(written))


def test_a_hedge_in_somebodys_mouth_is_not_the_outlets(analyser: Analyser) -> None:
    text = "“It may rain,” Mayor Ann Lee said on Monday.\nThe bridge may close for a week, and nobody will be told why."
    owners = {h.start > 40: h.owner for h in analyser.evidence(Article("a", "s", text)).hedges}
    assert owners == {False: "speaker", True: "outlet"}


def test_readability_is_that_of_the_article_alone(analyser: Analyser) -> None:
    body = ARTICLES[0].text
    furniture = "\nRelated articles\nREAD ALSO: Minister Answers His Critics\nCopyright 2021 Example Media."
    clean, dirty = (analyser.evidence(Article("a", "s", text)) for text in (body, body + furniture))
    assert len(dirty.residue) > len(clean.residue)
    assert dirty.readability == pytest.approx(clean.readability)


def test_nothing_in_residue_counts(analyser: Analyser) -> None:
    body = "\n".join(article.text for article in random.Random(1).sample(ARTICLES, 1))
    evidence = analyser.evidence(
        Article("a", "s", body + "\nREAD ALSO: Minister says nine people were killed in raid, may resign\n")
    )
    promo = max(evidence.residue, key=lambda r: r.start)
    for finding in (*evidence.hedges, *(c for c in evidence.claims if c.place == "text")):
        assert not (promo.start <= finding.start < promo.end)
