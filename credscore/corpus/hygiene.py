"""Text at the door: what is replaced, and what is not fit to be scored. Replacing never moves an offset."""

import re
from typing import Final, NamedTuple

from credscore.settings import CorpusSettings

REPLACEMENT: Final = "\ufffd"
_UNSPEAKABLE: Final = re.compile("[\x00\ud800-\udfff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Tab, line ends, vertical tab and form feed are layout; U+FFFD stands where a NUL or a broken character was.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_LETTER: Final = re.compile(r"[^\W\d_]")


class Fault(NamedTuple):
    """Why something cannot be scored: a code a program can read, and a sentence that says what to do."""

    code: str
    reason: str


CORRUPT: Final = Fault(
    "corrupt", "The file is cut off or damaged here; the rest of it is not read. Fetch or pack it anew."
)


def clean(text: str) -> str:
    """The text with every NUL and lone surrogate replaced by U+FFFD, one for one, so that offsets stay."""
    return _UNSPEAKABLE.sub(REPLACEMENT, text)


def has_surrogate(text: str) -> bool:
    """Whether a lone surrogate is in it; in decoded text it stands for bytes that could not be decoded."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def fault_of(text: str, title: str | None, settings: CorpusSettings) -> Fault | None:
    """What keeps a cleaned text from being scored: too long, empty, or not text at all. None: nothing does."""
    for part, name in ((text, "text"), (title or "", "title")):
        if len(part) > settings.max_chars:
            return Fault(
                "too-long",
                f"The {name} has {len(part):,} characters, more than {settings.max_chars:,}. Split it, or raise "
                "corpus.max_chars in a settings file.",
            )
    if not text.strip():
        return Fault("empty", "There is no text. Give the article's text, or leave this entry out.")
    if not _LETTER.search(text):
        return Fault("not-text", "There is not one letter in it. Give the article's text.")
    controls = len(_CONTROL.findall(text))
    if controls > settings.control_share * len(text):
        return Fault(
            "not-text",
            f"{controls:,} of {len(text):,} characters are control or broken characters, as in a picture or a "
            "program. Give the article's text.",
        )
    return None
