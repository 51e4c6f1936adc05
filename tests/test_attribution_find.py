"""Finding attributions: labelled cases, and laws that hold for any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from credscore.attribution.find import find
from credscore.attribution.found import Found
from credscore.attribution.vocabulary import grammar
from credscore.attribution.words import Words
from credscore.language import Document, Reader
from credscore.lexicon import load_lexicons
from credscore.records import Article

CASES = json.loads((Path(__file__).parent / "cases" / "attribution.json").read_text(encoding="utf-8"))
LEXICONS = load_lexicons()
READER = Reader({n: lexicon for n, lexicon in LEXICONS.items() if n.startswith("cue") or n == "abbreviations"})
MARKS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "''",
    ",",
    ".",
    ":",
    ";",
    " – ",
    "—",
    "(",
    ")",
    "\n",
    "\n\n",
    " ",
    "\u00a0",
    "é",
    "😀",
]
PHRASES = """The minister|said|that|according to|According to|saying|was identified as|reportedly|told|reporters|and|
who|which|by|asked|Ann Lee|claims|claim that|his|the bank|Witness|POLICE|is believed to|added|not|1,500"""
PIECES = (*MARKS, *PHRASES.replace("\n", "").split("|"))


def works(case: dict[str, Any], model: str) -> bool:
    """Whether a labelled case comes out right with a model: `known_failure` lists those with which it does not."""
    return model not in case.get("known_failure", ())


def found_in(text: str) -> list[Found]:
    return find(READER.read(Article("a", "s", text)))


def as_row(text: str, found: Found) -> dict[str, Any]:
    return {
        "source": [span.of(text) for span in found.source],
        "cue": " ".join(span.of(text) for span in found.cue) or None,
        "content": [span.of(text) for span in found.content],
        "quote": found.quote,
    }


def expected(row: dict[str, Any]) -> dict[str, Any]:
    wrap = {key: [row[key]] if isinstance(row[key], str) else row[key] for key in ("source", "content")}
    return {**row, **wrap}


@pytest.mark.parametrize("case", [one for one in CASES if works(one, "rules")], ids=lambda one: one["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [as_row(text, found) for found in found_in(text)] == [expected(row) for row in case["expect"]], case[
        "comment"
    ]


@pytest.mark.parametrize("case", [one for one in CASES if not works(one, "rules")], ids=lambda one: one["name"])
def test_known_failure_still_fails(case: dict[str, Any]) -> None:
    """A case that works now is no known failure any more: take the mark off."""
    text = case["text"]
    assert [as_row(text, found) for found in found_in(text)] != [expected(row) for row in case["expect"]]


def test_a_hundred_cases_and_more() -> None:
    assert len(CASES) >= 100
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["comment"] for case in CASES)


def check_laws(text: str, founds: list[Found]) -> None:
    for found in founds:
        assert found.cue or found.content
        for span in (*found.source, *found.cue, *found.content):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text) != ""
        assert found.rule
        assert found.stance in ("neutral", "confirming", "doubting")
        assert not (found.agentless and found.source)
        for one in found.cue:
            assert not any(one.overlaps(other) for other in found.content)
    assert founds == sorted(founds, key=lambda f: min((*f.source, *f.cue, *f.content)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(("", " ")))
@example(["’", "”", "not", "according to", "é"], " ")  # the verb group of the cue reaches into its content
def test_laws_on_pieces(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    check_laws(text, found_in(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_laws_on_any_text(text: str) -> None:
    clean = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000)
    check_laws(clean, found_in(clean))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=1, max_size=6))
def test_cases_one_after_another(cases: list[dict[str, Any]]) -> None:
    text = "\n\n".join(case["text"] for case in cases)
    check_laws(text, found_in(text))


def test_every_rule_is_an_entry_or_named() -> None:
    entries = {entry for name, lexicon in LEXICONS.items() if name.startswith("cue") for entry in lexicon.entries}
    rules = {found.rule for case in CASES for found in found_in(case["text"])}
    assert rules - entries <= {"colon", "dash"}
    assert {"colon", "dash"} <= rules


def test_stance_is_the_class_of_the_cue() -> None:
    assert [found_in(f"The bank {verb} the loss.")[0].stance for verb in ("confirmed", "claimed", "announced")] == [
        "confirming",
        "doubting",
        "neutral",
    ]


def test_a_cue_of_the_user_takes_effect(tmp_path: Path) -> None:
    text = "“No more,” the conductor harrumphed."
    assert found_in(text) == []
    (tmp_path / "cues.csv").write_text("id,term,match,class\nharrumph,harrumph,lemma,neutral\n", encoding="utf-8")
    reader = Reader({n: lexicon for n, lexicon in load_lexicons(tmp_path).items() if n in ("cues", "abbreviations")})
    (found,) = find(reader.read(Article("a", "s", text)))
    assert as_row(text, found)["source"] == ["the conductor"]


def test_a_thing_of_the_user_takes_effect(tmp_path: Path) -> None:
    text = "The eclipse highlighted the beauty of the valley."
    assert len(found_in(text)) == 1
    (tmp_path / "cue_things.csv").write_text("id,term,match,class\neclipse,eclipse,word,event\n", encoding="utf-8")
    reader = Reader({n: lexicon for n, lexicon in load_lexicons(tmp_path).items() if n.startswith("cue")})
    assert find(reader.read(Article("a", "s", text))) == []


@pytest.mark.parametrize(
    "unit", ["The bank, said Lee, ", '" said ', "(a, b) said ", "who said ", "and Lee and his aide said ", "said that "]
)
def test_work_grows_with_the_length(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every rule reads the document through its word classes, so that looks at them count the work."""
    looks = 0

    class Counted(list[str]):
        def __getitem__(self, key: Any) -> Any:
            nonlocal looks
            looks += 1
            return super().__getitem__(key)

    build = Words.__init__

    def counting(self: Words, document: Document) -> None:
        build(self, document)
        self.kind = Counted(self.kind)

    monkeypatch.setattr(Words, "__init__", counting)

    def work(times: int) -> int:
        nonlocal looks
        looks = 0
        find(READER.read(Article("a", "s", unit * times)))
        return looks

    small = work(500)
    assert small > 500
    assert work(2_000) < 6 * small


def test_word_classes() -> None:
    document = READER.read(Article("a", "s", "Officials said that 40 boats sank."))
    assert "".join(Words(document).kind) == "UVSMOVK"
    assert "said" not in grammar()["alone"]
