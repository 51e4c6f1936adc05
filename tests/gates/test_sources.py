"""Rated sources: the replay law on many articles, and how far the scores go with expert ratings."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from credscore.pipeline import Analysed, Analyser, Options, analyse, evidence_of, score, survey
from credscore.records import Article, Evidence, Refusal
from credscore.settings import default_settings, load_profile
from credscore.store import load_run, write_run, write_tables
from tests.gates.conftest import Floors

pytestmark = pytest.mark.gate
OPTIONS = Options(default_settings())
REPLAYED = 500
LEAST = 5
SPLITS = 20


@pytest.fixture(scope="module")
def ratings(shared: Path) -> list[dict[str, object]]:
    with gzip.open(gold(shared), "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(OPTIONS)


@pytest.fixture(scope="module")
def articles(ratings: list[dict[str, object]]) -> list[Article]:
    return [
        Article(
            str(number), str(row["domain"]), str(row["text"]), str(row["title"] or ""), str(row["date"])[:10] or None
        )
        for number, row in enumerate(ratings)
    ]


def found(analyser: Analyser, articles: list[Article]) -> Iterator[Analysed | Refusal]:
    analyser.refrains = survey(articles, OPTIONS.settings.residue.refrain)
    return analyse(analyser, articles)


@pytest.fixture(scope="module")
def evidence(analyser: Analyser, articles: list[Article]) -> list[Evidence]:
    return evidence_of(found(analyser, articles))[0]


def gold(shared: Path) -> Path:
    return shared / "data" / "sources" / "rated_dev.jsonl.gz"


@pytest.mark.slow
def test_replay_gives_every_number_of_five_hundred_articles_again(
    articles: list[Article], analyser: Analyser, tmp_path: Path
) -> None:
    some = found(analyser, articles[:: len(articles) // REPLAYED])
    run = write_run(tmp_path, some, OPTIONS, analyser.reader.lexicons, "default")
    assert len(run.evidence) >= REPLAYED
    written = {name: (tmp_path / name).read_bytes() for name in ("articles.csv", "sources.csv", "stories.jsonl")}
    for name in written:
        (tmp_path / name).unlink()
    back = load_run(tmp_path)
    assert back.scored == run.scored
    write_tables(tmp_path, back.scored, back.refused, back.run)
    assert written == {name: (tmp_path / name).read_bytes() for name in written}


# Five minutes: two and a half thousand articles are read. By hand: pytest tests/gates/test_sources.py -m bench
@pytest.mark.bench
@pytest.mark.parametrize("origin", ["abp", None])
def test_how_far_both_profiles_go_with_expert_ratings(
    origin: str | None, evidence: list[Evidence], ratings: list[dict[str, object]], shared: Path, floors: Floors
) -> None:
    from credscore.training.profile import correlation, cross_validated
    from credscore.training.rated import rated
    from credscore.training.validity import cards_by, shrunk

    settings, name = OPTIONS.settings, origin or "all"
    default = shrunk(rated(score(evidence, settings).cards, ratings, origin), settings)
    kept = default.at_least(LEAST)
    rho = correlation(default.means["score"][kept], default.rating[kept])
    floors.check(f"sources.{name}.default", 100 * rho.rho, gold(shared))
    cards = cards_by(evidence, load_profile("calibrated"))
    fitted = cross_validated(rated(cards, ratings), rated(cards, ratings, origin), settings.score, LEAST, SPLITS)
    floors.check(f"sources.{name}.calibrated", 100 * fitted.rho, gold(shared))
    criteria = rated(cards, ratings, origin)
    style = correlation(criteria.means["style"][kept], criteria.rating[kept])
    floors.check(f"sources.{name}.style", 100 * style.rho, gold(shared))
