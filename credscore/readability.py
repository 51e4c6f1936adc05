"""How hard a text reads: measures that need characters, words and sentences, and no syllables.

The library textstat counts the letters and the long words. It is not asked for the sentences, since it ends one at
every full stop ("Mr.", "U.S.") and none at a heading: those come from our own reading. Its measures that count
syllables would download a corpus at run time; they are never called.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

# textstat remembers its last 128 texts and their words: pieces keep that small when an article is a book.
_PIECE_WORDS = 4000


def readability(text: str, sentences: int, words: int) -> dict[str, float]:
    """The readability of a text of so many sentences and words; empty where there are none.

    Returns:
        `ari`: Automated Readability Index, a US school grade (Senter and Smith 1967);
        `coleman_liau`: Coleman-Liau index, a US school grade (Coleman and Liau 1975);
        `lix`: words a sentence plus the per cent of words over six letters (Björnsson 1968), about 20 to 60;
        `rix`: words over six letters a sentence (Anderson 1983);
        `grade`: the mean of `ari` and `coleman_liau`. Both rise with long words and long sentences; the first goes more
        by the sentences, the second by the words.
    """
    if words <= 0 or sentences <= 0:
        return {}
    characters = letters = long_words = 0
    textstat = _textstat()
    for piece in _pieces(text):
        characters += textstat.char_count(piece)
        letters += textstat.letter_count(piece)
        long_words += textstat.long_word_count(piece)
    ari = 4.71 * characters / words + 0.5 * words / sentences - 21.43
    coleman_liau = 5.88 * letters / words - 29.6 * sentences / words - 15.8
    return {
        "grade": (ari + coleman_liau) / 2,
        "ari": ari,
        "coleman_liau": coleman_liau,
        "lix": words / sentences + 100 * long_words / words,
        "rix": long_words / sentences,
    }


def _textstat() -> Any:
    # textstat imports nltk (and with it scipy where that is installed, half a second) for its syllables alone.
    with _put_off("nltk"):
        import textstat  # noqa: PLC0415  only a run that scores waits for it

    return textstat


@contextmanager
def _put_off(name: str) -> Iterator[None]:
    """Who imports the module in here gets a stand-in, which loads it when something of it is asked for."""
    if name in sys.modules:
        yield
        return

    def asked(attribute: str) -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    stand_in = ModuleType(name)
    stand_in.__getattr__ = asked  # type: ignore[method-assign]
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]


def _pieces(text: str) -> Iterator[str]:
    words = text.split()
    for first in range(0, len(words), _PIECE_WORDS):
        yield " ".join(words[first : first + _PIECE_WORDS])
