"""Whether a text is English at all: every rule of this program is made for English."""

from collections.abc import Sequence

from spacy.lang.en.stop_words import STOP_WORDS


def function_word_share(tokens: Sequence[str]) -> float:
    """The share of the words among lower-case tokens that are English function words, 0..1; 1 where there are no words.

    English news has .25 to .55; other languages that use the same letters hardly reach .15.
    """
    words = [token for token in tokens if token.isalpha()]
    return sum(word in STOP_WORDS for word in words) / len(words) if words else 1.0
