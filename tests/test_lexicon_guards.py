"""Guards: each with a text in which it holds and one in which it does not."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.errors import LexiconError
from credscore.language.document import line_spans, tokenizer
from credscore.language.quotes import quotations
from credscore.language.sentences import Splitter
from credscore.lexicon import Entry, Lexicon, Matcher, Setting
from credscore.lexicon.guards import CASES as CASE_VALUES
from credscore.lexicon.guards import CLASSES, FLAGS, NEIGHBOURS, is_number, parse_guards

NLP = tokenizer()
CASES = json.loads((Path(__file__).parent / "cases" / "guards.json").read_text(encoding="utf-8"))


def matches(text: str, entry: Entry) -> bool:
    lines = line_spans(text)
    sentences = [span for line in lines for span in Splitter(None).spans(text, line)]
    setting = Setting(text, NLP.make_doc(text), lines, sentences, quotations(text, lines))
    table = Lexicon("mine", "1", "en", "", {}, {entry.id: entry})
    return bool(Matcher({"mine": table}, NLP).find(setting)["mine"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["comment"])
def test_a_guard_holds_and_does_not(case):
    match = "phrase" if " " in case["term"] else "word"
    when = Entry("a", case["term"], match, "x", 1.0, when=parse_guards(case["when"]))
    assert matches(case["yes"], when)
    assert not matches(case["no"], when)
    if len(when.when) == 1:
        unless = Entry("a", case["term"], match, "x", 1.0, unless=when.when)
        assert not matches(case["yes"], unless)
        assert matches(case["no"], unless)


def test_every_guard_has_a_case():
    written = " ".join(case["when"] for case in CASES)
    for name in (*FLAGS, *NEIGHBOURS, "line-length", *CASE_VALUES, *CLASSES):
        assert name in written, f"no case for {name}"


@given(st.text(alphabet="=;|-@ abcdelnprtuvxwikqo0189"))
def test_a_cell_is_understood_or_refused(cell):
    try:
        guards = parse_guards(cell, where="here")
    except LexiconError as error:
        assert error.where == "here"
        assert error.remedy
    else:
        assert parse_guards(";".join(map(str, guards))) == guards


@pytest.mark.parametrize(
    "word", ["9", "2,500", "$3", "$", "3.5", "1st", "nine", "Thirteen", "ninety", "dozens", "half", "-4"]
)
def test_numbers(word):
    assert is_number(word)


@pytest.mark.parametrize("word", ["a", "an", "COVID-19", "F-16", "tent", "someone", "one-off", "-", ""])
def test_no_numbers(word):
    assert not is_number(word)
