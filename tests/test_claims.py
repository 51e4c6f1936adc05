"""The claims of labelled texts, and what must hold for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.claims import claims
from credscore.claims.scan import sentences
from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article, Claim

CASES = json.loads((Path(__file__).parent / "cases" / "claims.json").read_text(encoding="utf-8"))
READER = Reader(
    {
        name: lexicon
        for name, lexicon in load_lexicons().items()
        if name
        in (
            "predicates",
            "quantities",
            "counted",
            "organisations",
            "abbreviations",
            "titles",
            "names",
            "bodies",
            "nationalities",
            "hedges",
        )
    }
)
WORDS = """nine 9 at least seven 2,500 between 1,500 to and 3,000 people were killed wounded dozens of no the in on
Tuesday October 22 , . a man senior commander three other militants percent $ 4.2 billion magnitude - ( ) including
also earlier
this month Hamrin northern half"""


def read(text: str, title: str | None = None, date: str | None = None) -> tuple[Claim, ...]:
    return claims(READER.read(Article("a", "s", text, title, date)))


def fits(claim: Claim, want: dict[str, Any], text: str) -> bool:
    if "quoted" in want and text[claim.start : claim.end] != want["quoted"]:
        return False
    if want.get("about", "") not in claim.about:
        return False
    return all(getattr(claim, key) == value for key, value in want.items() if key not in ("quoted", "about"))


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_a_labelled_text(case: dict[str, Any]) -> None:
    found = read(case["text"], case.get("title"), case.get("date"))
    for want in case["claims"]:
        assert any(fits(claim, want, case["text"]) for claim in found), (want, found)
    assert not {claim.slot for claim in found} & set(case["none"]), found


def test_organisations_have_one_name() -> None:
    one, other = (
        next(c for c in read(f"Nine {name} fighters were killed.") if c.slot == "killed") for name in ("IS", "ISIS")
    )
    assert set(one.terms) & set(other.terms) - {"@fighter", "fighter"}


def test_place_date_and_condition() -> None:
    found = {
        c.slot: c
        for c in read(
            "Two men were hurt in a raid in the northern Tarim Hills on Tuesday. They are in stable condition."
        )
    }
    assert found["place"].value == "northern Tarim Hills"
    assert found["date"].value == "Tuesday"
    assert found["condition"].value == "stable"


def test_a_claim_of_the_title_points_into_the_title() -> None:
    title = "Nine dead in fire"
    claim = next(c for c in read("The town mourns.", title) if c.slot == "killed")
    assert claim.place == "title"
    assert title[claim.start : claim.end] == "Nine"


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join)))
def test_any_text_is_read_and_every_claim_is_sound(text: str) -> None:
    for claim in read(text):
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip()
        if claim.low is not None and claim.high is not None:
            assert claim.low <= claim.high
        assert (claim.value is None) == (claim.low is not None or claim.high is not None)
        assert claim.rule
        assert not claim.background or claim.when


def test_a_text_without_full_stops_is_read_in_pieces() -> None:
    """The readers look back and ahead within a sentence, so that its length bounds their work."""
    document = READER.read(Article("a", "s", "nine people were killed and a man died, 5 injured in Hamrin and " * 500))
    pieces = [len(piece) for piece in sentences(document)]
    assert max(pieces) <= 300
    assert sum(pieces) == sum(not token.is_space for token in document.doc)
    assert sum(claim.slot == "killed" and claim.low == 9 for claim in claims(document)) > 400


def test_the_same_text_gives_the_same_claims() -> None:
    text = "Nine people were killed on Tuesday. In August, 15 were killed."
    assert read(text) == read(text)
