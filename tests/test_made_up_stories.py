"""Three made-up stories of other kinds than the seeds: the general rules have to read them too."""

import json
from pathlib import Path
from typing import Any

import pytest

from credscore.pipeline import Analyser, Options, Scored, analyse, evidence_of, score
from credscore.records import Article, Evidence
from credscore.settings import default_settings

STORIES = json.loads((Path(__file__).parent / "cases" / "made_up_stories.json").read_text(encoding="utf-8"))
Told = tuple[dict[str, Any], dict[str, Evidence], Scored]


@pytest.fixture(scope="module", params=STORIES, ids=lambda s: s["name"])
def told(request: pytest.FixtureRequest) -> Told:
    options = Options(default_settings())
    others = [a for story in STORIES for a in story["articles"]]
    articles = [Article(a["source"], a["source"], a["text"], a["title"]) for a in others]
    evidence, refused = evidence_of(analyse(Analyser(options), articles))
    assert not refused
    return request.param, {e.id: e for e in evidence}, score(evidence, options.settings)


def text_of(case: dict[str, Any], source: str) -> str:
    return next(a["text"] for a in case["articles"] if a["source"] == source)


def test_its_articles_form_one_story_apart_from_the_others(told: Told) -> None:
    case, _, scored = told
    wanted = sorted(a["source"] for a in case["articles"])
    assert wanted in [sorted(s.articles) for s in scored.stories]


def test_claims_have_the_right_value_and_the_right_article_deviates(told: Told) -> None:
    case, _, scored = told
    home = next(s for s in scored.stories if case["articles"][0]["source"] in s.articles)
    for want in case["claims"]:
        about = want.get("about", "")
        fitting = [
            c
            for c in home.claims
            if c.slot == want["slot"] and c.low == want["value"] and about in c.about.lower() + c.values[0].text.lower()
        ]
        assert fitting, (want, [(c.slot, c.about, c.low, c.high, c.settled) for c in home.claims])
        claim = fitting[0]
        assert claim.settled == want["settled"], want
        assert sorted({v.article for v in claim.values if v.relation == "contradict"}) == want["contradicts"], want


def test_nobody_else_contradicts_anything(told: Told) -> None:
    case, _, scored = told
    home = next(s for s in scored.stories if case["articles"][0]["source"] in s.articles)
    allowed = {source for want in case["claims"] for source in want["contradicts"]}
    assert {v.article for c in home.claims for v in c.values if v.relation == "contradict"} <= allowed


def test_who_says_so(told: Told) -> None:
    case, found, _ = told
    missing = [
        want
        for want in case["attributions"]
        if not any(a.entity == want[1] and a.kind == want[2] for a in found[want[0]].attributions)
    ]
    assert not missing, [(w, [(a.entity, a.kind) for a in found[w[0]].attributions]) for w in missing]


def test_hedges(told: Told) -> None:
    case, found, _ = told
    missing = []
    for source, cue, cls in case["hedges"]:
        text = text_of(case, source)
        start = text.index(cue)
        if not any(h.start < start + len(cue) and start < h.end and h.cls == cls for h in found[source].hedges):
            missing.append((source, cue, cls))
    assert not missing


def test_residue_and_nothing_else(told: Told) -> None:
    case, found, _ = told
    marked = {
        (s, e.residue[i].start, text_of(case, s)[e.residue[i].start : e.residue[i].end].strip())
        for s, e in found.items()
        if s in {a["source"] for a in case["articles"]}
        for i in range(len(e.residue))
    }
    assert {(s, line) for s, _, line in marked} == {(s, line) for s, line, _ in case["residue"]}
    for source, line, kind in case["residue"]:
        start = text_of(case, source).index(line)
        assert kind in {r.kind for r in found[source].residue if r.start <= start < r.end}, line


def test_the_careful_source_ranks_first_and_the_careless_last(told: Told) -> None:
    case, _, scored = told
    order = [s.source for s in scored.sources if s.source in {a["source"] for a in case["articles"]}]
    assert order[0] in case["best"]
    assert order[-1] == case["worst"]
