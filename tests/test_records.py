"""The arithmetic of spans."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from credscore.pipeline import _Gone
from credscore.records import Residue, Span, joined

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1])), max_size=12)


def covered(spans: list[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


@given(SPANS)
def test_joined_spans_cover_the_same_and_do_not_touch(spans: list[Span]) -> None:
    merged = joined(spans)
    assert covered(merged) == covered(spans)
    assert all(one.end < other.start for one, other in itertools.pairwise(merged))


@given(SPANS, st.integers(0, 60), st.integers(1, 20))
def test_what_is_gone_is_told_by_its_characters(spans: list[Span], start: int, length: int) -> None:
    gone = _Gone(Residue(s.start, s.end, "other", "r") for s in spans)
    asked = Span(start, start + length)
    assert gone.holds(asked) == (2 * len(covered(spans) & covered([asked])) > length)
    text = "".join(chr(0x4E00 + i) for i in range(100))
    assert gone.left(text) == "".join(c for i, c in enumerate(text) if i not in covered(spans))


def test_a_span_knows_its_piece_and_its_neighbours() -> None:
    assert Span(1, 3).of("abcd") == "bc"
    assert Span(0, 4).holds(Span(1, 3))
    assert not Span(1, 3).holds(Span(0, 2))
    assert Span(0, 2).overlaps(Span(1, 3))
    assert not Span(0, 2).overlaps(Span(2, 3))
