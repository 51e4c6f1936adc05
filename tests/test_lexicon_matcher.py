"""The matcher: the same as a naive one, whatever the lexicon and the text."""

import re
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.language.document import line_spans
from credscore.lexicon import EXCEPTION, Entry, Hit, Lexicon, Matcher, Setting, longest
from credscore.lexicon.patterns import Patterns

WORDS = ("so", "called", "likely", "voter", "May", "it", "is", "Gen.", "don't", "self-made", "u.n.")
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
JOINS = st.sampled_from((" ", "  ", "\n", " \n", "\xa0", ", ", " “"))
NLP = spacy.blank("en")


def lexicon(*entries: Entry) -> dict[str, Lexicon]:
    return {"mine": Lexicon("mine", "1", "en", "", {}, {entry.id: entry for entry in entries})}


def hits_of(text: str, *entries: Entry) -> list[Hit]:
    lines = line_spans(text)
    setting = Setting(text, NLP.make_doc(text), lines, lines, ())
    return Matcher(lexicon(*entries), NLP).find(setting)["mine"]


def found(text: str, *entries: Entry) -> list[str]:
    return [text[hit.start : hit.end] for hit in hits_of(text, *entries)]


def entry(term: str, match: str = "phrase", name: str = "a") -> Entry:
    return Entry(name, term, match, "x", 1.0)


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from((*WORDS, "the", "SO", "Called", "x.")), max_size=12))
    return "".join(word + draw(JOINS) for word in words)


def naive(text: str, term: str) -> list[tuple[int, int]]:
    """Every place where the term's tokens stand in a row, blanks within the line between them passed over."""
    tokens = [token for token in NLP.make_doc(text) if not token.is_space or "\n" in token.text]
    wanted = [token.lower_ for token in NLP.make_doc(term)]
    places = range(len(tokens) - len(wanted) + 1)
    return [
        (tokens[i].idx, tokens[i + len(wanted) - 1].idx + len(tokens[i + len(wanted) - 1]))
        for i in places
        if [token.lower_ for token in tokens[i : i + len(wanted)]] == wanted
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(PHRASES, unique=True, max_size=6), texts())
def test_matches_are_those_of_a_naive_matcher(terms, text):
    entries = [entry(term, name=str(number)) for number, term in enumerate(terms)]
    hits = hits_of(text, *entries)
    assert sorted((h.start, h.end, h.entry.term) for h in hits) == sorted(
        (start, end, term) for term in terms for start, end in naive(text, term)
    )
    assert hits == sorted(hits, key=lambda h: (h.start, -h.end, h.entry.id))


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("according to", "He left, according  to her.", ["according  to"]),
        ("according to", "Sen.\xa0Osei left, according\xa0to her.", ["according\xa0to"]),
        ("according to", "News according\nto us", []),
        ("don't know", "We don’t know. We don't know.", ["don’t know", "don't know"]),
        ("don’t know", "We don’t know. We don't know.", ["don’t know", "don't know"]),
        ("self-proclaimed", "The Self-Proclaimed mayor; self proclaimed.", ["Self-Proclaimed"]),
        ("Gen.", "Gen. Osei and gen. Silva and GEN. X.", ["Gen.", "gen.", "GEN."]),
        ("U.N.", "The U.N. met; the u.n. too.", ["U.N.", "u.n."]),
        ("Cmdr.", "(Cmdr. Osei)", ["Cmdr."]),
        ("cannot", "We cannot, CANNOT, Cannot.", ["cannot", "CANNOT", "Cannot"]),
        ("may", "Maybe it may, dismay, MAY.", ["may", "MAY"]),
        ("Pentagon", "The Pentagon's view", ["Pentagon"]),
    ],
)
def test_terms_in_the_wild(term, text, expected):
    assert found(text, entry(term)) == expected


def test_a_lemma_matches_its_forms():
    text = "They call for it, called for it, and are calling for it. He calls."
    assert found(text, entry("call for", "lemma")) == ["call for", "called for", "calling for"]


def test_a_row_that_is_off_does_not_match():
    assert not found("It may be.", Entry("a", "may", "word", "x", 1.0, status="off"))


@settings(deadline=None)
@given(st.text(alphabet="ab é中🙂\n.") | texts())
def test_patterns_count_characters(text):
    patterns = [r"\p{L}+", r"a+b", r"(?m)^a", "🙂.", *(f"zz{n}" for n in range(20))]
    mine = sorted(Patterns(patterns).matches(text))
    plain = [r"[^\W\d_]+", r"a+b", r"(?m)^a", "🙂.", *patterns[4:]]
    assert mine == sorted(
        (number, *match.span()) for number, pattern in enumerate(plain) for match in re.finditer(pattern, text)
    )


def test_patterns_too_large_for_one_automaton_still_match():
    patterns = [rf"(?:\p{{L}}{{1,30}} ){{1,3}}end{n}" for n in range(15)]
    text = "so it was the end7"
    assert [(n, text[a:b]) for n, a, b in Patterns(patterns).matches(text)] == [(7, "it was the end7")]


HITS = st.lists(
    st.builds(
        lambda start, size, kind, name: Hit(start, start + size, 0, 1, Entry(name, "t", "word", kind, 1.0)),
        st.integers(0, 40),
        st.integers(1, 8),
        st.sampled_from(("x", EXCEPTION)),
        st.sampled_from("abc"),
    ),
    max_size=15,
)


@given(HITS)
def test_longest_keeps_what_nothing_longer_overlaps(hits):
    kept = longest(hits)
    assert kept == sorted(kept, key=lambda h: h.start)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    assert all(h.entry.cls != EXCEPTION for h in kept)
    for hit in kept:  # nothing longer overlapped it, unless that was itself overlapped by something as long or longer
        for other in hits:
            if other.start < hit.end and hit.start < other.end and len_of(other) > len_of(hit):
                assert any(
                    third is not other
                    and third.start < other.end
                    and other.start < third.end
                    and len_of(third) >= len_of(other)
                    for third in hits
                )
    assert sorted(longest(hits[::-1]), key=key_of) == sorted(kept, key=key_of)


def len_of(hit: Hit) -> int:
    return hit.end - hit.start


def key_of(hit: Hit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.entry.id


def test_an_exception_hides_the_shorter_hit():
    likely, voters = entry("likely"), Entry("b", "likely voters", "phrase", EXCEPTION, 0.0)
    text = "It is likely that likely voters stay."
    hits = hits_of(text, likely, voters)
    assert [(h.start, text[h.start : h.end]) for h in longest(hits)] == [(6, "likely")]


def test_an_exception_wins_over_a_hit_of_the_same_place():
    entries = entry("may", name="a"), Entry("b", "may", "word", EXCEPTION, 0.0)
    hits = hits_of("It may be.", *entries)
    assert len(hits) == 2
    assert longest(hits) == []


def test_ten_thousand_more_entries_match_as_before():
    """A large lexicon: everything is found, in one pass (tests/bench measures how fast)."""
    many = [entry(f"word{n} osei", name=str(n)) for n in range(10_000)]
    assert found("Then word77 Osei met word9999 osei.", *many) == ["word77 Osei", "word9999 osei"]
