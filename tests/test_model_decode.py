"""From logits to links: the decoder, and how paragraphs become windows."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.language import Reader
from credscore.lexicon import load_lexicons
from credscore.model.decode import (
    BUCKETS,
    LINK,
    ROLES,
    WIDTH,
    Decoding,
    links,
    log_softmax,
    places,
    role_path,
    runs,
    viterbi,
)
from credscore.model.inputs import (
    B_CONTENT,
    B_CUE,
    I_CONTENT,
    MARKS,
    MAX_PIECES,
    Encoder,
    Paragraph,
    Roles,
    paragraphs,
    written,
)
from credscore.model.runtime import TOKENIZER, folder_of
from credscore.records import Article, Span

READER = Reader({name: lexicon for name, lexicon in load_lexicons().items() if name == "abbreviations"})
ENCODER = Encoder((folder_of("fast") / TOKENIZER).read_text(encoding="utf-8"))
NUMBERS = st.integers(-4, 4)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=5), st.lists(NUMBERS, min_size=9, max_size=9)
)
def test_viterbi_finds_a_best_path(scores: list[tuple[int, int, int]], moves: list[int]) -> None:
    table, steps = np.array(scores, dtype=np.float32), np.array(moves, dtype=np.float32).reshape(3, 3)

    def worth(path: tuple[int, ...]) -> float:
        walked = sum(steps[a, b] for a, b in pairwise(path))
        return float(sum(table[i, label] for i, label in enumerate(path)) + walked)

    best = max(worth(path) for path in product(range(3), repeat=len(scores)))
    assert worth(tuple(viterbi(table, steps))) == best


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=12), st.integers(0, 3), st.integers(0, 3))
def test_the_path_of_roles_is_a_best_one(scores: list[tuple[int, int, int]], source: int, content: int) -> None:
    table = np.array([(0, 0, 0), *scores], dtype=np.float32)
    moves = -np.array([[0, source, content], [0, 0, content], [0, source, 0]], dtype=np.float32)
    table[0] = (0, -99, -99)  # before the first word there is no role

    def worth(path: list[int]) -> float:
        return float(sum(table[i, one] for i, one in enumerate(path)) + sum(moves[a, b] for a, b in pairwise(path)))

    ours = [0, *role_path(table[1:], source, content)]
    assert worth(ours) == worth(viterbi(table, moves))


@given(st.lists(st.integers(0, 2), min_size=1), st.integers(0, 2))
def test_runs_are_where_the_label_stands(path: list[int], label: int) -> None:
    found = runs(path, label)
    assert [word for first, last in found for word in range(first, last)] == [
        i for i, one in enumerate(path) if one == label
    ]
    assert all(first < last for first, last in found)
    assert all(a[1] < b[0] for a, b in pairwise(found))


def test_every_place_has_two_buckets() -> None:
    every = places([(1000, 1002), (3, 4)], np.arange(2000) // 100)
    assert all(bucket.shape == (2, 2000) for bucket in every)
    by_word, by_sentence = (bucket[0] for bucket in every)
    assert (by_word.min(), by_sentence.max()) == (0, BUCKETS - 1)
    assert by_word.max() < by_sentence.min()
    assert (np.diff(by_word) >= 0).all()
    assert (np.diff(by_sentence) >= 0).all()
    assert len({int(by_word[word]) for word in (997, 998, 999, 1000, 1002, 1003)}) == 6
    assert by_word[1000] == by_word[1001]


def test_a_word_is_content_of_one_cue_alone() -> None:
    """Two cues claim the same words; the one they belong to more gets them, and the other is a cue only."""
    tags = np.zeros((4, 7), dtype=np.float32)
    tags[[0, 3], B_CUE] = 9
    as_cues, as_words = np.zeros((4, WIDTH), dtype=np.float32), np.zeros((4, WIDTH), dtype=np.float32)
    content = slice(LINK, ROLES * LINK)
    as_words[1:3, content] = 3
    as_cues[0, content], as_cues[3, content] = 3, 2
    decoding = Decoding(np.zeros((3, 3), np.float32), 0, 0, 0, 0)
    found = links(tags, as_cues, as_words, np.zeros(4, dtype=np.int64), decoding)
    assert [(one.cue, one.content) for one in found] == [(((0, 1),), ((1, 3),)), (((3, 4),), ())]


def test_log_softmax_is_a_distribution() -> None:
    found = log_softmax(np.array([[1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0]], dtype=np.float32))
    assert np.allclose(np.exp(found).sum(-1), 1)


def test_marks_tell_what_the_encoder_cannot_see() -> None:
    text = 'Rain fell. "IT is over," McKay said.'
    source, cue, content = (Span(text.index(part), text.index(part) + len(part)) for part in ("McKay", "said", "IT is"))
    document = READER.read(Article("a", "s", text))
    (found,) = paragraphs(document, [Roles([source], [cue], [content])])
    row = {word: found.marks[i].tolist() for i, word in enumerate(found.words)}
    assert row["Rain"] == [2, 0, 1, 0]
    assert row['"'][1] in (2, 3)
    assert row["IT"] == [3, 1, 0, B_CONTENT]
    assert row["is"] == [1, 1, 0, I_CONTENT]
    assert row["McKay"][0] == 4
    assert row["said"] == [1, 0, 0, B_CUE]


@pytest.mark.parametrize(("word", "kind"), [("rain", 1), ("Rain", 2), ("RAIN", 3), ("iPad", 4), ("1,500", 5), ("“", 0)])
def test_how_a_word_is_written(word: str, kind: int) -> None:
    assert written(word) == kind


def paragraph(words: list[str], openings: set[int]) -> Paragraph:
    marks = np.zeros((len(words), len(MARKS)), dtype=np.int64)
    marks[sorted(openings), 2] = 1
    return Paragraph(tuple(words), tuple(Span(i, i + 1) for i in range(len(words))), marks)


@given(
    st.lists(
        st.sampled_from(["said", "Jassim", "pneumonoultramicroscopic", ".", "é", "\u4e2d", "…"]),
        min_size=1,
        max_size=900,
    ),
    st.sets(st.integers(0, 899)),
)
def test_windows_read_every_word_and_decide_each_once(words: list[str], openings: set[int]) -> None:
    given_ = paragraph(words, {i for i in openings if i < len(words)})
    windows = ENCODER.windows(given_)
    assert [word for one in windows for word in range(*one.kept)] == list(range(len(words)))
    for one in windows:
        assert one.first <= one.kept[0] <= one.kept[1] <= one.last
        assert len(one.pieces) == len(one.marks) <= MAX_PIECES + 2
        assert len(one.heads) == one.last - one.first
        assert (np.diff(one.heads) > 0).all()
        for word in range(one.first, one.last):
            assert one.pieces[one.heads[word - one.first]] == ENCODER.pieces(words[word])[0]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    words = ["The", "mayor", "said", "that", "it", "rained", "again", "today", "here", "."] * 60
    windows = ENCODER.windows(paragraph(words, set(range(0, 600, 10))))
    assert len(windows) > 1
    assert all(one.first % 10 == 0 and one.last % 10 == 0 for one in windows)
