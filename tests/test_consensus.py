"""What small made-up stories agree on, and what must hold for any story."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from credscore.attribution import attributions
from credscore.claims import claims
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article, Claim, Consensus, Story, Witness
from credscore.settings import default_settings
from credscore.story import align
from credscore.story.agreement import Agreement, agreement
from credscore.story.consensus import consensus
from credscore.story.moments import Moment, compatible
from credscore.story.share import share_interval
from credscore.story.tellers import told as with_speakers

CASES = json.loads((Path(__file__).parent / "cases" / "consensus.json").read_text(encoding="utf-8"))
SETTINGS = default_settings().story
READER = Reader(load_lexicons())
# A case with a `known_failure` says what it should be and why it is not so yet; when it comes true the mark must go.
MARKED = [
    pytest.param(case, id=case["name"], marks=pytest.mark.xfail(reason=case["known_failure"], strict=True))
    if "known_failure" in case
    else pytest.param(case, id=case["name"])
    for case in CASES
]


def told(case: dict[str, Any], *, backwards: bool = False) -> tuple[Consensus, ...]:
    said: dict[str, tuple[Claim, ...]] = {}
    for name, article in case["articles"].items():
        parts = {"text": article} if isinstance(article, str) else article
        document = READER.read(Article(name, name, **parts))
        said[name] = with_speakers(claims(document), attributions(document, default_settings().attribution))
    voices = [Witness(tuple(names)) for names in case.get("witnesses", [[name] for name in said])]
    if backwards:
        said, voices = dict(reversed(said.items())), voices[::-1]
    return consensus(said, voices, case.get("dates", dict.fromkeys(said)), SETTINGS)


def is_wanted(claim: Consensus, want: dict[str, Any]) -> bool:
    keys = ("slot", "low", "high", "value")
    return all(getattr(claim, key) == want[key] for key in keys if key in want) and want.get("about", "") in claim.about


@pytest.mark.parametrize("case", MARKED)
def test_a_made_up_story(case: dict[str, Any]) -> None:
    found = told(case)
    for want in case["claims"]:
        claim = next((c for c in found if is_wanted(c, want)), None)
        assert claim is not None, (want, [(c.slot, c.about, c.low, c.high, c.value) for c in found])
        assert claim.settled == want["settled"], claim
        assert claim.support == want.get("support", claim.support)
        for article, relations in want.get("relations", {}).items():
            said = sorted({v.relation for v in claim.values if v.article == article})
            assert said == relations or (len(said) == 1 and said[0] in relations and claim.slot == "date"), claim
        if want.get("first"):
            assert next(c for c in found if c.slot == want["slot"]) is claim


SOUND = [case for case in CASES if "known_failure" not in case]


@pytest.mark.parametrize("case", SOUND, ids=[case["name"] for case in SOUND])
def test_nobody_contradicts_but_who_is_named(case: dict[str, Any]) -> None:
    expected = {a for want in case["claims"] for a, r in want.get("relations", {}).items() if "contradict" in r}
    copies = [set(names) for names in case.get("witnesses", []) if set(names) & expected]
    expected = expected.union(*copies) if copies else expected
    assert {v.article for c in told(case) for v in c.values if v.relation == "contradict"} == expected


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_order_of_articles_changes_nothing(case: dict[str, Any]) -> None:
    assert told(case) == told(case, backwards=True)


def claim(
    slot: str,
    low: float | None,
    high: float | None,
    start: int,
    *,
    explicit: bool,
    background: bool,
    terms: tuple[str, ...],
) -> Claim:
    when = "--08" if background else None
    return Claim(
        slot, low, high, start, start + 1, "text", "r", terms=terms, explicit=explicit, background=background, when=when
    )


@st.composite
def made_claims(draw: st.DrawFn) -> Claim:
    low = draw(st.one_of(st.none(), st.integers(0, 20)))
    high = draw(st.one_of(st.none(), st.integers(low or 0, 30)))
    if low is None and high is None:
        low = 1
    return claim(
        draw(st.sampled_from(["killed", "injured", "troops", "money", "count"])),
        low,
        high,
        draw(st.integers(0, 50)),
        explicit=draw(st.booleans()),
        background=draw(st.booleans()),
        terms=draw(
            st.sampled_from(
                [(), ("@person", "person"), ("@fighter", "leader"), ("revenue",), ("by:berg", "in:norland")]
            )
        ),
    )


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(made_claims(), max_size=5), max_size=6))
def test_any_claims_make_a_sound_consensus(said: dict[str, list[Claim]]) -> None:
    voices = [Witness((name,)) for name in sorted(said)]
    found = consensus(said, voices, dict.fromkeys(said), SETTINGS)
    backwards = consensus(
        {name: said[name][::-1] for name in reversed(said)}, voices[::-1], dict.fromkeys(said), SETTINGS
    )
    assert found == backwards
    for one in found:
        assert 0 <= one.support <= one.witnesses <= len(said)
        assert one.values
        assert not one.settled or one.support >= 2
        assert one.settled or all(v.relation != "contradict" for v in one.values)
        assert {v.article for v in one.values} <= set(said)
    told_of = {(name, c.slot, c.low, c.high) for name, own in said.items() for c in own}
    event = {(name, c.slot, c.low, c.high) for name, own in said.items() for c in own if not c.background}
    assert event <= {(v.article, c.slot, v.low, v.high) for c in found for v in c.values} <= told_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("--10-14", "~month", True),
        ("--10-14", "--10-11", False),
        ("--08", "~month", False),
        ("--08", "~recent", False),
        ("2024-10-14", "--10-14", True),
        ("2024-08", "2023-08", False),
        ("--10-14", "~recent", True),
        ("~past", "~month", False),
        ("--10-07/", "--10-07", False),
    ],
)
def test_times_fit_or_not(one: str, other: str, same: bool) -> None:
    assert compatible(one, other, Moment(month=10)) is same
    assert compatible(other, one, Moment(month=10)) is same


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_agreement_counts_each_claim_once_and_only_settled_ones() -> None:
    case = next(c for c in CASES if c["name"] == "bare and bounded")
    story = Story("s", ("a", "b", "c", "d"), (), told(case))
    found = agreement([story])
    assert found["c"].contradict > 0
    assert found["c"].compatible == 0  # one claim, judged by its worst value
    assert found["a"].contradict == 0
    assert found["a"].equal > 0
    assert found["d"] == Agreement()


def test_the_work_grows_with_the_articles_of_a_story(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [
        claim("killed", n % 7, n % 7, n, explicit=True, background=n % 3 == 0, terms=("@person",)) for n in range(10)
    ]
    own += [claim("count", n, n, n, explicit=True, background=False, terms=(f"noun{n}",)) for n in range(10)]
    compared: list[int] = []
    fit = align._fit
    monkeypatch.setattr(align, "_fit", lambda *args: (compared.append(1), fit(*args))[1])

    def comparisons(articles: int) -> int:
        compared.clear()
        said = {f"a{i}": own for i in range(articles)}
        consensus(said, [Witness((name,)) for name in said], dict.fromkeys(said), SETTINGS)
        return len(compared)

    assert 0 < comparisons(200) < 2.2 * comparisons(100)


@pytest.mark.parametrize(("holding", "voices"), [(0, 3), (1, 1), (2, 3), (3, 3), (7, 9), (40, 50)])
def test_the_share_of_witnesses_is_the_interval_of_jeffreys(holding: int, voices: int) -> None:
    low, high = share_interval(holding, voices)
    wanted = beta.ppf([0.025, 0.975], holding + 0.5, voices - holding + 0.5)
    assert low == (pytest.approx(wanted[0], abs=0.002) if holding else 0.0)
    assert high == (pytest.approx(wanted[1], abs=0.002) if holding < voices else 1.0)


def test_a_headline_that_differs_from_its_text_is_shown_without_any_other_article() -> None:
    case = {"articles": {"a": {"title": "Seven killed in mill fire", "text": "Nine people were killed in the fire."}}}
    killed = next(c for c in told(case) if c.slot == "killed")
    assert [(v.place, v.low, v.relation) for v in killed.values if v.place == "title"] == [("title", 7, "variant")]
    assert not killed.settled
