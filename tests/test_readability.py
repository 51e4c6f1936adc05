"""Readability: known values, and no text that breaks it."""

import math
import socket
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.readability import readability


def test_the_measures_follow_their_formulas():
    """Ten words in two sentences; two words have more than six letters."""
    text = "The cat sat on the mat. It was extraordinarily comforting."
    found = readability(text, sentences=2, words=10)
    characters, letters = len(text.replace(" ", "")), sum(c.isalpha() for c in text)
    assert found["ari"] == pytest.approx(4.71 * characters / 10 + 0.5 * 10 / 2 - 21.43)
    assert found["coleman_liau"] == pytest.approx(5.88 * letters / 10 - 29.6 * 2 / 10 - 15.8)
    assert found["lix"] == pytest.approx(10 / 2 + 100 * 2 / 10)
    assert found["rix"] == pytest.approx(2 / 2)
    assert found["grade"] == pytest.approx((found["ari"] + found["coleman_liau"]) / 2)


def test_hard_words_and_long_sentences_read_harder():
    easy = readability("The dog ran. The cat sat. We saw it all.", sentences=3, words=10)
    hard = readability("Extraordinary circumstances necessitated governmental intervention.", sentences=1, words=5)
    assert all(easy[key] < hard[key] for key in easy)


def test_a_long_text_is_counted_in_pieces():
    text = "The cat observed everything. " * 5000
    once = readability("The cat observed everything. ", 1, 4)
    assert readability(text, 5000, 20_000) == pytest.approx(once)


@pytest.mark.parametrize(("sentences", "words"), [(0, 5), (3, 0), (0, 0), (-1, 4)])
def test_nothing_to_read_gives_nothing(sentences, words):
    assert readability("Some text.", sentences, words) == {}


@given(st.text(), st.integers(1, 100), st.integers(1, 1000))
def test_any_text_has_finite_measures(text, sentences, words):
    found = readability(text, sentences, words)
    assert set(found) == {"grade", "ari", "coleman_liau", "lix", "rix"}
    assert all(math.isfinite(value) for value in found.values())


def test_nothing_is_downloaded(monkeypatch):
    """textstat's syllable counts fetch a corpus; none of ours may open a connection."""

    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert readability("No network is needed for this unusual sentence, whatever it says.", 1, 11)


def test_textstat_does_not_wait_for_nltk():
    code = """
import sys
from credscore.readability import readability
assert readability("It rained for a day.", 1, 5)
assert "nltk" not in sys.modules
import textstat.backend.utils._get_cmudict as syllables
assert syllables.nltk.data.find and "nltk" in sys.modules, "whoever asks gets the true one"
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
